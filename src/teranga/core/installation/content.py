"""One hash for all that a database says, the same on every machine that says the same."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connection

# What the full-text index keeps is drawn from other columns.
_DERIVED = "core_searchtext"
_DERIVED_COLUMNS = {
    ("core_searchdocument", "stems"),
    ("core_searchdocument", "stems_of_title"),
}


def content_digest() -> str:
    """Return the sha256 of every row of every table, in a fixed order."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in sorted(name for name in tables if not name.startswith(_DERIVED)):
            columns = _stored_columns(cursor, table)
            names = ", ".join(connection.ops.quote_name(name) for name in columns)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")  # noqa: S608
            digest.update(f"{table}({names})".encode())
            for line in sorted(_lines(cursor)):
                digest.update(line)
    return digest.hexdigest()


def _stored_columns(cursor: Any, table: str) -> list[str]:
    description = connection.introspection.get_table_description(cursor, table)
    names = sorted(column.name for column in description)
    return [name for name in names if (table, name) not in _DERIVED_COLUMNS]


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterable[bytes]:
    # 20 bytes a row are held to be put in order, never the rows themselves.
    return (hashlib.blake2b(repr(row).encode(), digest_size=20).digest() for row in rows)
