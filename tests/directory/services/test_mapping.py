"""An approved answer becomes an organisation that shows what it agreed to show, and no more."""

import datetime as dt

import pytest

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.viewer import NOBODY
from teranga.directory.enums import ConsentScope, FactOrigin
from teranga.directory.models import Contact, FactSheet, OrganisationConsent
from teranga.directory.queries.facts import facts_visible_to, values_held_of
from teranga.directory.services.facts import Provenance
from teranga.directory.services.mapping import (
    MappingAnswer,
    facts_of,
    upsert_organisation,
    withdraw_answer,
)
from tests.factories.directory import make_mapped, mapping_values

pytestmark = pytest.mark.usefixtures("countries")


def test_upsert_fills_the_columns_that_lists_read(crpm):
    organisation = make_mapped(programme=crpm)

    assert organisation.name == "Association de la Teranga"
    assert (organisation.kind, organisation.level) == ("cso", "national")
    assert (organisation.country_id, organisation.city) == ("SEN", "Bignona")
    assert str(organisation.founded_on) == "1998"
    assert organisation.visibility == "public"
    assert {theme.pk for theme in organisation.themes.all()} == {"osc:droits", "osc:retour"}


def test_upsert_shows_the_town_and_not_the_door(crpm):
    organisation = make_mapped(programme=crpm)

    assert organisation.precision == "town"
    assert (organisation.latitude, organisation.longitude) != (12.80123, -16.23456)


def test_upsert_shows_the_exact_place_when_it_is_agreed(crpm):
    organisation = make_mapped(programme=crpm, publication=["fiche", "point_exact"])

    assert organisation.precision == "exact"
    assert (organisation.latitude, organisation.longitude) == (12.80123, -16.23456)


def test_upsert_without_a_town_agreed_shows_the_country_alone(crpm):
    organisation = make_mapped(programme=crpm, publication=["fiche"])

    assert (organisation.city, organisation.latitude) == ("", None)
    assert "ville" not in facts_visible_to(NOBODY, organisation)


def test_each_answer_is_read_as_its_question_allows(crpm):
    organisation = make_mapped(programme=crpm)

    shown = facts_visible_to(NOBODY, organisation)

    assert {"domaines", "publics", "niveaux", "reseau"} <= set(shown)
    # Asked on another page, or never shown: relations, needs, means.
    assert not {"institution", "institutions", "niv_droit", "budget", "position"} & set(shown)


def test_each_answer_says_when_and_by_what_it_was_given(crpm):
    organisation = make_mapped(programme=crpm)

    fact = facts_visible_to(NOBODY, organisation)["domaines"]

    assert (str(fact.on), fact.by, fact.reference) == (
        "2026-11-01",
        FactOrigin.MAPPING,
        organisation.submission,
    )


def test_kinds_of_institutions_show_once_agreed(crpm):
    organisation = make_mapped(programme=crpm, also_agreed=[ConsentScope.LINKS])

    assert facts_visible_to(NOBODY, organisation)["institutions"].value == ["parlement"]
    assert "institution" not in facts_visible_to(NOBODY, organisation)


def test_nothing_shows_when_only_statistics_are_agreed(crpm):
    organisation = make_mapped(programme=crpm, publication=["rien"], accord_institutions="non")

    assert organisation.visibility == "private"
    assert not FactSheet.objects.visible_to(NOBODY).exists()
    assert not Contact.objects.visible_to(NOBODY).exists()
    assert organisation.website == ""


def test_contacts_show_only_when_agreed(crpm):
    make_mapped(programme=crpm, publication=["fiche"], accord_institutions="non")

    assert set(Contact.objects.values_list("visibility", flat=True)) == {"private"}


def test_the_respondent_is_not_kept(crpm):
    organisation = make_mapped(programme=crpm)

    assert "Répondante-secrète" not in str(values_held_of(organisation))
    assert not Contact.objects.filter(value__contains="secrète").exists()


def test_ledger_keeps_one_line_for_each_scope_asked(crpm):
    organisation = make_mapped(programme=crpm)

    lines = dict(organisation.consents.values_list("agreed_to", "is_granted"))

    assert lines == {
        "sheet": True,
        "town": True,
        "exact_position": False,
        "contacts": True,
        "networks": True,
        "authorities": True,
    }
    assert set(OrganisationConsent.objects.values_list("wording", flat=True)) == {"test 1"}


def test_upsert_refuses_who_declined(crpm):
    with pytest.raises(InvalidTransitionError):
        make_mapped(programme=crpm, consentement="non")


def test_upsert_again_drops_what_is_no_longer_answered(crpm):
    first = make_mapped(programme=crpm)
    said = Provenance(dt.date(2026, 11, 20), FactOrigin.MAPPING, "uuid:new", "test 2")
    values = mapping_values(publics=[], sigle="NOUVEAU")

    upsert_organisation(MappingAnswer(values, said, crpm.pk), chosen=first, by=None)

    first.refresh_from_db()
    assert first.acronym == "NOUVEAU"
    assert "publics" not in values_held_of(first)


def test_an_older_answer_does_not_cover_a_newer_one(crpm):
    first = make_mapped(programme=crpm, on=dt.date(2026, 11, 1))
    said = Provenance(dt.date(2025, 1, 1), FactOrigin.MAPPING, "uuid:old", "test 0")

    upsert_organisation(
        MappingAnswer(mapping_values(budget="b5"), said, crpm.pk), chosen=first, by=None
    )

    assert values_held_of(first)["budget"]["value"] == "b2"


def test_scores_are_computed_from_the_five_frequencies():
    facts = facts_of(mapping_values())

    # (1×4 + 2×2 + 3×1 + 4×0) ÷ 40 × 100, and 3 ÷ 4 × 100.
    assert facts["score_dialogue"] == 27.5
    assert facts["score_operationnel"] == 75.0


def test_facts_of_takes_a_position_as_text():
    assert facts_of({"position": "12.5 -16.2 0 5"})["position"] == [12.5, -16.2]


def test_withdrawn_answer_takes_its_entry_away(crpm):
    organisation = make_mapped(programme=crpm)

    withdraw_answer(organisation, reference=organisation.submission, by=None)

    organisation.refresh_from_db()
    assert organisation.is_archived


def test_withdrawn_answer_leaves_an_entry_made_from_another(crpm):
    organisation = make_mapped(programme=crpm)

    withdraw_answer(organisation, reference="uuid:other", by=None)

    organisation.refresh_from_db()
    assert not organisation.is_archived
