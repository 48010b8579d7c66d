import pytest
from django.core.exceptions import PermissionDenied

from teranga.core.exceptions import InvalidTransitionError
from teranga.directory.enums import TwinState
from teranga.directory.queries.facts import values_held_of
from teranga.directory.services.twins import (
    distinguish_twins,
    merge_twins,
    propose_twins,
    undo_twins,
)
from tests.factories.directory import make_mapped, make_organisation


@pytest.fixture
def pair(crpm):
    kept = make_mapped(programme=crpm, nom="Association des femmes de Kolda", sigle="")
    other = make_mapped(
        programme=crpm,
        nom="Assocation des femmes de Kolda",
        sigle="",
        budget="b4",
        publics=["femmes"],
    )
    return kept, other


def test_two_spellings_are_proposed_once(pair):
    proposals = propose_twins(pair[1])

    assert [(p.kept, p.other) for p in proposals] == [pair]
    assert proposals[0].likeness > 90
    assert propose_twins(pair[0]) == []


def test_different_names_are_not_proposed(crpm, countries):
    make_organisation(name="Syndicat des enseignants", country=countries["SEN"])

    assert propose_twins(make_mapped(programme=crpm)) == []


def test_merge_brings_answers_and_puts_the_other_away(pair, officer):
    kept, other = pair

    merge_twins(propose_twins(other)[0], by=officer)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert other.is_archived
    assert "Assocation" in kept.other_names
    assert kept.contacts.current().count() == 4


def test_undo_gives_both_back_as_they_were(pair, officer):
    kept, other = pair
    before = [values_held_of(row) for row in pair]
    proposal = merge_twins(propose_twins(other)[0], by=officer)

    undo_twins(proposal, by=officer)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert not other.is_archived
    assert [values_held_of(row) for row in pair] == before
    assert (kept.other_names, other.contacts.current().count()) == ("", 2)
    assert kept.visibility == other.visibility == "public"


def test_pair_is_decided_once(pair, officer):
    proposal = distinguish_twins(propose_twins(pair[1])[0], by=officer)

    assert proposal.state == TwinState.DISTINCT
    with pytest.raises(InvalidTransitionError):
        merge_twins(proposal, by=officer)


def test_a_reader_decides_nothing(pair, reader):
    with pytest.raises(PermissionDenied):
        merge_twins(propose_twins(pair[1])[0], by=reader)


def test_merge_into_a_published_entry_carries_the_consents(crpm, officer, countries):
    kept = make_organisation(
        name="Association de la Teranga", country=countries["SEN"], programme=crpm
    )
    other = make_mapped(programme=crpm, nom="Association de la Térenga", sigle="")

    merge_twins(propose_twins(other)[0], by=officer)

    kept.refresh_from_db()
    assert kept.city == "Bignona"
    assert kept.consents.count() == 6
