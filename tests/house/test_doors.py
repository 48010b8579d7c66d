"""The door, walked: every publishable model × every role × every page, list, search, file, export.

Each row carries a mark of its own. A mark that shows where the matrix of rights does not
allow it is a leak; a forged or guessed identity must look like one that does not exist.
"""

import pytest

from teranga.core.models.publishable import DoorQuerySet
from teranga.core.search.find import search_documents
from teranga.directory.models import Organisation
from tests.house.planting import MARK, publishable_models
from tests.house.routes import marks_in, plain_routes, text_of
from tests.house.visitors import strangers

pytestmark = pytest.mark.django_db

# Doors that end the session or change the visitor: they show no row.
LEFT_ASIDE = {"account_logout"}


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
        for row in house.rows_to_try(visitor, publishable_models()):
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


def test_walk_notices_a_query_that_skips_the_door(house, monkeypatch):
    """Plant the very bug the walk is for: the directory forgets to ask who is there."""
    through_the_door = DoorQuerySet.visible_to

    def forgetful(rows, user):
        return rows.all() if rows.model is Organisation else through_the_door(rows, user)

    monkeypatch.setattr(DoorQuerySet, "visible_to", forgetful)

    leaks, _ = leaks_on_plain_routes(house, strangers())

    assert any("directory.Organisation private" in leak for leak in leaks)
