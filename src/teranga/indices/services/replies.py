"""What a country says of itself: its self-assessment, its right of reply."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.indices.enums import ReplyState
from teranga.indices.models import Cell, CodingRound, IndicatorVersion, RightOfReply, SelfAssessment
from teranga.indices.permissions import can_change_reply, can_validate_cell, can_validate_country


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    indicator_version: IndicatorVersion
    level: int | None = None
    missing: str = ""
    implementation: int | None = None
    note: str = ""


@transaction.atomic
def record_self_assessment(cell: Cell, *, answer: OwnAnswer, by: object) -> SelfAssessment:
    """Keep the government's own answer beside the researchers' code."""
    if not can_validate_cell(by, cell):
        raise PermissionDenied
    if answer.level is not None and answer.indicator_version.level(answer.level) is None:
        raise ValidationError({"level": _("This level is not in the codebook.")})
    row = SelfAssessment.objects.current().select_for_update().filter(
        cell=cell
    ).first() or SelfAssessment(cell=cell, owner_id=owner_of(by), **cell.scope())
    for name in OwnAnswer.__slots__:
        setattr(row, name, getattr(answer, name))
    row.visibility = cell.visibility
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def write_reply(
    coding_round: CodingRound,
    *,
    country: Country,
    text: Translated,
    by: object,
    cell: Cell | None = None,
) -> RightOfReply:
    if not can_validate_country(by, coding_round, country.pk):
        raise PermissionDenied
    if cell is not None and (cell.country_id, cell.coding_round_id) != (
        country.pk,
        coding_round.pk,
    ):
        raise PermissionDenied
    reply = RightOfReply(
        coding_round=coding_round,
        cell=cell,
        text=text,
        country=country,
        owner_id=owner_of(by),
        programme_id=coding_round.programme_id,
        component_id=coding_round.component_id,
    )
    reply.full_clean()
    reply.save()
    return reply


@transaction.atomic
def publish_reply(reply: RightOfReply, *, published_at: dt.datetime, by: object) -> RightOfReply:
    """Publish a reply as it stands: what was published is not rewritten, a new one is added."""
    locked = lock_current(reply)
    if not can_change_reply(by, locked):
        raise PermissionDenied
    if locked.state != ReplyState.DRAFT:
        raise InvalidTransitionError(_("This reply is already published."))
    locked.state = ReplyState.PUBLISHED
    locked.published_at = published_at
    locked.visibility = Visibility.PUBLIC
    locked.save(update_fields=["state", "published_at", "visibility"])
    return locked
