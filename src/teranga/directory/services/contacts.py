"""Contact details: shown as far as their holder agreed, gone when the consent is taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.enums import ConsentPurpose
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock, owner_of
from teranga.directory.enums import ContactKind
from teranga.directory.models import Contact, Organisation, Person
from teranga.directory.permissions import can_change_contact
from teranga.directory.queries.visibility import narrowest, opened_by

ERASED = "—"


@transaction.atomic
def add_contact(
    holder: Organisation | Person,
    *,
    kind: ContactKind,
    value: str,
    label: str,
    consent: ConsentPurpose,
    by: object,
) -> Contact:
    contact = Contact(
        organisation=holder if isinstance(holder, Organisation) else None,
        person=holder if isinstance(holder, Person) else None,
        kind=kind,
        value=value,
        label=label,
        consent=consent,
        visibility=narrowest(opened_by(consent), holder.visibility),
        owner_id=owner_of(by),
        **holder.scope(),
    )
    if not can_change_contact(by, contact):
        raise PermissionDenied
    contact.full_clean()
    contact.save()
    return contact


@transaction.atomic
def change_contact_consent(contact: Contact, *, consent: ConsentPurpose, by: object) -> Contact:
    locked = _lock_kept(contact, by=by)
    holder = locked.organisation or locked.person
    if holder is None:
        raise InvalidTransitionError(_("This contact detail belongs to nobody any more."))
    locked.consent = consent
    locked.visibility = narrowest(opened_by(consent), holder.visibility)
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def withdraw_contact(contact: Contact, *, by: object) -> Contact:
    """Forget a contact detail: the holder no longer agrees that it is kept at all."""
    locked = _lock_kept(contact, by=by)
    locked.value, locked.label = ERASED, ""
    locked.consent = ConsentPurpose.STORAGE
    locked.visibility = opened_by(locked.consent)
    locked.full_clean()
    locked.save()
    locked.archive()
    return locked


def _lock_kept(contact: Contact, *, by: object) -> Contact:
    locked = lock(contact)
    if not can_change_contact(by, locked):
        raise PermissionDenied
    if locked.is_archived:
        raise InvalidTransitionError(_("This contact detail has already been withdrawn."))
    return locked
