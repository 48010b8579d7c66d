"""A database made at once from the models is the one that migrations build, step by step."""

import sqlite3

import pytest
from django.db import connection

from tests.factories.installations import Workshop

STEP_BY_STEP = """
from django.core.management import call_command
from django.conf import settings
settings.DATA_DIR.mkdir()
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""
# The machine stops when every table is made and no migration is noted.
STOPPED = """
import os
from teranga.command import main
from teranga.core.installation import tables
def stop(editor): os._exit(0)
tables.add_what_models_cannot_say = stop
main(["migrate"])
"""


def only_sqlite(installation):
    if not installation.is_sqlite:
        pytest.skip("the shapes are compared on SQLite; PostgreSQL runs the same migrations")
    return installation


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


def shape_and_history(installation):
    with sqlite3.connect(only_sqlite(installation).database_file) as database:

        def rows(sql):
            return database.execute(sql).fetchall()

        named, columns = shape_of(rows)
        noted = set(rows("SELECT app, name FROM django_migrations"))
        countries = rows("SELECT count(*) FROM core_country")
    return named, columns, noted, countries


@pytest.fixture(scope="module")
def migrated_step_by_step(tmp_path_factory):
    workshop = Workshop(tmp_path_factory.mktemp("steps"))
    made = workshop.make()
    made.python(STEP_BY_STEP)
    yield made
    workshop.close()


def test_migrations_build_what_the_models_say(db, migrated_step_by_step, migrated_installation):
    steps = shape_and_history(migrated_step_by_step)
    at_once = shape_and_history(migrated_installation)

    for one, other in zip(steps, at_once, strict=True):
        assert one == other
    assert len(steps[2]) > 50


def test_the_tables_of_the_suite_are_those_of_an_installation(db, migrated_installation):
    def ours(sql):
        with connection.cursor() as cursor:
            return cursor.execute(sql).fetchall()

    only_sqlite(migrated_installation)
    named, columns = shape_of(ours)
    tables, columns_migrated, *_ = shape_and_history(migrated_installation)

    kept_beside = {"django_migrations", "core_cache"}
    assert {t for t in tables ^ named if t[2] not in kept_beside} == set()
    assert {c for c in columns_migrated ^ columns if c[0] not in kept_beside} == set()


def test_an_installation_stopped_half_way_begins_again(new_installation):
    installation = new_installation()

    installation.python(STOPPED)
    again = installation.run("migrate")

    assert again.returncode == 0, again.stderr
    assert installation.run("check").stdout == "No inconsistency.\n"
