"""Coding rounds: prepared, opened, given out to pairs of coders, closed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.indices.enums import AssignmentState, CellState, CodebookState, RoundState
from teranga.indices.models import (
    Assignment,
    Cell,
    CodebookVersion,
    CodingRound,
    PolicyIndex,
)
from teranga.indices.permissions import can_create_round, can_manage_round
from teranga.indices.queries.codebooks import domains_of
from teranga.indices.queries.coders import can_code, reads_what_others_code
from teranga.programmes.models import Programme

PLACES = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDetails:
    index: PolicyIndex
    codebook: CodebookVersion
    programme: Programme
    title: Translated
    year: int
    due_on: dt.date | None = None


@transaction.atomic
def create_round(*, details: RoundDetails, by: object) -> CodingRound:
    coding_round = CodingRound(owner_id=owner_of(by), visibility=Visibility.PROGRAMME)
    for name in RoundDetails.__slots__:
        setattr(coding_round, name, getattr(details, name))
    if not can_create_round(by, coding_round):
        raise PermissionDenied
    if details.codebook.index_id != details.index.pk:
        raise ValidationError({"codebook": _("This codebook belongs to another index.")})
    if details.codebook.state != CodebookState.IN_FORCE:
        raise ValidationError({"codebook": _("Put this codebook in force first.")})
    coding_round.full_clean()
    coding_round.save()
    return coding_round


@transaction.atomic
def open_round(coding_round: CodingRound, *, by: object) -> CodingRound:
    locked = _managed(coding_round, by=by)
    if locked.state != RoundState.PREPARED:
        raise InvalidTransitionError(_("This round has already been opened."))
    if not Assignment.objects.current().filter(coding_round=locked).exists():
        raise InvalidTransitionError(_("Give domains to coders before opening the round."))
    return _to(locked, RoundState.OPEN)


@transaction.atomic
def close_round(coding_round: CodingRound, *, by: object) -> CodingRound:
    """Close to coders; adjudication and validation go on."""
    locked = _managed(coding_round, by=by)
    if locked.state != RoundState.OPEN:
        raise InvalidTransitionError(_("Only an open round can be closed."))
    return _to(locked, RoundState.CLOSED)


@transaction.atomic
def assign_domain(
    coding_round: CodingRound,
    *,
    country: Country,
    domain_code: str,
    place: int,
    coder: User,
    by: object,
) -> Assignment:
    """Give a domain of a country to a coder; whoever had that place hands it over, unstarted."""
    locked = _managed(coding_round, by=by)
    if locked.state == RoundState.CLOSED:
        raise InvalidTransitionError(_("This round is closed."))
    assignment = Assignment(
        coding_round=locked,
        country=country,
        domain_code=domain_code,
        place=place,
        owner=coder,
        programme_id=locked.programme_id,
        component_id=locked.component_id,
        visibility=Visibility.PRIVATE,
    )
    _refuse_unfit(assignment, coder)
    _take_back(assignment)
    assignment.full_clean()
    assignment.save()
    _make_cells(assignment)
    return assignment


@transaction.atomic
def assign_domains(
    coding_round: CodingRound,
    *,
    countries: Sequence[Country],
    domain_codes: Sequence[str],
    coders: Sequence[User | None],
    by: object,
) -> int:
    """Give several domains of several countries to a pair; all of them, or none."""
    n_given = 0
    for country in countries:
        for domain_code in domain_codes:
            for place, coder in zip(PLACES, coders, strict=True):
                if coder is not None and not _holds(
                    coding_round, country, domain_code, place, coder
                ):
                    assign_domain(
                        coding_round,
                        country=country,
                        domain_code=domain_code,
                        place=place,
                        coder=coder,
                        by=by,
                    )
            n_given += 1
    return n_given


def _holds(
    coding_round: CodingRound, country: Country, domain_code: str, place: int, coder: User
) -> bool:
    return bool(
        Assignment.objects.current()
        .filter(
            coding_round=coding_round,
            country=country,
            domain_code=domain_code,
            place=place,
            owner=coder,
        )
        .exists()
    )


@transaction.atomic
def change_round_codebook(
    coding_round: CodingRound, *, codebook: CodebookVersion, by: object
) -> CodingRound:
    """Go on with another version: codes given stay in the wording they were given in."""
    locked = _managed(coding_round, by=by)
    if codebook.index_id != locked.index_id or codebook.state != CodebookState.IN_FORCE:
        raise ValidationError({"codebook": _("Choose the codebook in force of this index.")})
    if codebook.pk == locked.codebook_id:
        raise InvalidTransitionError(_("The round already uses this codebook."))
    locked.codebook = codebook
    locked.save(update_fields=["codebook"])
    for assignment in Assignment.objects.current().filter(coding_round=locked, place=PLACES[0]):
        assignment.coding_round = locked
        _make_cells(assignment)
    _put_away_unasked(locked)
    return locked


def _managed(coding_round: CodingRound, *, by: object) -> CodingRound:
    locked = lock_current(coding_round)
    if not can_manage_round(by, locked):
        raise PermissionDenied
    return locked


def _to(coding_round: CodingRound, state: RoundState) -> CodingRound:
    coding_round.state = state
    coding_round.save(update_fields=["state"])
    return coding_round


def _refuse_unfit(assignment: Assignment, coder: User) -> None:
    if assignment.place not in PLACES:
        raise ValidationError(_("A domain has a first and a second coder."))
    if not can_code(coder, assignment):
        raise ValidationError(_("This person holds no right to code in this country."))
    if reads_what_others_code(coder, assignment):
        raise ValidationError(
            _("This person can read what the other coder writes: the two would not be blind.")
        )
    others = Assignment.objects.current().filter(**_same_domain(assignment), owner=coder)
    if others.exclude(place=assignment.place).exists():
        raise ValidationError(_("The two coders of a domain are two people."))


def _take_back(assignment: Assignment) -> None:
    former = (
        Assignment.objects.select_for_update(of=("self",))
        .current()
        .filter(**_same_domain(assignment), place=assignment.place)
        .first()
    )
    if former is None:
        return
    if former.owner_id == assignment.owner_id:
        raise InvalidTransitionError(_("This person already holds this place."))
    cells = Cell.objects.filter(**_same_domain(assignment))
    has_begun = cells.filter(codes__owner_id=former.owner_id).exists()
    if has_begun or former.state != AssignmentState.OPEN:
        raise InvalidTransitionError(_("The coder has begun: this place cannot change hands."))
    former.archive()


def _same_domain(assignment: Assignment) -> dict[str, Any]:
    return {
        "coding_round_id": assignment.coding_round_id,
        "country_id": assignment.country_id,
        "domain_code": assignment.domain_code,
    }


def _make_cells(assignment: Assignment) -> None:
    """Make the cells of a domain that do not exist yet; unasked ones come back when asked again."""
    coding_round = assignment.coding_round
    view = next(
        (d for d in domains_of(coding_round.codebook) if d.domain.code == assignment.domain_code),
        None,
    )
    if view is None:
        raise ValidationError(_("This domain is not in the codebook of the round."))
    indicators = [entry.indicator_version.indicator for entry in view.entries]
    known = {
        cell.indicator_id: cell
        for cell in Cell.objects.filter(
            coding_round=coding_round,
            country_id=assignment.country_id,
            indicator__in=indicators,
        )
    }
    for cell in known.values():
        if cell.is_archived:
            cell.restore()
    Cell.objects.bulk_create(
        Cell(
            coding_round=coding_round,
            indicator=indicator,
            country_id=assignment.country_id,
            domain_code=assignment.domain_code,
            programme_id=coding_round.programme_id,
            component_id=coding_round.component_id,
        )
        for indicator in indicators
        if indicator.pk not in known
    )


def _put_away_unasked(coding_round: CodingRound) -> None:
    asked = coding_round.codebook.entries.values("indicator_version__indicator")
    unasked = Cell.objects.current().filter(coding_round=coding_round, state=CellState.EMPTY)
    for cell in unasked.exclude(indicator__in=asked):
        cell.archive()
