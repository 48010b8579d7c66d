import io
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.indices.enums import CellState
from teranga.indices.models import Adjudication, Cell, Code, Evidence
from teranga.indices.queries.agreement import round_reliability
from teranga.indices.queries.round_content import edition_content
from teranga.indices.services.coding import compare_codes
from teranga.indices.services.decisions import (
    AgreedDomain,
    Settlement,
    contest_cell,
    settle_agreed_cells,
    settle_cell,
    validate_cells,
)
from teranga.indices.services.evidence import keep_archived_copy
from teranga.indices.services.replies import publish_reply, write_reply
from teranga.indices.services.rounds import assign_domain
from tests.factories.accounts import make_user
from tests.factories.coding import Workshop, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(countries):
    """A domain handed in by both: CIT02 is disputed, the others agreed."""
    workshop = Workshop()
    for code in ("CIT01", "CIT02", "CIT03"):
        cell = workshop.cell(code)
        for place, coder in enumerate((workshop.first, workshop.second)):
            row = Code.objects.create(
                cell=cell,
                owner=coder,
                indicator_version=workshop.wording(code),
                level=1 + (place if code == "CIT02" else 0),
                confidence=2 + place,
                **cell.scope(),
            )
            Evidence.objects.create(code=row, kind="law", title=f"Loi de {code}")
        cell.state = CellState.CODED
        cell.save()
    for place in (1, 2):
        assignment = workshop.assignment(place)
        assignment.state = "handed_in"
        assignment.save()
    compare_codes(workshop.assignment())
    return workshop


def settle(workshop, cell, *, by=None, version=None, **content):
    codes = list(cell.codes.all())
    values = {"level": 2, "reason": "Article 19", "rests_on": codes} | content
    return settle_cell(
        cell,
        settlement=Settlement(indicator_version=codes[0].indicator_version, **values),
        version=version or cell.version,
        decided_at=timezone.now(),
        by=by or workshop.adjudicator,
    )


def confirm(workshop, by=None):
    return settle_agreed_cells(
        AgreedDomain(coding_round=workshop.round, country_id="SEN", domain_code="CIT"),
        reason="",
        decided_at=timezone.now(),
        by=by or workshop.adjudicator,
    )


def test_settle_cell_keeps_codes_reason_and_opens_it_to_the_programme(workshop):
    settled = settle(workshop, workshop.cell("CIT02"))

    decision = Adjudication.objects.get(cell=settled)
    assert (settled.state, settled.level, settled.visibility) == ("settled", 2, "programme")
    assert (decision.kind, decision.reason) == ("decided", "Article 19")
    assert Code.objects.filter(cell=settled).count() == 2


def test_second_adjudicator_is_told_and_nothing_is_lost(workshop):
    cell = workshop.cell("CIT02")
    settle(workshop, cell)

    with pytest.raises(StaleEditError):
        settle(workshop, cell, level=0)

    assert Cell.objects.get(pk=cell.pk).level == 2


def test_decision_page_keeps_what_the_second_adjudicator_typed(workshop, client):
    cell = workshop.cell("CIT02")
    client.force_login(workshop.adjudicator)
    address = reverse("indices:cell-decide", args=[cell.pk])
    shown = client.get(address).content.decode()
    settle(workshop, cell)

    typed = {"answer": "L0", "reason": "Mon motif", "version": str(cell.version)}
    page = client.post(address, typed)

    assert "Loi de CIT02" in shown
    assert page.status_code == 409
    assert "Mon motif" in page.content.decode()
    assert Cell.objects.get(pk=cell.pk).level == 2


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 403), ("first", 404), ("focal_point", 404)]
)
def test_decision_page_without_right_is_refused(workshop, client, who, status):
    client.force_login(getattr(workshop, who))

    page = client.get(reverse("indices:cell-decide", args=[workshop.cell("CIT02").pk]))

    assert page.status_code == status


def test_country_page_is_for_its_own_focal_point(workshop, client):
    confirm(workshop)
    mali = make_user(
        "focal_point", programme=workshop.programme, country=Country.objects.get(pk="MLI")
    )
    address = reverse("indices:round-country", args=[workshop.round.pk, "SEN"])
    cell = workshop.cell("CIT01")
    forged = {"cells": [str(cell.pk)]}

    client.force_login(mali)
    refused = [
        client.get(address),
        client.post(reverse("indices:round-validate", args=[workshop.round.pk, "SEN"]), forged),
        client.get(reverse("indices:cell-contest", args=[cell.pk])),
        client.get(reverse("indices:round-country", args=[workshop.round.pk, "MLI"])),
    ]
    client.force_login(workshop.focal_point)
    page = client.get(address)

    assert [answer.status_code for answer in refused] == [404] * 4
    assert "CIT01" in page.content.decode()
    assert workshop.cell("CIT01").state == "settled"


@pytest.mark.parametrize("who", ["manager", "first", "focal_point"])
def test_settle_without_right_is_refused(workshop, who):
    with pytest.raises(PermissionDenied):
        settle(workshop, workshop.cell("CIT02"), by=getattr(workshop, who))


@pytest.mark.parametrize(
    "content", [{"reason": " "}, {"level": 9}, {"level": None}, {"level": None, "missing": "NC"}]
)
def test_settle_without_answer_or_reason_is_refused(workshop, content):
    with pytest.raises(ValidationError):
        settle(workshop, workshop.cell("CIT02"), **content)


def test_confirm_settles_every_agreed_cell_with_the_lower_confidence(workshop):
    n_settled = confirm(workshop)

    cell = workshop.cell("CIT01")
    assert n_settled == 2
    assert (cell.state, cell.level, cell.confidence) == ("settled", 1, 2)
    assert workshop.cell("CIT02").state == "disputed"


def test_focal_point_validates_own_country_and_no_other(workshop):
    confirm(workshop)
    mali = make_user(
        "focal_point", programme=workshop.programme, country=Country.objects.get(pk="MLI")
    )
    cells = [workshop.cell("CIT01")]

    with pytest.raises(PermissionDenied):
        validate_cells(cells, given_at=timezone.now(), by=mali)
    validate_cells(cells, given_at=timezone.now(), by=workshop.focal_point)

    assert workshop.cell("CIT01").state == "validated"
    with pytest.raises(InvalidTransitionError):
        validate_cells(cells, given_at=timezone.now(), by=workshop.focal_point)


def test_contested_cell_goes_back_with_its_reason(workshop):
    confirm(workshop)
    cell = workshop.cell("CIT01")
    with pytest.raises(ValidationError):
        contest_cell(cell, reason=" ", given_at=timezone.now(), by=workshop.focal_point)

    contest_cell(cell, reason="Loi de 2024", given_at=timezone.now(), by=workshop.focal_point)

    assert workshop.cell("CIT01").state == "disputed"
    assert settle(workshop, workshop.cell("CIT01")).state == "settled"
    assert Adjudication.objects.filter(cell=cell).count() == 2


def test_reply_is_published_once_for_everyone(workshop):
    reply = write_reply(
        workshop.round,
        country=workshop.senegal,
        text=Translated(fr="Notre réponse"),
        by=workshop.focal_point,
    )
    published = publish_reply(reply, published_at=timezone.now(), by=workshop.focal_point)

    assert (reply.visibility, published.visibility) == ("private", "public")
    with pytest.raises(InvalidTransitionError):
        publish_reply(published, published_at=timezone.now(), by=workshop.focal_point)
    with pytest.raises(PermissionDenied):
        write_reply(
            workshop.round, country=workshop.senegal, text=Translated(fr="x"), by=workshop.first
        )


def test_reliability_counts_cells_coded_twice(workshop):
    found = round_reliability(workshop.manager, workshop.round)

    assert found.overall.n_cells == 3
    assert found.overall.percentage == pytest.approx(2 / 3)
    assert [row.domain.domain.code for row in found.domains] == ["CIT", "ELE"]
    assert found.domains[1].value.alpha is None
    assert len(found.pairs) == 1


def test_coder_who_could_read_the_other_is_refused(workshop):
    officer = make_user("officer", programme=workshop.programme)
    officer.memberships.create(role="coder", programme=workshop.programme)

    with pytest.raises(ValidationError):
        assign_domain(
            workshop.round,
            country=workshop.senegal,
            domain_code="ELE",
            place=1,
            coder=officer,
            by=workshop.manager,
        )


def test_coder_promoted_in_mid_round_stays_blind(workshop, client):
    workshop.first.memberships.create(role="coordinator", programme=workshop.programme)
    client.force_login(with_second_factor(workshop.first))
    address = reverse("indices:cell-decide", args=[workshop.cell("CIT02").pk])

    page = client.get(reverse("indices:round-agreement", args=[workshop.round.pk]))

    assert client.get(address).status_code == 404
    assert "CIT02" not in page.content.decode()
    assert round_reliability(workshop.first, workshop.round).overall.n_cells == 0


def test_edition_content_holds_settled_cells_and_says_what_is_open(workshop):
    confirm(workshop)

    content = edition_content(workshop.round)

    by_code = {cell.indicator: cell for cell in content.cells}
    assert (content.n_settled, len(content.cells)) == (2, 3)
    assert (by_code["CIT01"].level, by_code["CIT01"].missing) == (1, "")
    assert (by_code["CIT02"].level, by_code["CIT02"].missing) == (None, "NC")
    assert {row.title for row in by_code["CIT01"].evidence} == {"Loi de CIT01"}
    assert by_code["CIT02"].evidence == ()
    assert content.cautions == ("cells-not-settled:1",)


def test_archived_copy_opens_once_the_cell_is_settled(workshop, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    evidence = Evidence.objects.filter(code__owner=workshop.first, title="Loi de CIT02").get()
    kept = keep_archived_copy(
        evidence, stream=io.BytesIO(b"Article 19."), name="loi.txt", title="", by=workshop.first
    )
    before = kept.archived_copy.is_visible_to(workshop.second)
    settle(workshop, workshop.cell("CIT02"))
    kept.archived_copy.refresh_from_db()

    assert before is False
    assert len(kept.archived_copy.sha256) == 64
    assert kept.archived_copy.is_visible_to(workshop.focal_point)
    with pytest.raises(PermissionDenied):
        keep_archived_copy(
            evidence, stream=io.BytesIO(b"x"), name=f"{uuid4()}.txt", title="", by=workshop.second
        )
