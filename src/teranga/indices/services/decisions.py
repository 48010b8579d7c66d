"""Decisions on cells: settled with a reason, validated or contested by the focal point."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.services.locking import lock_version, owner_of
from teranga.indices.enums import (
    AdjudicationKind,
    CellState,
    MissingCode,
    ValidationDecision,
)
from teranga.indices.models import (
    Adjudication,
    Cell,
    Code,
    CodingRound,
    Evidence,
    IndicatorVersion,
    Validation,
)
from teranga.indices.permissions import (
    can_create_adjudication,
    can_create_adjudications,
    can_validate_cell,
)
from teranga.indices.queries.blindness import is_blind_to
from teranga.indices.queries.transitions import CellEvent, state_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is decided of a cell, and the codes whose evidence it rests on."""

    indicator_version: IndicatorVersion | None
    level: int | None = None
    missing: str = ""
    implementation: int | None = None
    confidence: int | None = None
    reason: str
    rests_on: Sequence[Code] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedDomain:
    coding_round: CodingRound
    country_id: str
    domain_code: str


@transaction.atomic
def settle_cell(
    cell: Cell, *, settlement: Settlement, version: int, decided_at: dt.datetime, by: object
) -> Cell:
    """Decide a cell; two adjudicators on the same one: the second is told, nothing is lost."""
    locked = lock_version(cell, version)
    if is_blind_to(by, locked) or not can_create_adjudication(by, locked):
        raise PermissionDenied
    kind = (
        AdjudicationKind.CONFIRMED if locked.state == CellState.AGREED else AdjudicationKind.DECIDED
    )
    _check(settlement)
    return _settle(locked, settlement, kind=kind, decided_at=decided_at, by=by)


@transaction.atomic
def settle_agreed_cells(
    domain: AgreedDomain, *, reason: str, decided_at: dt.datetime, by: object
) -> int:
    """Confirm at once every cell of a domain on which both coders say the same."""
    if not can_create_adjudications(by, domain.coding_round):
        raise PermissionDenied
    cells = (
        Cell.objects.current()
        .select_for_update(of=("self",))
        .filter(
            coding_round=domain.coding_round,
            country_id=domain.country_id,
            domain_code=domain.domain_code,
            state=CellState.AGREED,
        )
    )
    n_settled = 0
    for cell in cells:
        if is_blind_to(by, cell) or not can_create_adjudication(by, cell):
            raise PermissionDenied
        codes = list(cell.codes.filter(archived_at__isnull=True).order_by("created_at"))
        settlement = _as_coded(codes, reason)
        _settle(cell, settlement, kind=AdjudicationKind.CONFIRMED, decided_at=decided_at, by=by)
        n_settled += 1
    return n_settled


@transaction.atomic
def validate_cells(cells: Sequence[Cell], *, given_at: dt.datetime, by: object) -> int:
    """Let the focal point of a country validate settled cells of that country, and no other."""
    for cell in Cell.objects.select_for_update(of=("self",)).filter(
        pk__in=[cell.pk for cell in cells]
    ):
        if not can_validate_cell(by, cell):
            raise PermissionDenied
        cell.state = state_after(cell.state, CellEvent.VALIDATE)
        cell.save(update_fields=["state"])
        _word(cell, ValidationDecision.VALIDATED, "", given_at, by)
    return len(cells)


@transaction.atomic
def contest_cell(cell: Cell, *, reason: str, given_at: dt.datetime, by: object) -> Cell:
    """Send a settled cell back to adjudication, with the country's reason."""
    locked: Cell = Cell.objects.select_for_update().get(pk=cell.pk)
    if not can_validate_cell(by, locked):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say what the law or the practice is, and where.")})
    locked.state = state_after(locked.state, CellEvent.CONTEST)
    locked.save(update_fields=["state"])
    _word(locked, ValidationDecision.CONTESTED, reason, given_at, by)
    return locked


@transaction.atomic
def reopen_cell(cell: Cell, *, reason: str, decided_at: dt.datetime, by: object) -> Cell:
    """Take up a settled cell again; what was decided before stays in its history."""
    locked: Cell = Cell.objects.select_for_update(of=("self",)).get(pk=cell.pk)
    if is_blind_to(by, locked) or not can_create_adjudication(by, locked):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason is kept and published.")})
    locked.state = state_after(locked.state, CellEvent.REVISE)
    locked.save(update_fields=["state"])
    Adjudication.objects.create(
        cell=locked,
        kind=AdjudicationKind.REOPENED,
        decided_by_id=owner_of(by),
        decided_at=decided_at,
        level=locked.level,
        missing=locked.missing,
        implementation=locked.implementation,
        confidence=locked.confidence,
        reason=reason,
    )
    return locked


def _check(settlement: Settlement) -> None:
    if (settlement.level is None) == (settlement.missing == ""):
        raise ValidationError({"level": _("Choose a level, or say why there is none.")})
    if settlement.missing == MissingCode.NOT_CODED:
        raise ValidationError({"level": _("A settled cell cannot be “not coded yet”.")})
    version = settlement.indicator_version
    if settlement.level is not None and (
        version is None or version.level(settlement.level) is None
    ):
        raise ValidationError({"level": _("This level is not in the codebook.")})
    if not settlement.reason.strip():
        raise ValidationError({"reason": _("Say why: the reason is kept and published.")})


def _settle(
    cell: Cell,
    settlement: Settlement,
    *,
    kind: AdjudicationKind,
    decided_at: dt.datetime,
    by: object,
) -> Cell:
    cell.state = state_after(cell.state, CellEvent.SETTLE)
    cell.indicator_version = settlement.indicator_version
    cell.level, cell.missing = settlement.level, settlement.missing
    cell.implementation, cell.confidence = settlement.implementation, settlement.confidence
    cell.is_fictitious = any(code.is_fictitious for code in settlement.rests_on)
    cell.settled_at = decided_at
    # From now on the programme reads it, and the focal point can answer.
    cell.visibility = Visibility.PROGRAMME if cell.programme_id else Visibility.NETWORK
    cell.full_clean()
    cell.save()
    decision = Adjudication.objects.create(
        cell=cell,
        kind=kind,
        decided_by_id=owner_of(by),
        decided_at=decided_at,
        level=cell.level,
        missing=cell.missing,
        implementation=cell.implementation,
        confidence=cell.confidence,
        reason=settlement.reason,
    )
    decision.rests_on.set(settlement.rests_on)
    _open_archived_copies(settlement.rests_on, cell)
    return cell


def _open_archived_copies(codes: Sequence[Code], cell: Cell) -> None:
    """Let readers of a settled cell open the copies its evidence rests on."""
    rows = Evidence.objects.current().filter(code__in=codes, archived_copy__isnull=False)
    for row in rows.select_related("archived_copy"):
        copy = row.archived_copy
        if copy is not None and copy.visibility == Visibility.PRIVATE:
            copy.visibility = cell.visibility
            copy.save(update_fields=["visibility"])


def _as_coded(codes: Sequence[Code], reason: str) -> Settlement:
    """Take what both coders say; the lower confidence of the two, never their mean."""
    first = codes[0]
    confidences = [code.confidence for code in codes if code.confidence is not None]
    return Settlement(
        indicator_version=first.indicator_version,
        level=first.level,
        missing=first.missing,
        implementation=first.implementation,
        confidence=min(confidences, default=None),
        reason=reason or _("Both coders say the same."),
        rests_on=codes,
    )


def _word(
    cell: Cell, decision: ValidationDecision, reason: str, given_at: dt.datetime, by: object
) -> None:
    Validation.objects.create(
        cell=cell, decision=decision, given_by_id=owner_of(by), given_at=given_at, reason=reason
    )
