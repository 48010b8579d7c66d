"""What the audit says of one object, in words for those who keep it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry

N_LINES = 30
_WRITING = [
    AuditAction.CREATED,
    AuditAction.CHANGED,
    AuditAction.ARCHIVED,
    AuditAction.RESTORED,
    AuditAction.ERASED,
]
# Columns that change with every save say nothing to a reader.
_SILENT = {"id", "owner_id", "archived_at", "kind_basis"}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: dt.datetime
    who: str
    action: str
    fields: Sequence[str]

    @property
    def words(self) -> str:
        return f"{self.action} – {', '.join(self.fields)}" if self.fields else self.action


def history_of(thing: Model) -> list[HistoryLine]:
    lines = AuditEntry.objects.filter(
        model=thing._meta.label_lower, object_id=str(thing.pk), action__in=_WRITING
    )[:N_LINES]
    accounts = User.objects.in_bulk({line.actor for line in lines if line.actor})
    return [
        HistoryLine(
            line.at,
            _name(line.actor, accounts),
            str(AuditAction(_meaning(line)).label),
            [] if line.action == AuditAction.CREATED else _labels(thing, line),
        )
        for line in lines
    ]


def _meaning(line: AuditEntry) -> str:
    """Tell an archiving or a restoring, a change of that date alone, from other changes."""
    if line.action == AuditAction.CHANGED and set(line.detail) == {"archived_at"}:
        _before, after = line.detail["archived_at"]
        return AuditAction.ARCHIVED if after else AuditAction.RESTORED
    return str(line.action)


def _name(actor: UUID | None, accounts: dict[UUID, User]) -> str:
    if actor is None:
        return _("the platform")
    return accounts[actor].name if actor in accounts else _("a former account")


def _labels(thing: Model, line: AuditEntry) -> list[str]:
    names = [name for name in line.detail if name not in _SILENT]
    return [_label(thing, name) for name in names]


def _label(thing: Model, column: str) -> str:
    try:
        return str(thing._meta.get_field(column.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return column
