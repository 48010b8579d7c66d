"""The database itself refuses to change what an edition says."""

from django.db import migrations

_FROZEN = (
    "index_id", "number", "title", "period", "published_on", "note", "corrects_id", "sha256",
    "engine_version", "n_countries", "n_indicators", "is_fictitious", "content",
)  # fmt: skip
_WORDS = "an edition stays as it was published"


def _sqlite():
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in _FROZEN)
    return [
        f"CREATE TRIGGER indices_edition_frozen BEFORE UPDATE ON indices_edition WHEN {differs} "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    ]


def _postgresql():
    differs = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in _FROZEN)
    return [
        "CREATE FUNCTION indices_refuse_change() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END; "
        "$$ LANGUAGE plpgsql",
        "CREATE TRIGGER indices_edition_frozen BEFORE UPDATE ON indices_edition FOR EACH ROW "
        f"WHEN ({differs}) EXECUTE FUNCTION indices_refuse_change()",
    ]


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}


def freeze(apps, schema_editor):
    for statement in _STATEMENTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER indices_edition_frozen ON indices_edition")
        schema_editor.execute("DROP FUNCTION indices_refuse_change()")
    else:
        schema_editor.execute("DROP TRIGGER indices_edition_frozen")


class Migration(migrations.Migration):
    dependencies = [("indices", "0001_initial")]

    operations = [migrations.RunPython(freeze, thaw)]
