import pytest

import teranga.directory.queries.map_index as module
from teranga.directory.enums import ConsentScope
from teranga.directory.models import Organisation
from teranga.directory.queries.map_index import MapChoice, map_index
from teranga.directory.services.facts import lay_out_entry
from tests.factories.directory import make_mapped, make_organisation

pytestmark = pytest.mark.usefixtures("countries")


def found(**choice):
    index = map_index()
    return [index.entries[k].name for k in index.matches(MapChoice(**choice))]


@pytest.fixture
def three(crpm, countries):
    make_mapped(programme=crpm, nom="Une", also_agreed=[ConsentScope.LINKS, ConsentScope.NEEDS])
    make_mapped(programme=crpm, nom="Deux", pays="ML", ville="", domaines=["genre"])
    make_organisation(name="Trois", kind="media", country=countries["TUN"], level="regional")


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({}, ["Deux", "Trois", "Une"]),
        ({"country": "MLI"}, ["Deux"]),
        ({"kind": "media"}, ["Trois"]),
        ({"level": "local"}, ["Deux", "Une"]),
        ({"level": "regional"}, ["Trois"]),
        ({"theme": "osc:genre"}, ["Deux"]),
        ({"public": "retour"}, ["Deux", "Une"]),
        ({"institution": "parlement"}, ["Une"]),
        ({"need": "droit"}, ["Une"]),
        ({"words": "UNE"}, ["Une"]),
        ({"words": "bignona"}, ["Une"]),
        ({"country": "SEN", "theme": "osc:genre"}, []),
        ({"country": "XXX"}, []),
    ],
)
def test_matches_answers_each_facet(three, choice, names):
    assert found(**choice) == names


def test_index_holds_what_the_public_may_read(crpm):
    make_mapped(programme=crpm, nom="Discrète", publication=["rien"])
    make_organisation(name="Du réseau", visibility="network")

    assert found() == []


def test_index_follows_each_write_at_once(crpm):
    organisation = make_mapped(programme=crpm, nom="Une")
    assert found() == ["Une"]

    organisation.archive()

    assert found() == []


def test_index_follows_a_consent_taken_back(crpm, three):
    organisation = Organisation.objects.get(name="Une")
    organisation.consents.filter(agreed_to="needs").update(is_granted=False)
    lay_out_entry(organisation)

    assert found(need="droit") == []


def test_index_asks_one_question_while_nothing_was_written(three, django_assert_num_queries):
    map_index()

    with django_assert_num_queries(1):
        map_index()


def test_index_reads_only_what_changed(three, django_assert_num_queries):
    map_index()
    organisation = Organisation.objects.get(name="Une")
    organisation.city = "Kolda"
    organisation.save()

    # Is there something new, what are the versions now, and the one that changed.
    with django_assert_num_queries(1 + 2 + 2 + 3):
        map_index()


def test_index_reads_many_as_it_reads_a_few(three, monkeypatch):
    a_few = list(map_index().entries)
    monkeypatch.setattr(module, "_FEW", 0)

    assert list(module._Kept().current().entries) == a_few


def test_entry_says_what_it_holds_in_order(three):
    [entry] = [entry for entry in map_index().entries if entry.name == "Deux"]

    assert entry.codes("theme") == ["osc:genre"]
    assert entry.codes("country") == ["MLI"]
    assert entry.pk == Organisation.objects.get(name="Deux").pk
