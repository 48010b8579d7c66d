"""A migrated database holds exactly what the models and the suite's own tables hold."""

import sqlite3

import pytest
from django.db import connection


@pytest.fixture
def migrated(migrated_installation):
    if not migrated_installation.is_sqlite:
        pytest.skip("the shapes are compared on SQLite; PostgreSQL runs the same migrations")
    with sqlite3.connect(migrated_installation.database_file) as database:
        yield database


def shape_of(execute):
    """Names of tables, indexes and triggers; columns with their type, key and nullness."""
    named = {
        (kind, name, table)
        for kind, name, table in execute("SELECT type, name, tbl_name FROM sqlite_master")
        if not name.startswith("sqlite_")
    }
    columns = {
        (table, *column[1:])
        for kind, table, _ in named
        if kind == "table" and "searchtext" not in table
        for column in execute(f"PRAGMA table_info({table})")
    }
    return named, columns


def test_migrations_build_what_the_models_say(db, migrated):
    def ours(sql):
        with connection.cursor() as cursor:
            return cursor.execute(sql).fetchall()

    tables, columns = shape_of(lambda sql: migrated.execute(sql).fetchall())
    tables_of_the_suite, columns_of_the_suite = shape_of(ours)

    kept_beside = {"django_migrations", "core_cache"}
    assert {t for t in tables ^ tables_of_the_suite if t[2] not in kept_beside} == set()
    assert {c for c in columns ^ columns_of_the_suite if c[0] not in kept_beside} == set()
