"""Taking hold of a row before deciding on it."""

from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import Publishable

T = TypeVar("T", bound=Publishable)


def lock(row: T) -> T:
    """Return the row as it is now, held until the end of the transaction."""
    manager: Any = type(row).objects
    locked: T = manager.select_for_update().get(pk=row.pk)
    return locked


def lock_current(row: T) -> T:
    locked = lock(row)
    if locked.is_archived:
        raise InvalidTransitionError(_("This entry has been put away: restore it first."))
    return locked


def lock_version(row: T, version: int) -> T:
    """Refuse when someone saved since the form was opened: nothing is overwritten."""
    locked = lock_current(row)
    if locked.version != version:
        raise StaleEditError(
            _("Someone else changed this entry while you were writing. Nothing was overwritten.")
        )
    return locked


def owner_of(user: object) -> UUID | None:
    return getattr(user, "pk", None)
