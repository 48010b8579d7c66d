"""One part of a programme, through the door of both."""

from typing import TypeVar
from uuid import UUID

from teranga.core.models import Publishable
from teranga.programmes.models import Component, Funding, Phase, Programme
from teranga.programmes.permissions import can_archive_part, can_archive_programme

P = TypeVar("P", bound=Publishable)

_KINDS: dict[str, type[Component | Phase | Funding]] = {
    "components": Component,
    "phases": Phase,
    "donors": Funding,
}


def find_part(user: object, programme: Programme, model: type[P], pk: UUID) -> P | None:
    rows = model.objects.visible_to(user).filter(programme=programme)
    found: P | None = rows.filter(pk=pk).first()
    return found


def kind_of(part: Publishable) -> str:
    """Return the word that stands for this kind of part in addresses."""
    return next(kind for kind, model in _KINDS.items() if isinstance(part, model))


def find_kept_part(user: object, programme: Programme, kind: str, pk: UUID) -> Publishable | None:
    """Return a part through the door, put away or not."""
    if kind not in _KINDS:
        return None
    rows = _KINDS[kind].objects.visible_to_with_archived(user).filter(programme=programme)
    found: Publishable | None = rows.filter(pk=pk).first()
    return found


def parts_put_away(user: object, programme: Programme) -> list[Component | Phase | Funding]:
    """Return what this person may bring back, in the order of the page."""
    return [
        part
        for model in _KINDS.values()
        for part in model.objects.visible_to_with_archived(user).filter(
            programme=programme, archived_at__isnull=False
        )
        if can_archive_part(user, part)
    ]


def find_kept_programme(user: object, code: str) -> Programme | None:
    """Return a programme through the door; one put away only to those who may bring it back."""
    rows = Programme.objects.visible_to_with_archived(user).select_related("source")
    programme: Programme | None = rows.filter(code=code).first()
    if programme is None or not programme.is_archived:
        return programme
    return programme if can_archive_programme(user, programme) else None
