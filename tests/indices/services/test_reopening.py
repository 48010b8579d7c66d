"""A settled cell taken up again by an adjudicator: with a reason, and nothing forgotten."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from teranga.core.exceptions import InvalidTransitionError
from teranga.indices.enums import AdjudicationKind, CellState
from teranga.indices.queries.decisions import history_of
from teranga.indices.services.decisions import reopen_cell, validate_cells
from tests.indices.services.test_decisions import confirm, settle, workshop

__all__ = ["workshop"]  # the fixture, of a domain that both coders handed in
pytestmark = pytest.mark.django_db


def reopen(workshop, cell, *, reason="La loi de 2024 a changé l'article.", by=None):
    return reopen_cell(
        cell, reason=reason, decided_at=timezone.now(), by=by or workshop.adjudicator
    )


def test_validated_cell_is_decided_again_and_both_decisions_stay(workshop):
    confirm(workshop)
    validate_cells([workshop.cell("CIT01")], given_at=timezone.now(), by=workshop.focal_point)

    cell = reopen(workshop, workshop.cell("CIT01"))
    settled = settle(workshop, workshop.cell("CIT01"), level=2, reason="Loi de 2024, article 3")

    assert cell.state == CellState.DISPUTED
    assert (settled.state, settled.level) == (CellState.SETTLED, 2)
    steps = history_of(settled)
    assert [step.reason for step in steps[2:]] == [
        "La loi de 2024 a changé l'article.",
        "Loi de 2024, article 3",
    ]
    assert [step.answer[:1] for step in steps] == ["1", "", "1", "2"]
    kinds = settled.adjudications.order_by("decided_at").values_list("kind", flat=True)
    assert list(kinds) == [
        AdjudicationKind.CONFIRMED,
        AdjudicationKind.REOPENED,
        AdjudicationKind.DECIDED,
    ]


@pytest.mark.parametrize("who", ["first", "manager", "focal_point"])
def test_reopen_without_right_is_refused(workshop, who):
    confirm(workshop)

    with pytest.raises(PermissionDenied):
        reopen(workshop, workshop.cell("CIT01"), by=getattr(workshop, who))


def test_reopen_asks_for_a_reason_and_for_a_settled_cell(workshop):
    with pytest.raises(InvalidTransitionError):
        reopen(workshop, workshop.cell("CIT01"))
    confirm(workshop)

    with pytest.raises(ValidationError):
        reopen(workshop, workshop.cell("CIT01"), reason=" ")

    assert workshop.cell("CIT01").state == CellState.SETTLED


def test_reopen_page_leads_to_the_decision_with_its_history(workshop, client):
    confirm(workshop)
    client.force_login(workshop.adjudicator)
    listed = client.get(reverse("indices:round-agreement", args=[workshop.round.pk]))
    address = reverse("indices:cell-reopen", args=[workshop.cell("CIT01").pk])

    response = client.post(address, {"reason": "Un texte nouveau"}, follow=True)

    assert address in listed.content.decode()
    assert response.redirect_chain[-1][0].endswith("/decide/")
    assert "Un texte nouveau" in response.content.decode()


def test_reopen_page_of_a_cell_already_disputed_says_so(workshop, client):
    client.force_login(workshop.adjudicator)
    address = reverse("indices:cell-reopen", args=[workshop.cell("CIT02").pk])

    response = client.post(address, {"reason": "Encore"})

    assert response.status_code == 409
