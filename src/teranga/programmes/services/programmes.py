"""Writing programmes."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Basis, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country, Source
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock, lock_version, owner_of
from teranga.core.translated import Translated
from teranga.programmes.enums import ProgrammeKind
from teranga.programmes.models import Programme
from teranga.programmes.permissions import (
    can_archive_programme,
    can_change_programme,
    can_create_programme,
)
from teranga.programmes.services.periods import check_period

# Codes that addresses of this app already use.
RESERVED_CODES = frozenset({"new"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDetails:
    code: str
    acronym: str
    name: Translated
    summary: Translated
    kind: ProgrammeKind
    operator: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    visibility: Visibility = Visibility.PRIVATE
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT
    countries: tuple[Country, ...] = ()


COLUMNS = tuple(name for name in ProgrammeDetails.__slots__ if name != "countries")


@transaction.atomic
def create_programme(*, details: ProgrammeDetails, by: object) -> Programme:
    if not can_create_programme(by):
        raise PermissionDenied
    if details.code in RESERVED_CODES:
        raise ValidationError(
            {"code": _("This code is an address of the platform: choose another.")}
        )
    return _save(Programme(owner_id=owner_of(by)), details)


@transaction.atomic
def update_programme(
    programme: Programme, *, details: ProgrammeDetails, version: int, by: object
) -> Programme:
    """Change a programme; its code stays, since addresses and published files name it."""
    locked = lock_version(programme, version)
    if not can_change_programme(by, locked):
        raise PermissionDenied
    if details.code != locked.code:
        raise ValidationError({"code": _("The code of a programme never changes.")})
    return _save(locked, details)


@transaction.atomic
def archive_programme(programme: Programme, *, by: object) -> Programme:
    locked = lock(programme)
    if not can_archive_programme(by, locked):
        raise PermissionDenied
    if locked.is_archived:
        raise InvalidTransitionError(_("This programme has already been put away."))
    locked.archive()
    return locked


@transaction.atomic
def restore_programme(programme: Programme, *, by: object) -> Programme:
    locked = lock(programme)
    if not can_archive_programme(by, locked):
        raise PermissionDenied
    if not locked.is_archived:
        raise InvalidTransitionError(_("This programme is not put away."))
    locked.restore()
    return locked


def _save(programme: Programme, details: ProgrammeDetails) -> Programme:
    for name in COLUMNS:
        setattr(programme, name, getattr(details, name))
    # Its scope is itself: saving ties it, and there is nothing to look up before.
    programme.full_clean(exclude=["programme"])
    check_period(programme.starts_on, programme.ends_on)
    is_new = programme._state.adding
    before = set() if is_new else set(programme.countries.values_list("pk", flat=True))
    programme.save()
    after = {country.pk for country in details.countries}
    if after != before:
        programme.countries.set(details.countries)
        write_audit(
            AuditAction.CHANGED,
            Programme,
            programme.pk,
            label=str(programme),
            detail={"countries": [sorted(before), sorted(after)]},
        )
    return programme
