import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.indices.models import Code, Evidence
from teranga.indices.services.coding import (
    CodeContent,
    hand_in_assignment,
    record_code,
    reopen_assignment,
)
from teranga.indices.services.rounds import change_round_codebook, close_round
from tests.factories.coding import Workshop, small_document

pytestmark = pytest.mark.django_db
EVIDENCE = {"kind": "law", "title": "Code de la nationalité", "reference": "art. 19"}


@pytest.fixture
def workshop(countries):
    return Workshop()


def code(workshop, place=1, indicator="CIT01", *, version=0, key=None, by=None, **content):
    values = {"level": 1, "confidence": 3} | content
    values.setdefault("evidence", [EVIDENCE | {"id": uuid4()}])
    return record_code(
        workshop.assignment(place),
        cell=workshop.cell(indicator),
        content=CodeContent(**values),
        version=version,
        save_key=key,
        indicator_version=workshop.wording(indicator),
        by=by or (workshop.first if place == 1 else workshop.second),
    )


def code_domain(workshop, place, **levels):
    for indicator in ("CIT01", "CIT02", "CIT03"):
        code(workshop, place, indicator, level=levels.get(indicator, 1))


def hand_in(workshop, place):
    by = workshop.first if place == 1 else workshop.second
    return hand_in_assignment(workshop.assignment(place), handed_in_at=timezone.now(), by=by)


def test_record_code_keeps_level_evidence_and_owner(workshop):
    saved = code(workshop)

    assert (saved.level, saved.confidence, saved.owner) == (1, 3, workshop.first)
    assert [row.reference for row in saved.evidence.all()] == ["art. 19"]
    assert saved.visibility == "private"
    assert workshop.cell().state == "coded"


def test_record_code_sent_twice_is_applied_once(workshop):
    key = uuid4()
    rows = [EVIDENCE | {"id": uuid4()}]
    first = code(workshop, key=key, evidence=rows)
    again = code(workshop, key=key, evidence=rows)

    assert (again.pk, again.version) == (first.pk, first.version)
    assert Code.objects.count() == 1
    assert Evidence.objects.count() == 1


def test_record_code_from_an_old_version_is_refused_and_changes_nothing(workshop):
    saved = code(workshop)
    code(workshop, level=2, version=saved.version)

    with pytest.raises(StaleEditError):
        code(workshop, level=0, version=saved.version)

    assert Code.objects.get().level == 2


def test_record_code_puts_away_evidence_left_out_and_keeps_it(workshop):
    saved = code(workshop)
    code(workshop, version=saved.version, evidence=[])

    assert Evidence.objects.current().count() == 0
    assert Evidence.objects.count() == 1


def test_record_code_by_another_coder_is_refused(workshop):
    with pytest.raises(PermissionDenied):
        code(workshop, place=1, by=workshop.second)


def test_record_code_refuses_evidence_of_someone_else(workshop):
    theirs = code(workshop).evidence.get()

    with pytest.raises(ValidationError):
        code(workshop, place=2, evidence=[EVIDENCE | {"id": theirs.pk}])

    assert theirs.code.owner == workshop.first


def test_record_code_refuses_a_level_that_does_not_exist(workshop):
    with pytest.raises(ValidationError):
        code(workshop, level=7)


def test_record_code_in_a_closed_round_is_refused(workshop):
    close_round(workshop.round, by=workshop.manager)

    with pytest.raises(InvalidTransitionError):
        code(workshop)


def test_hand_in_names_what_is_not_finished(workshop):
    code(workshop)
    code(workshop, indicator="CIT02", evidence=[])

    with pytest.raises(ValidationError) as refusal:
        hand_in(workshop, 1)

    assert "CIT02, CIT03" in refusal.value.messages[0]


def test_hand_in_asks_for_a_primary_source(workshop):
    code_domain(workshop, 1)
    study = EVIDENCE | {"id": uuid4(), "kind": "academic"}
    code(workshop, evidence=[study], version=workshop.cell().codes.get().version)

    with pytest.raises(ValidationError):
        hand_in(workshop, 1)


def test_cells_are_compared_once_both_coders_have_handed_in(workshop):
    code_domain(workshop, 1)
    code_domain(workshop, 2, CIT02=2)
    hand_in(workshop, 1)
    before = {cell.state for cell in workshop.round.cells.all()}
    hand_in(workshop, 2)

    assert before == {"coded"}
    states = {cell.indicator.code: cell.state for cell in workshop.round.cells.all()}
    assert states == {"CIT01": "agreed", "CIT02": "disputed", "CIT03": "agreed"}


def test_handed_in_domain_takes_no_code_until_it_is_given_back(workshop):
    code_domain(workshop, 1)
    hand_in(workshop, 1)
    with pytest.raises(InvalidTransitionError):
        code(workshop, version=1)

    reopen_assignment(workshop.assignment(1), reason="Article à revoir", by=workshop.manager)

    assert code(workshop, level=0, version=1).level == 0


def test_reopen_without_right_or_reason_is_refused(workshop):
    code_domain(workshop, 1)
    hand_in(workshop, 1)

    with pytest.raises(PermissionDenied):
        reopen_assignment(workshop.assignment(1), reason="x", by=workshop.second)
    with pytest.raises(ValidationError):
        reopen_assignment(workshop.assignment(1), reason=" ", by=workshop.manager)


def test_changed_codebook_leaves_codes_in_the_wording_they_were_given_in(workshop):
    saved = code(workshop)
    old = workshop.wording()
    document = small_document("2.0")
    document["domains"][0]["indicators"][0]["levels"][1]["fr"] = "Niveau 1, précisé"
    workshop.codebook = workshop.import_codebook(document)
    workshop.round = change_round_codebook(
        workshop.round, codebook=workshop.codebook, by=workshop.manager
    )

    saved.refresh_from_db()
    assert saved.indicator_version == old
    assert workshop.wording().number == 2
    assert workshop.wording("CIT02").number == 1


def test_codes_in_different_wordings_are_disputed(workshop):
    code_domain(workshop, 1)
    document = small_document("2.0")
    document["domains"][0]["indicators"][0]["levels"][1]["fr"] = "Niveau 1, précisé"
    workshop.codebook = workshop.import_codebook(document)
    workshop.round = change_round_codebook(
        workshop.round, codebook=workshop.codebook, by=workshop.manager
    )
    code_domain(workshop, 2)
    hand_in(workshop, 1)
    hand_in(workshop, 2)

    assert workshop.cell("CIT01").state == "disputed"
    assert workshop.cell("CIT02").state == "agreed"


def test_not_found_needs_a_note_of_where_one_searched(workshop):
    code_domain(workshop, 1)
    version = workshop.cell().codes.get().version
    code(workshop, level=None, missing="NF", evidence=[], confidence=None, version=version)
    with pytest.raises(ValidationError):
        hand_in(workshop, 1)

    note = f"Journal officiel jusqu'au {dt.date(2025, 12, 31)}"
    code(workshop, level=None, missing="NF", evidence=[], note=note, version=version + 1)

    assert hand_in(workshop, 1).state == "handed_in"
