"""The yearly link by which an organisation opens its own entry: signed, dated, revocable."""

import datetime as dt
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock, owner_of
from teranga.directory.models import EntryLink, Organisation
from teranga.directory.permissions import can_review_organisation

VALID_FOR = dt.timedelta(days=365)
_SALT = "teranga.directory.entry_link"


@transaction.atomic
def create_entry_link(organisation: Organisation, *, today: dt.date, by: object) -> EntryLink:
    """Open a new link; those given before are closed, so that one address works at a time.

    The account that kept the entry by the last of them goes on keeping it.
    """
    if by is not None and not can_review_organisation(by, organisation):
        raise PermissionDenied
    if organisation.is_archived:
        raise InvalidTransitionError(_("This entry has been put away: restore it first."))
    open_links = EntryLink.objects.current().filter(
        organisation=organisation, revoked_at__isnull=True
    )
    formers = [_close(former) for former in open_links]
    return EntryLink.objects.create(
        organisation=organisation,
        expires_on=today + VALID_FOR,
        visibility=Visibility.PRIVATE,
        owner_id=owner_of(by),
        kept_by_id=next((former.kept_by_id for former in formers if former.kept_by_id), None),
        **organisation.scope(),
    )


@transaction.atomic
def revoke_entry_link(link: EntryLink, *, by: object) -> EntryLink:
    locked = lock(link)
    if not can_review_organisation(by, locked.organisation):
        raise PermissionDenied
    if locked.revoked_at is not None:
        raise InvalidTransitionError(_("This link is already closed."))
    return _close(locked)


@transaction.atomic
def keep_entry(token: str, *, by: object, today: dt.date) -> Organisation:
    """Let the account that opened this link keep the entry from now on, without it."""
    organisation = open_entry_link(token, today=today)
    if organisation is None:
        raise PermissionDenied
    link = lock(EntryLink.objects.get(pk=_read(token)))
    if link.kept_by_id not in {None, owner_of(by)}:
        raise InvalidTransitionError(
            _("Another account keeps this entry already: write to the programme team.")
        )
    link.kept_by_id = owner_of(by)
    link.save(update_fields=["kept_by"])
    return organisation


@transaction.atomic
def open_kept_entry(link: EntryLink, *, by: object, today: dt.date) -> str:
    """Return the secret of the entry this account keeps, with a new link after a year."""
    locked = lock(link)
    if locked.kept_by_id != owner_of(by) or locked.revoked_at is not None:
        raise PermissionDenied
    if not locked.opens_on(today):
        locked = create_entry_link(locked.organisation, today=today, by=None)
    return token_of(locked)


def _close(link: EntryLink) -> EntryLink:
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    return link


def token_of(link: EntryLink) -> str:
    """Return what makes the address secret; it is signed, and kept nowhere."""
    return signing.Signer(salt=_SALT, sep=".").sign(link.pk.hex)


def open_entry_link(token: str, *, today: dt.date) -> Organisation | None:
    """Return the organisation of a link that still opens; a forged one looks like an old one."""
    try:
        pk = _read(token)
    except (signing.BadSignature, ValueError):
        return None
    link = EntryLink.objects.current().select_related("organisation__country").filter(pk=pk).first()
    if link is None or not link.opens_on(today) or link.organisation.is_archived:
        return None
    organisation: Organisation = link.organisation
    return organisation


def _read(token: str) -> UUID:
    return UUID(signing.Signer(salt=_SALT, sep=".").unsign(token))


def note_use(token: str) -> None:
    link = EntryLink.objects.get(pk=_read(token))
    link.last_used_at = timezone.now()
    link.save(update_fields=["last_used_at"])
