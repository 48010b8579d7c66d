"""Titles as PostgreSQL searches them, kept in the row: to work them out again cost most of a search."""

from django.db import migrations

_FORWARDS = [
    "ALTER TABLE core_searchdocument ADD COLUMN stems_of_title tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', stems_title)) STORED",
    "DROP INDEX core_searchdocument_title",
    "CREATE INDEX core_searchdocument_title ON core_searchdocument USING gin (stems_of_title)",
]
_BACKWARDS = [
    "ALTER TABLE core_searchdocument DROP COLUMN stems_of_title",
    "CREATE INDEX core_searchdocument_title ON core_searchdocument"
    " USING gin (to_tsvector('simple', stems_title))",
]


def _run(statements):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("core", "0003_search_text")]

    operations = [migrations.RunPython(_run(_FORWARDS), _run(_BACKWARDS))]
