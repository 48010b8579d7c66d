"""The tables of a new database, made at once from the models.

Replaying every migration on an empty database draws each model again at each step, most of a
minute on a small machine; the models say the same in a few seconds.
`tests/command/test_migrations.py` proves that both ways give the same database.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Give the database every table it lacks, and the rows that every installation holds."""
    if not connection.introspection.table_names():
        _build_tables()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _build_tables() -> None:
    """Make every table and note every migration as done, in one transaction: all or nothing."""
    loader = MigrationLoader(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        add_what_models_cannot_say(editor)
        recorder = MigrationRecorder(connection)
        for app, name in loader.disk_migrations:
            recorder.record_applied(app, name)


def add_what_models_cannot_say(editor: BaseDatabaseSchemaEditor) -> None:
    """Add what our migrations write in the database's own words: search tables, triggers."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("teranga")}
    for (app, _name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for operation in migration.operations if app in ours else ():
            if isinstance(operation, RunPython):
                # They read no model: the registry of the time is not drawn for them.
                operation.code(None, editor)  # type: ignore[arg-type]
