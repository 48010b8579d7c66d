"""Codes: saved as they are typed, handed in as a whole domain. Nothing typed is lost."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.services.locking import lock_current, owner_of
from teranga.indices.enums import AssignmentState, CellState, MissingCode
from teranga.indices.models import (
    Assignment,
    Cell,
    Code,
    Evidence,
    IndicatorVersion,
)
from teranga.indices.permissions import can_create_code, can_manage_round
from teranga.indices.queries.coding import unfinished_cells
from teranga.indices.queries.transitions import CellEvent, state_after

EVIDENCE_FIELDS = (
    *("kind", "title", "reference", "in_force_on", "repealed_on", "quote", "url", "language"),
    *("source_page", "read_on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeContent:
    """What a coder says of a cell; evidence rows carry the identity the coder's device gave."""

    level: int | None = None
    missing: str = ""
    implementation: int | None = None
    confidence: int | None = None
    note: str = ""
    evidence: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@transaction.atomic
def record_code(
    assignment: Assignment,
    *,
    cell: Cell,
    content: CodeContent,
    version: int,
    save_key: UUID | None,
    indicator_version: IndicatorVersion,
    by: object,
) -> Code:
    """Save a coder's work on a cell.

    `version` is that of the code the coder saw (0: none yet). A save sent twice is applied once;
    one that started from an older version raises `StaleEditError` and changes nothing.
    """
    held = lock_current(assignment)
    if not can_create_code(by, held):
        _refuse(held, by)
    locked = lock_current(cell)
    _refuse_stray(held, locked, indicator_version)
    code: Code | None = (
        Code.objects.select_for_update(of=("self",))
        .filter(cell=locked, owner_id=owner_of(by))
        .first()
    )
    if code is not None and save_key is not None and code.saved_key == save_key:
        return code
    if (code.version if code else 0) != version:
        raise StaleEditError(
            _("This indicator was saved elsewhere meanwhile. Nothing was overwritten.")
        )
    code = code or _new_code(locked, by)
    _write(code, content, indicator_version)
    code.saved_key = save_key
    code.full_clean()
    code.save()
    keep_evidence(code, content.evidence)
    if locked.state == CellState.EMPTY and (code.is_given or code.note or content.evidence):
        locked.state = state_after(locked.state, CellEvent.CODE)
        locked.save(update_fields=["state"])
    return code


def keep_evidence(code: Code, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows sent, put away those left out; their files stay with them."""
    kept = {row.pk: row for row in code.evidence.all()}
    wanted = []
    for position, sent in enumerate(rows):
        key = UUID(str(sent["id"]))
        row = kept.get(key)
        if row is None:
            if Evidence.objects.filter(pk=key).exists():
                raise ValidationError(_("This evidence belongs to another code."))
            row = Evidence(pk=key, code=code)
        for name in EVIDENCE_FIELDS:
            setattr(row, name, sent.get(name) or (None if name.endswith("_on") else ""))
        row.position, row.archived_at = position, None
        row.full_clean(exclude=["code"])
        row.save()
        wanted.append(key)
    for key, row in kept.items():
        if key not in wanted and not row.is_archived:
            row.archive()


@transaction.atomic
def hand_in_assignment(
    assignment: Assignment, *, handed_in_at: dt.datetime, by: object
) -> Assignment:
    """Hand in a whole domain; once both coders have, their codes are compared."""
    locked = lock_current(assignment)
    if not can_create_code(by, locked):
        _refuse(locked, by)
    unfinished = unfinished_cells(locked)
    if unfinished:
        codes = ", ".join(row.indicator_code for row in unfinished)
        message = _("Not finished yet: %(codes)s.")
        raise ValidationError(message % {"codes": codes})
    locked.state = AssignmentState.HANDED_IN
    locked.handed_in_at = handed_in_at
    locked.save(update_fields=["state", "handed_in_at"])
    compare_codes(locked)
    return locked


@transaction.atomic
def reopen_assignment(assignment: Assignment, *, reason: str, by: object) -> Assignment:
    """Give a domain back to its coder; cells already settled stay as they are."""
    locked = lock_current(assignment)
    if not can_manage_round(by, locked.coding_round):
        raise PermissionDenied
    if locked.state != AssignmentState.HANDED_IN:
        raise InvalidTransitionError(_("This domain is still with its coder."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    locked.state, locked.handed_in_at = AssignmentState.OPEN, None
    locked.save(update_fields=["state", "handed_in_at"])
    for cell in _cells_of(locked).filter(state__in=[CellState.AGREED, CellState.DISPUTED]):
        cell.state = state_after(cell.state, CellEvent.REOPEN)
        cell.save(update_fields=["state"])
    return locked


def compare_codes(assignment: Assignment) -> None:
    """Mark each cell of the domain agreed or disputed, once nobody is coding it any more."""
    pair = Assignment.objects.current().filter(
        coding_round=assignment.coding_round_id,
        country_id=assignment.country_id,
        domain_code=assignment.domain_code,
    )
    if pair.count() < 2 or pair.filter(state=AssignmentState.OPEN).exists():
        return
    for cell in _cells_of(assignment).filter(state=CellState.CODED).prefetch_related("codes"):
        answers = {
            (code.level, code.missing, code.implementation, code.indicator_version_id)
            for code in cell.codes.all()
        }
        event = CellEvent.FIND_AGREED if len(answers) == 1 else CellEvent.FIND_DISPUTED
        cell.state = state_after(cell.state, event)
        cell.save(update_fields=["state"])


def _cells_of(assignment: Assignment) -> Any:
    return (
        Cell.objects.current()
        .select_for_update(of=("self",))
        .filter(
            coding_round=assignment.coding_round_id,
            country_id=assignment.country_id,
            domain_code=assignment.domain_code,
        )
    )


def _new_code(cell: Cell, by: object) -> Code:
    return Code(cell=cell, owner_id=owner_of(by), version=1, **cell.scope())


def _write(code: Code, content: CodeContent, indicator_version: IndicatorVersion) -> None:
    if content.level is not None and indicator_version.level(content.level) is None:
        raise ValidationError({"level": _("This level is not in the codebook.")})
    if content.missing and content.missing not in MissingCode.values:
        raise ValidationError({"missing": _("Choose one of the three reasons.")})
    code.level = content.level
    code.missing = content.missing
    code.implementation = content.implementation
    code.confidence = content.confidence
    code.note = content.note
    code.indicator_version = indicator_version


def _refuse(assignment: Assignment, by: object) -> None:
    if assignment.owner_id is None or assignment.owner_id != owner_of(by):
        raise PermissionDenied
    if assignment.state != AssignmentState.OPEN:
        raise InvalidTransitionError(
            _("This domain has been handed in: ask whoever runs the round to give it back.")
        )
    raise InvalidTransitionError(_("This round is not open to coders."))


def _refuse_stray(assignment: Assignment, cell: Cell, indicator_version: IndicatorVersion) -> None:
    is_theirs = (cell.coding_round_id, cell.country_id, cell.domain_code) == (
        assignment.coding_round_id,
        assignment.country_id,
        assignment.domain_code,
    )
    if not is_theirs or indicator_version.indicator_id != cell.indicator_id:
        raise PermissionDenied
    if cell.state not in {CellState.EMPTY, CellState.CODED}:
        raise InvalidTransitionError(_("This indicator is no longer open to coders."))
