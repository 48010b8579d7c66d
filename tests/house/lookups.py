"""What a page looks for under the identities in its address, read in the queries it makes.

Asked for an identity that nobody has, a page says in its queries in which tables it looked.
The walks try the rows of those, where one row of every model at every address took minutes;
where no query names the identity, they still try one of every model.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from http import HTTPStatus
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house.planting import Planted
from tests.house.routes import Route, addresses_of, plain_routes, routes_with_arguments, values_for

_COMPARED = re.compile(r"\"(\w+)\"\.\"(\w+)\" = '?([0-9a-f-]{32,36})")
_NOBODY = UUID("00000001-0000-4000-8000-000000000000")
_LEFT_ASIDE = {"account_logout"}


def rows_looked_for(
    route: Route, client: Client, rows: Iterable[Planted], *, methods: Sequence[str] = ("get",)
) -> list[Planted]:
    """Return those of these rows that are of a kind the page looks for.

    None when it takes none of these methods; all when no query says what it looks for.
    """
    values = [
        _NOBODY if kind == "uuid" else values_for(kind, name, [], ["SEN"])[0]
        for name, kind in route.arguments
    ]
    with CaptureQueriesContext(connection) as queries:
        answers = [getattr(client, method)(route.address(*values)) for method in methods]
    if all(answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED for answer in answers):
        return []
    kinds = {
        _columns().get((table, column))
        for query in queries.captured_queries
        for table, column, value in _COMPARED.findall(query["sql"])
        if value.replace("-", "") == _NOBODY.hex
    }
    return [row for row in rows if row.model in kinds] or list(rows)


def addresses_to_walk(rows: list[Planted], client: Client) -> list[str]:
    """Return every address of the platform, with the rows it is about and one it is not."""
    found = [route.address() for route in plain_routes() if route.name not in _LEFT_ASIDE]
    for route in routes_with_arguments():
        asked = rows_looked_for(route, client, rows)
        other = next((row for row in rows if row not in asked), None)
        tried = asked if other is None else [*asked, other]
        found += addresses_of(route, tried, ["SEN"], limit=len(rows))
    return found


@cache
def _columns() -> dict[tuple[str, str], type[models.Model] | None]:
    """Return of whom each column holds the identity: its own row, or the row it points at."""
    return {
        (model._meta.db_table, field.column): field.related_model if field.is_relation else model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.primary_key or field.is_relation
    }
