"""The Action sheet: written in turns by two sides, handed over, agreed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.accounts.services.letters import send_letter
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.services.locking import lock_current
from teranga.facility.enums import ActionState, FocalPointKind, Holder, SheetPart, Side
from teranga.facility.models import (
    Action,
    ActionFocalPoint,
    BudgetLine,
    Complementarity,
    SheetAgreement,
    SheetComment,
    SheetSection,
    SheetVersion,
)
from teranga.facility.permissions import can_take_team_side, side_of
from teranga.facility.permissions.link_holders import PartnerLink
from teranga.facility.queries.clocks import action_due_on
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.sheets import (
    content_of,
    digest_of_content,
    latest_version,
    sheet_has_changed,
)
from teranga.facility.services.links import PARTNER, link_digest, secret_of

WRITABLE = {ActionState.DESIGN, ActionState.ADJUSTED}


@transaction.atomic
def write_section(
    action: Action, *, part: SheetPart, text: str, version: int, by: object
) -> SheetSection:
    """Save one part; whoever wrote the same part meanwhile is not overwritten."""
    locked, side = _lock_writable(action, by)
    known = SheetSection.objects.filter(action=locked, part=part).first()
    if (known.version if known else 0) != version:
        raise StaleEditError(
            _("Someone else changed this part while you were writing. Nothing was overwritten.")
        )
    section = known or SheetSection(action=locked, part=part)
    section.text, section.written_by = text, side
    section.full_clean()
    section.save()
    return section


@transaction.atomic
def comment_on_sheet(action: Action, *, part: str, text: str, by: object) -> SheetComment:
    """Leave a remark: each side may at any time, whoever writes now."""
    locked = lock_current(action)
    side = _side(locked, by)
    comment = SheetComment(action=locked, part=part, text=text, side=side, **_signature(by))
    comment.full_clean()
    comment.save()
    return comment


@transaction.atomic
def settle_comment(comment: SheetComment, *, by: object, at: dt.datetime) -> SheetComment:
    locked: SheetComment = SheetComment.objects.select_for_update().get(pk=comment.pk)
    _side(locked.action, by)
    if locked.settled_at is not None:
        raise InvalidTransitionError(_("This remark is already settled."))
    locked.settled_at = at
    locked.save(update_fields=["settled_at"])
    return locked


@transaction.atomic
def hand_over_sheet(action: Action, *, note: str, by: object, on: dt.date) -> SheetVersion:
    """Freeze what is written as a new version and pass the pen to the other side."""
    locked, side = _lock_writable(action, by)
    if locked.sheet_turn != side:
        raise InvalidTransitionError(
            _("The sheet is with the other side now: leave a comment, or wait for their version.")
        )
    latest = latest_version(locked)
    content = content_of(locked)
    digest = digest_of_content(content)
    if latest is not None and latest.sha256 == digest:
        raise InvalidTransitionError(
            _("Nothing changed since version %(number)s: agree to it, or change it.")
            % {"number": latest.number}
        )
    version = SheetVersion(
        action=locked,
        number=latest.number + 1 if latest else 1,
        content=content,
        sha256=digest,
        handed_by=side,
        author_id=getattr(by, "pk", None),
        note=note,
    )
    version.full_clean()
    version.save()
    # Whoever hands a version over agrees to it.
    _agree(version, side, by, None)
    _pass_pen(locked, Side.PARTNER if side == Side.TEAM else Side.TEAM, on)
    return version


@transaction.atomic
def agree_to_sheet(version: SheetVersion, *, by: object, at: dt.datetime) -> SheetAgreement:
    """Agree to the latest version as it stands; a changed sheet needs a new version first."""
    action, side = _lock_writable(version.action, by)
    latest = latest_version(action)
    if latest is None or latest.pk != version.pk:
        raise InvalidTransitionError(_("A newer version exists: read it before you agree."))
    if sheet_has_changed(action, version):
        raise InvalidTransitionError(
            _("The sheet was changed after this version: hand over a new version instead.")
        )
    if version.agreements.filter(side=side).exists():
        raise InvalidTransitionError(_("Your side has already agreed to this version."))
    agreement = _agree(version, side, by, at)
    _pass_pen(action, Side.TEAM, at.date())
    return agreement


@transaction.atomic
def add_focal_point(action: Action, *, values: Mapping[str, Any], by: object) -> ActionFocalPoint:
    """Name one of the two focal points of an institution."""
    locked, _side_of_writer = _lock_writable(action, by)
    point = ActionFocalPoint(action=locked, **values)
    point.full_clean()
    point.save()
    return point


@transaction.atomic
def update_focal_point(
    point: ActionFocalPoint, *, values: Mapping[str, Any], by: object
) -> ActionFocalPoint:
    locked: ActionFocalPoint = ActionFocalPoint.objects.select_for_update().get(pk=point.pk)
    _lock_writable(locked.action, by)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def invite_focal_point(point: ActionFocalPoint, *, by: User, at: dt.datetime) -> str:
    """Send a focal point the private link of the sheet; a former link stops working."""
    locked: ActionFocalPoint = ActionFocalPoint.objects.select_for_update().get(pk=point.pk)
    if not can_take_team_side(by, locked.action):
        raise PermissionDenied
    if not locked.email:
        raise ValidationError(_("Write the e-mail address of this focal point first."))
    secret = secret_of(PARTNER, locked.pk, at.isoformat())
    locked.link_digest, locked.link_sent_at = link_digest(secret), at
    locked.save(update_fields=["link_digest", "link_sent_at"])
    path = reverse("facility:partner-sheet", args=[secret])
    context = {"action": locked.action, "path": path, "kind": FocalPointKind(locked.kind).label}
    if not locked.action.is_fictitious:
        transaction.on_commit(
            lambda: send_letter(
                "facility/letters/partner",
                to=locked.email,
                language=locked.action.language,
                context=context,
            )
        )
    return path


@transaction.atomic
def add_budget_line(action: Action, *, values: Mapping[str, Any], by: object) -> BudgetLine:
    locked, _side_of_writer = _lock_writable(action, by)
    line = BudgetLine(action=locked, **values)
    line.full_clean()
    line.save()
    return line


@transaction.atomic
def add_complementarity(
    action: Action, *, values: Mapping[str, Any], by: object
) -> Complementarity:
    locked, _side_of_writer = _lock_writable(action, by)
    row = Complementarity(action=locked, **values)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def remove_line(line: BudgetLine | Complementarity | ActionFocalPoint, *, by: object) -> None:
    """Put a line of the sheet away; its history stays."""
    _lock_writable(line.action, by)
    line.archive()


def _lock_writable(action: Action, by: object) -> tuple[Action, Side]:
    locked = lock_current(action)
    side = _side(locked, by)
    if locked.state not in WRITABLE:
        raise InvalidTransitionError(
            _(
                "The sheet is written while the Action is in design or being adjusted;"
                " it is %(state)s."
            )
            % {"state": locked.get_state_display() or _("known from a report only")}
        )
    return locked, side


def _side(action: Action, by: object) -> Side:
    side = side_of(by, action)
    if side is None:
        raise PermissionDenied
    return side


def _signature(by: object) -> dict[str, Any]:
    if isinstance(by, PartnerLink):
        return {"focal_point_id": by.focal_point_id}
    return {"author_id": getattr(by, "pk", None)}


def _agree(version: SheetVersion, side: Side, by: object, at: dt.datetime | None) -> SheetAgreement:
    signature = _signature(by)
    agreement = SheetAgreement(
        sheet_version=version,
        side=side,
        agreed_at=at or version.created_at,
        by_id=signature.get("author_id"),
        focal_point_id=signature.get("focal_point_id"),
    )
    agreement.full_clean()
    agreement.save()
    return agreement


def _pass_pen(action: Action, side: Side, on: dt.date) -> None:
    action.sheet_turn = side
    action.holder = Holder.PARTNER if side == Side.PARTNER else Holder.TEAM
    action.step_since = on
    action.step_due_on = action_due_on(desk_of(action.programme_id), action, action.state, on)
    action.save(update_fields=["sheet_turn", "holder", "step_since", "step_due_on"])
