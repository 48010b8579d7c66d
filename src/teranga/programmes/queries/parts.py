"""One part of a programme, through the door of both."""

from typing import TypeVar
from uuid import UUID

from teranga.core.models import Publishable
from teranga.programmes.models import Programme
from teranga.programmes.permissions import can_archive_programme

P = TypeVar("P", bound=Publishable)


def find_part(user: object, programme: Programme, model: type[P], pk: UUID) -> P | None:
    rows = model.objects.visible_to(user).filter(programme=programme)
    found: P | None = rows.filter(pk=pk).first()
    return found


def find_kept_programme(user: object, code: str) -> Programme | None:
    """Return a programme through the door; one put away only to those who may bring it back."""
    rows = Programme.objects.visible_to_with_archived(user).select_related("source")
    programme: Programme | None = rows.filter(code=code).first()
    if programme is None or not programme.is_archived:
        return programme
    return programme if can_archive_programme(user, programme) else None
