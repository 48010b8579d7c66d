"""The door of each thing, walked: every role at every page, file and action that names one.

A row that is closed to someone must look, there too, like one that does not exist.
"""

import pytest
from django.test import Client

from tests.house.lookups import rows_looked_for
from tests.house.routes import addresses_of, every_route, routes_with_arguments

pytestmark = pytest.mark.django_db

FORGED = ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"]


def models_of_routes(house):
    """Return `{route: models}`: which things the administrator can open at each address."""
    client = house.everyone()[-1].client()
    one_of_each = {row.model: row for row in house.planted.values()}
    models_of = {}
    for route in routes_with_arguments():
        if "uuid" not in {converter for _, converter in route.arguments}:
            continue
        for row in rows_looked_for(route, client, one_of_each.values()):
            (address, *_) = addresses_of(route, [row], ["SEN"], limit=1)
            # An address that asks for a key of its own (401) knows nobody of these.
            if client.get(address).status_code in (200, 302, 403):
                models_of.setdefault(route, []).append(row.model)
    return models_of


def test_no_page_of_one_thing_opens_to_whom_it_is_closed(house):
    wrong = []
    models_of = models_of_routes(house)
    for visitor in house.the_different():
        client = visitor.client()
        for route, models in models_of.items():
            for row in house.rows_to_try(visitor, models):
                (address, *_) = addresses_of(route, [row], ["SEN"], limit=1)
                response = client.get(address)
                wrong += house.leaks_in(visitor, route, response, asked=address)
                if not visitor.may_read(row) and response.status_code not in (404, 302, 403):
                    wrong.append(f"{visitor} gets {response.status_code} at {route}: {row}")

    assert wrong == []
    assert len(models_of) >= 8


def test_pages_by_code_show_nothing_closed(house):
    closed = {row.model: row.mark for row in house.planted.values() if row.visibility == "private"}
    codes = ["SEN", "ours", "theirs", *(mark for model, mark in closed.items() if has_code(model))]
    leaks = []
    # A page by code reads as the pages above do: strangers and two members are enough.
    for visitor in house.the_different()[:4]:
        client = visitor.client()
        for route in routes_with_arguments():
            if {converter for _, converter in route.arguments} <= {"str", "slug"}:
                for address in addresses_of(route, [], codes, limit=40):
                    response = client.get(address)
                    leaks += house.leaks_in(visitor, address, response)

    assert leaks == []


def has_code(model):
    return any(field.name == "code" and field.unique for field in model._meta.concrete_fields)


def test_forged_identity_is_404_everywhere(house):
    administrator = house.everyone()[-1]
    wrong = []
    for client, who in ((administrator.client(), administrator), (Client(), "anyone")):
        for route in routes_with_arguments():
            if not {converter for _, converter in route.arguments} <= {"uuid"}:
                continue
            for pk in FORGED:
                response = client.get(route.address(*[pk] * len(route.arguments)))
                # A visitor may first be asked to sign in; a page that only acts answers 405.
                expected = {404, 405} if who is administrator else {404, 405, 302, 401, 403}
                if response.status_code not in expected:
                    wrong.append(f"{who} gets {response.status_code} at {route}")

    assert wrong == []


def test_closed_things_cannot_be_acted_upon(house):
    """Post to every page of one thing, for a thing of another programme: refused, unchanged."""
    outsider = next(v for v in house.everyone() if v.role == "officer")
    closed = {
        row.model: row
        for row in house.planted.values()
        if row.visibility == "private" and row.programme_id == house.theirs.pk
    }
    client, administrator = outsider.client(), house.everyone()[-1].client()
    wrong = []
    for route in routes_with_arguments():
        if [converter for _, converter in route.arguments] != ["uuid"]:
            continue
        looked_for = rows_looked_for(route, administrator, closed.values(), methods=("get", "post"))
        for row in looked_for:
            before = row.model._base_manager.filter(pk=row.pk).values().get()
            response = client.post(route.address(row.pk), {"version": "1"})
            after = row.model._base_manager.filter(pk=row.pk).values().get()
            if response.status_code not in (403, 404, 405) or before != after:
                wrong.append(f"{response.status_code} at {route} for {row}")

    assert wrong == []


def test_every_route_is_walked_or_known(house):
    """A route with arguments that the walk cannot fill must be looked at by a person."""
    fillable = {"uuid", "str", "slug", "int"}
    strange = {
        str(route)
        for route in every_route()
        for _, converter in route.arguments
        if converter not in fillable | KNOWN_CONVERTERS
    }

    assert strange == set()


# Converters with a short list of values that name no row.
KNOWN_CONVERTERS = {"consent"}
