"""The texts of search documents, and the full-text index each database keeps of them.

Both indexes hold the same stems, prepared in Python (`teranga.core.search.words`), so that
both databases find the same things. They are fed by the database itself: no write, bulk or
cascading, can leave them behind.
"""

from django.db import migrations, models

import teranga.core.translated

_SQLITE = [
    """
    CREATE VIRTUAL TABLE core_searchtext USING fts5(
        stems_title, stems_body, words, readers,
        content='core_searchdocument', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER core_searchtext_added AFTER INSERT ON core_searchdocument BEGIN
        INSERT INTO core_searchtext(rowid, stems_title, stems_body, words, readers)
        VALUES (new.id, new.stems_title, new.stems_body, new.words, new.readers);
    END
    """,
    """
    CREATE TRIGGER core_searchtext_removed AFTER DELETE ON core_searchdocument BEGIN
        INSERT INTO core_searchtext(core_searchtext, rowid, stems_title, stems_body, words, readers)
        VALUES ('delete', old.id, old.stems_title, old.stems_body, old.words, old.readers);
    END
    """,
    """
    CREATE TRIGGER core_searchtext_changed
    AFTER UPDATE OF stems_title, stems_body, words, readers ON core_searchdocument BEGIN
        INSERT INTO core_searchtext(core_searchtext, rowid, stems_title, stems_body, words, readers)
        VALUES ('delete', old.id, old.stems_title, old.stems_body, old.words, old.readers);
        INSERT INTO core_searchtext(rowid, stems_title, stems_body, words, readers)
        VALUES (new.id, new.stems_title, new.stems_body, new.words, new.readers);
    END
    """,
]
_SQLITE_BACK = [
    "DROP TRIGGER core_searchtext_added",
    "DROP TRIGGER core_searchtext_removed",
    "DROP TRIGGER core_searchtext_changed",
    "DROP TABLE core_searchtext",
]
_POSTGRESQL = [
    """
    ALTER TABLE core_searchdocument ADD COLUMN stems tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', stems_title), 'A')
        || setweight(to_tsvector('simple', stems_body), 'B')
        || setweight(to_tsvector('simple', words), 'C')
        || setweight(to_tsvector('simple', readers), 'D')
    ) STORED
    """,
    # Kept in the row, where phrases are checked; the texts make room for it.
    "ALTER TABLE core_searchdocument ALTER COLUMN stems SET STORAGE MAIN",
    "CREATE INDEX core_searchdocument_stems ON core_searchdocument USING gin (stems)",
    # Titles are looked for first; with an index of their own no row is read in vain.
    "CREATE INDEX core_searchdocument_title ON core_searchdocument"
    " USING gin (to_tsvector('simple', stems_title))",
]
_POSTGRESQL_BACK = [
    "DROP INDEX core_searchdocument_title",
    "ALTER TABLE core_searchdocument DROP COLUMN stems",
]


def _run(statements_by_vendor):
    def apply(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]

    operations = [
        migrations.AddField(
            "searchdocument", "title", teranga.core.translated.TranslatedField(default=dict)
        ),
        migrations.AddField(
            "searchdocument",
            "summary",
            teranga.core.translated.TranslatedField(blank=True, default=dict),
        ),
        migrations.AddField(
            "searchdocument",
            "stems_title",
            models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchdocument",
            "stems_body",
            models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchdocument",
            "words",
            models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "searchdocument",
            "readers",
            models.CharField(default="", max_length=60),
            preserve_default=False,
        ),
        migrations.RunPython(
            _run({"sqlite": _SQLITE, "postgresql": _POSTGRESQL}),
            _run({"sqlite": _SQLITE_BACK, "postgresql": _POSTGRESQL_BACK}),
        ),
    ]
