"""The door, walked: every publishable model × every role × every page, list, search, file, export.

Each row carries a mark of its own. A mark that shows where the matrix of rights does not
allow it is a leak; a forged or guessed identity must look like one that does not exist.
"""

import pytest
from django.core.cache import cache
from django.test import Client

from teranga.core.models.publishable import DoorQuerySet
from teranga.core.search.find import search_documents
from teranga.directory.models import Organisation
from teranga.portal.api.limits import Caller, Limit
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme
from tests.house.lookups import rows_looked_for
from tests.house.planting import MARK, Planter, Scope, publishable_models
from tests.house.routes import (
    addresses_of,
    every_route,
    marks_in,
    plain_routes,
    routes_with_arguments,
    text_of,
)
from tests.house.visitors import different_roles, every_role, strangers

pytestmark = pytest.mark.django_db

# Doors that end the session or change the visitor: they show no row.
LEFT_ASIDE = {"account_logout"}
FORGED = ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"]


@pytest.fixture
def house(countries, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    monkeypatch.setattr(
        "teranga.portal.api.limits.limits", lambda: dict.fromkeys(Caller, Limit(10**9, 60))
    )
    ours, theirs = make_programme(code="ours"), make_programme(code="theirs")
    part, other_part, far_part = (make_component(p) for p in (ours, ours, theirs))
    scopes = [
        Scope(ours.pk, part.pk, "SEN"),
        Scope(ours.pk, part.pk, "MLI"),
        Scope(ours.pk, other_part.pk, "SEN"),
        Scope(theirs.pk, far_part.pk, "SEN"),
    ]
    owner = make_user()
    planter = Planter()
    planter.plant_everywhere(scopes, owner=owner)
    return House(planter.planted, ours, part, theirs, countries["SEN"])


class House:
    def __init__(self, planted, ours, part, theirs, home):
        self.planted, self.theirs = planted, theirs
        self.scope = (ours, part, home)

    def everyone(self):
        return [*strangers(), *every_role(*self.scope)]

    def the_different(self):
        return [*strangers(), *different_roles(*self.scope)]

    def leaks_in(self, visitor, address, response, asked=None):
        shown = marks_in(text_of(response), asked=asked or address)
        return [
            f"{visitor} sees {self.planted[mark]} at {address}"
            for mark in sorted(shown)
            if mark in self.planted and not visitor.may_read(self.planted[mark])
        ]


def leaks_on_plain_routes(house, visitors):
    leaks, shown = [], set()
    for visitor in visitors:
        client = visitor.client()
        for route in plain_routes():
            if route.name in LEFT_ASIDE:
                continue
            # A list of the API in one page; any other page as it comes, and searched.
            is_list = route.name.startswith("api-v1:")
            for query in ("?limit=200",) if is_list else ("", f"?q={MARK}"):
                response = client.get(route.address() + query)
                leaks += house.leaks_in(visitor, route.address() + query, response)
                shown |= marks_in(text_of_again(response))
    return leaks, shown


def text_of_again(response):
    return "" if response.streaming else text_of(response)


def test_every_model_opens_exactly_what_the_matrix_says(house):
    wrong = []
    for visitor in house.everyone():
        for model in publishable_models():
            seen = set(model.objects.visible_to(visitor.user).values_list("pk", flat=True))
            wrong += [
                f"{visitor}: {row}"
                for row in house.planted.values()
                if row.model is model and (row.pk in seen) != visitor.may_read(row)
            ]

    assert len(house.planted) > 15 * len(publishable_models())
    assert wrong == []


def test_no_list_search_or_export_shows_what_is_closed(house):
    leaks, shown = leaks_on_plain_routes(house, house.the_different())

    assert leaks == []
    # The walk did meet rows: an empty platform leaks nothing.
    assert len({house.planted[m].model for m in shown if m in house.planted}) >= 8


def test_search_finds_exactly_what_is_open(house):
    wrong = []
    for visitor in house.the_different():
        for row in house.planted.values():
            found = search_documents(visitor.user, row.mark, language="fr")
            hit_ids = {hit.object_id for hit in found.hits}
            may = visitor.may_read(row)
            if str(row.pk) in hit_ids and not may:
                wrong.append(f"{visitor} finds {row}")
            for hit in found.hits:
                shown = marks_in(f"{hit.title} {hit.snippet}")
                wrong += [
                    f"{visitor} reads {house.planted[mark]} in a result"
                    for mark in shown
                    if mark in house.planted and not visitor.may_read(house.planted[mark])
                ]

    assert wrong == []


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


def rows_to_try(house, visitor, models):
    """One closed row of each level, one open one, and every row with a hidden parent.

    That the door closes each row in each scope is shown above; here, that each page asks it.
    """
    tried = {}
    for row in house.planted.values():
        if row.model in models:
            may = visitor.may_read(row)
            key = (
                row.mark if row.has_hidden_parent else (row.model, may, not may and row.visibility)
            )
            tried.setdefault(key, row)
    return tried.values()


def test_no_page_of_one_thing_opens_to_whom_it_is_closed(house):
    wrong = []
    models_of = models_of_routes(house)
    for visitor in house.the_different():
        client = visitor.client()
        for route, models in models_of.items():
            for row in rows_to_try(house, visitor, models):
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
        looked_for = {
            row
            for method in ("get", "post")
            for row in rows_looked_for(route, administrator, closed.values(), method=method)
        }
        for row in looked_for:
            before = row.model._base_manager.filter(pk=row.pk).values().get()
            response = client.post(route.address(row.pk), {"version": "1"})
            after = row.model._base_manager.filter(pk=row.pk).values().get()
            if response.status_code not in (403, 404, 405) or before != after:
                wrong.append(f"{response.status_code} at {route} for {row}")

    assert wrong == []


def test_walk_notices_a_query_that_skips_the_door(house, monkeypatch):
    """Plant the very bug the walk is for: the directory forgets to ask who is there."""
    through_the_door = DoorQuerySet.visible_to

    def forgetful(rows, user):
        return rows.all() if rows.model is Organisation else through_the_door(rows, user)

    monkeypatch.setattr(DoorQuerySet, "visible_to", forgetful)

    leaks, _ = leaks_on_plain_routes(house, strangers())

    assert any("directory.Organisation private" in leak for leak in leaks)


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
