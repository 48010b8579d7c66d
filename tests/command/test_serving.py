"""What the processes of the server are forked with."""

import pytest

POOLS_AFTER_LOADING = """
from django.db import connection
from teranga.command.serving import _load_pages
connection.ensure_connection()
held = len(connection._connection_pools)
_load_pages()
print(held, len(connection._connection_pools))
"""


def test_processes_are_forked_without_an_open_connection(installation):
    if installation.is_sqlite:
        pytest.skip("connections to a file are not pooled")

    assert installation.python(POOLS_AFTER_LOADING).splitlines()[-1] == "1 0"
