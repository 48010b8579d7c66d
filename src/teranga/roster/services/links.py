"""The personal link of an expert without an account: signed, dated, closed by the next one."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.accounts.services.letters import send_letter
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current
from teranga.directory.enums import ContactKind
from teranga.directory.models import Contact
from teranga.roster.models import ExpertProfile
from teranga.roster.permissions import can_vet_expert
from teranga.roster.queries.experts import profile_of_link

DAYS = 14
_SALT = "roster.personal-link"


def token_of(profile: ExpertProfile) -> str:
    return signing.dumps([str(profile.pk), profile.link_number], salt=_SALT)


def read_token(token: str) -> ExpertProfile | None:
    """Return the profile a link opens; none when it is old, forged, or replaced."""
    try:
        key, number = signing.loads(token, salt=_SALT, max_age=dt.timedelta(days=DAYS))
        return profile_of_link(UUID(key), int(number))
    except (signing.BadSignature, ValueError, TypeError):
        return None


@transaction.atomic
def send_personal_link(profile: ExpertProfile, *, by: object) -> ExpertProfile:
    """Write to the expert with a new link; every former link is closed."""
    locked = lock_current(profile)
    if not can_vet_expert(by, locked):
        raise PermissionDenied
    address = address_of(locked)
    if not address:
        raise InvalidTransitionError(
            _("No e-mail address of this expert is recorded: add one to their directory entry.")
        )
    locked.link_number += 1
    locked.save(update_fields=["link_number"])
    transaction.on_commit(lambda: _write(locked, address))
    return locked


def _write(profile: ExpertProfile, address: str) -> None:
    language = profile.person.language if profile.person else settings.LANGUAGE_CODE
    path = reverse("roster:own-open", args=[token_of(profile)])
    context = {
        "url": f"{settings.PUBLIC_URL}{path}",
        "days": DAYS,
        "expires_on": profile.expires_on,
    }
    send_letter("roster/letters/personal_link", to=address, language=language, context=context)


def address_of(profile: ExpertProfile) -> str:
    """Return the e-mail address of the account or of the directory entry; empty without one."""
    person = profile.person
    if person is None:
        return profile.owner.email if profile.owner else ""
    if person.account is not None:
        return person.account.email
    contact = (
        Contact.objects.current()
        .filter(person=person, kind=ContactKind.EMAIL)
        .order_by("pk")
        .first()
    )
    return contact.value if contact else ""
