"""Inviting, sending again, revoking, accepting: the only way an account is opened by people."""

import datetime as dt
import secrets
from functools import partial

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.accounts.enums import ConsentPurpose, Role
from teranga.accounts.models import Invitation, User
from teranga.accounts.permissions import can_archive_invitation, can_create_invitation
from teranga.accounts.queries.members import invitation_by_digest
from teranga.accounts.services.consents import give_consent
from teranga.accounts.services.letters import send_letter
from teranga.accounts.services.memberships import Scope, create_membership
from teranga.accounts.services.tokens import digest_of
from teranga.core.context import Actor, acting_as, current_actor
from teranga.core.exceptions import InvalidTransitionError

VALID_FOR = dt.timedelta(days=14)


@transaction.atomic
def invite_member(
    *,
    email: str,
    name: str,
    role: Role,
    scope: Scope,
    language: str,
    invited_by: User,
    at: dt.datetime,
) -> Invitation:
    """Write an invitation and send its letter; nobody invites into more than they hold."""
    if not can_create_invitation(invited_by, role, scope):
        raise PermissionDenied
    invitation = Invitation(
        email=email.lower(),
        name=name,
        role=role,
        language=language,
        programme_id=scope.programme_id,
        component_id=scope.component_id,
        country_id=scope.country_id,
        owner=invited_by,
    )
    return _send(invitation, at)


@transaction.atomic
def resend_invitation(invitation: Invitation, *, sent_by: User, at: dt.datetime) -> Invitation:
    """Send a new link; the former one stops working."""
    locked = _lock_open(invitation)
    # What the sender may grant today counts, not what someone could grant that day.
    if not can_create_invitation(sent_by, Role(locked.role), locked):
        raise PermissionDenied
    return _send(locked, at)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, revoked_by: User) -> Invitation:
    locked = _lock_open(invitation)
    if not can_archive_invitation(revoked_by, locked):
        raise PermissionDenied
    locked.archive()
    return locked


@transaction.atomic
def accept_invitation(
    secret: str, *, name: str, password: str, language: str, at: dt.datetime
) -> User:
    """Open the account and its role; the link works once, even if clicked twice at once.

    An address that already has an account keeps its name, its password and its second
    factor: only whoever can sign in to it takes the new role (`accept_with_account`).
    """
    invitation = _lock_valid(secret, at)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise InvalidTransitionError(_("This address has an account: sign in to accept."))
    user: User = User.objects.create_user(
        email=invitation.email, password=password, name=name, language=language
    )
    with acting_as(_as_user(user)):
        _open_role(invitation, user, at)
        # The validators see the role the account now holds: staff need longer passwords.
        user = User.objects.get(pk=user.pk)
        validate_password(password, user)
        give_consent(user, purpose=ConsentPurpose.STORAGE, language=language, at=at)
    return user


@transaction.atomic
def accept_with_account(secret: str, *, user: User, at: dt.datetime) -> User:
    """Add the invited role to the signed-in account of that very address."""
    invitation = _lock_valid(secret, at)
    if user.email.lower() != invitation.email.lower():
        raise PermissionDenied
    _open_role(invitation, user, at)
    return user


def _open_role(invitation: Invitation, user: User, at: dt.datetime) -> None:
    create_membership(
        user,
        role=Role(invitation.role),
        scope=Scope(invitation.programme_id, invitation.component_id, invitation.country_id),
        granted_by=_inviter(invitation),
        starts_on=at.date(),
    )
    invitation.accepted_at = at
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])


def _inviter(invitation: Invitation) -> User:
    """Return who vouches for the role: an inviter who lost the right no longer can."""
    inviter = invitation.owner
    if inviter is None or not inviter.is_active:
        raise InvalidTransitionError(
            _("Whoever invited you can no longer do so: ask your programme team for a new letter.")
        )
    return inviter


def _send(invitation: Invitation, at: dt.datetime) -> Invitation:
    secret = secrets.token_urlsafe(32)
    invitation.digest = digest_of(secret)
    invitation.expires_at = at + VALID_FOR
    invitation.full_clean()
    invitation.save()
    link = settings.PUBLIC_URL + reverse("accounts:invitation-accept", kwargs={"secret": secret})
    letter = partial(
        send_letter,
        "accounts/email/invitation",
        to=invitation.email,
        language=invitation.language,
        context={"invitation": invitation, "link": link},
    )
    # Only once the invitation is durable; a letter that fails can be sent again.
    transaction.on_commit(letter)
    return invitation


def _lock_open(invitation: Invitation) -> Invitation:
    locked: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is not None or locked.is_archived:
        raise InvalidTransitionError(_("This invitation is already accepted or revoked."))
    return locked


def _lock_valid(secret: str, at: dt.datetime) -> Invitation:
    found = invitation_by_digest(digest_of(secret), now=at)
    if found is not None:
        Invitation.objects.select_for_update().get(pk=found.pk)
        found = invitation_by_digest(digest_of(secret), now=at)
    if found is None:
        raise InvalidTransitionError(_("This invitation has expired or was already used."))
    return found


def _as_user(user: User) -> Actor:
    now = current_actor()
    return Actor(user_id=user.pk, label="user", address=now.address, reference=now.reference)
