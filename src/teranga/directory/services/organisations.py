"""Writing organisations."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Basis, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock, lock_version, owner_of
from teranga.directory.models import Contact, Organisation
from teranga.directory.permissions import (
    can_archive_organisation,
    can_change_organisation,
    can_create_organisation,
    can_review_organisation,
)
from teranga.directory.queries.details import COLUMNS, OrganisationDetails
from teranga.directory.queries.visibility import is_wider, narrowest, opened_by


@transaction.atomic
def create_organisation(*, details: OrganisationDetails, by: object) -> Organisation:
    organisation = Organisation(owner_id=owner_of(by))
    _fill(organisation, details)
    if not can_create_organisation(by, organisation):
        raise PermissionDenied
    organisation.awaits_review = not can_review_organisation(by, organisation)
    if organisation.awaits_review:
        _refuse_wider_than(Visibility.NETWORK, details)
    return _save(organisation, details)


@transaction.atomic
def update_organisation(
    organisation: Organisation, *, details: OrganisationDetails, version: int, by: object
) -> Organisation:
    locked = lock_version(organisation, version)
    if not can_change_organisation(by, locked):
        raise PermissionDenied
    before, kind_before = locked.visibility, locked.kind
    _fill(locked, details)
    # A place in another country or programme needs the right there too.
    if not can_change_organisation(by, locked):
        raise PermissionDenied
    if locked.kind != kind_before:
        locked.kind_basis = Basis.EXPLICIT
    if not can_review_organisation(by, locked):
        locked.awaits_review = True
        _refuse_wider_than(before, details)
    _save(locked, details)
    _narrow_contacts(locked)
    return locked


@transaction.atomic
def review_organisation(organisation: Organisation, *, by: object) -> Organisation:
    """Vouch for what someone else wrote."""
    locked = lock(organisation)
    if not can_review_organisation(by, locked):
        raise PermissionDenied
    if not locked.awaits_review:
        raise InvalidTransitionError(_("This entry has already been reviewed."))
    locked.awaits_review = False
    locked.full_clean()
    locked.save(update_fields=["awaits_review"])
    return locked


@transaction.atomic
def archive_organisation(organisation: Organisation, *, by: object) -> Organisation:
    locked = lock(organisation)
    if not can_archive_organisation(by, locked):
        raise PermissionDenied
    if locked.is_archived:
        raise InvalidTransitionError(_("This entry has already been put away."))
    locked.archive()
    return locked


@transaction.atomic
def restore_organisation(organisation: Organisation, *, by: object) -> Organisation:
    locked = lock(organisation)
    if not can_archive_organisation(by, locked):
        raise PermissionDenied
    if not locked.is_archived:
        raise InvalidTransitionError(_("This entry is not put away."))
    locked.restore()
    return locked


def _fill(organisation: Organisation, details: OrganisationDetails) -> None:
    for name in COLUMNS:
        setattr(organisation, name, getattr(details, name))


def _refuse_wider_than(limit: str, details: OrganisationDetails) -> None:
    if is_wider(details.visibility, limit):
        raise ValidationError(
            {"visibility": _("The programme team opens an entry this widely, after review.")}
        )


def _save(organisation: Organisation, details: OrganisationDetails) -> Organisation:
    organisation.full_clean(exclude=["folded_name", "search_text"])
    is_new = organisation._state.adding
    themes_before = set() if is_new else set(organisation.themes.values_list("pk", flat=True))
    organisation.save()
    themes = {theme.pk for theme in details.themes}
    if themes != themes_before:
        organisation.themes.set(details.themes)
        write_audit(
            AuditAction.CHANGED,
            Organisation,
            organisation.pk,
            label=str(organisation),
            detail={"themes": [sorted(themes_before), sorted(themes)]},
        )
    return organisation


def _narrow_contacts(organisation: Organisation) -> None:
    """Contacts are never shown more widely than the organisation itself."""
    for contact in Contact.objects.current().filter(organisation=organisation):
        level = narrowest(opened_by(contact.consent), organisation.visibility)
        if contact.visibility != level:
            contact.visibility = level
            contact.programme = organisation.programme
            contact.save(update_fields=["visibility", "programme"])
