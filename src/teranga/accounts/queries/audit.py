"""Reading the audit: administrators all of it, each person what was read on them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet

from teranga.accounts.models import User
from teranga.accounts.queries.personal_data import keys_of
from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry

_READS = [AuditAction.READ, AuditAction.EXPORTED]


@dataclass(frozen=True, slots=True)
class AuditFilter:
    action: str = ""
    model: str = ""
    who: str = ""
    object_id: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def audit_lines(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Return the lines that match, latest first."""
    lines = AuditEntry.objects.all()
    if wanted.action:
        lines = lines.filter(action=wanted.action)
    if wanted.model:
        lines = lines.filter(model=wanted.model)
    if wanted.object_id:
        lines = lines.filter(object_id=wanted.object_id)
    if wanted.who:
        found = User.objects.filter(Q(name__icontains=wanted.who) | Q(email__iexact=wanted.who))
        lines = lines.filter(actor__in=found.values("pk"))
    if wanted.since:
        lines = lines.filter(at__date__gte=wanted.since)
    if wanted.until:
        lines = lines.filter(at__date__lte=wanted.until)
    return lines.order_by("-pk")


def audited_models() -> list[str]:
    return list(AuditEntry.objects.order_by("model").values_list("model", flat=True).distinct())


def reads_of(subject: models.Model) -> QuerySet[AuditEntry]:
    """Return who read or exported the personal data of a subject, latest first."""
    by_model: dict[str, list[str]] = {}
    for model, key in keys_of(subject):
        by_model.setdefault(model, []).append(key)
    condition = Q(pk=None)
    for model, keys in by_model.items():
        condition |= Q(model=model, object_id__in=keys)
    return AuditEntry.objects.filter(condition, action__in=_READS).order_by("-pk")


def names_of_actors(lines: Iterable[AuditEntry]) -> dict[str, str]:
    """Return `{account id: name}` for a page of lines, in one query."""
    wanted = {line.actor for line in lines if line.actor}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=wanted)}
