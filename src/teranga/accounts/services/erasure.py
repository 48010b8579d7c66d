"""What erasing leaves of an account: a row nobody can read, that statistics can count."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.accounts.enums import Role
from teranga.accounts.models import ApiToken, Consent, Invitation, Membership, User
from teranga.accounts.services.accounts import end_sessions
from teranga.core.exceptions import InvalidTransitionError


def ensure_erasable(user: User) -> None:
    """Refuse to erase the only account that can still administer the network."""
    today = timezone.localdate()
    administrators = Membership.objects.in_force(today).filter(
        role=Role.ADMINISTRATOR, programme__isnull=True, country__isnull=True, user__is_active=True
    )
    if administrators.filter(user=user).exists() and not administrators.exclude(user=user).exists():
        raise InvalidTransitionError(
            _("The network needs at least one administrator: name another one first.")
        )


@transaction.atomic
def erase_account(user: User) -> None:
    ensure_erasable(user)
    user.email = f"erased-{user.pk.hex}@erased.invalid"
    user.name = _("Erased account")
    user.set_unusable_password()
    user.is_active = False
    user.last_login = None
    user.save()
    user.archive()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()


def erase_session(session: UserSession) -> None:
    end_sessions([session])


def erase_token(token: ApiToken) -> None:
    """Kill it, and forget the words its owner chose for it."""
    now = timezone.now()
    token.label, token.last_used_at = "—", None
    token.revoked_at = token.revoked_at or now
    token.save()


def erase_membership(membership: Membership) -> None:
    """End the role; the row stays, so that past numbers of members stay true."""
    if not membership.is_archived:
        membership.archive()


def erase_invitation(invitation: Invitation) -> None:
    invitation.email = f"erased-{invitation.pk.hex}@erased.invalid"
    invitation.name = "—"
    invitation.save(update_fields=["email", "name"])
    if invitation.accepted_at is None and not invitation.is_archived:
        invitation.archive()


def erase_consent(consent: Consent) -> None:
    """Withdraw it. That it was given and withdrawn is kept as the proof the law asks for."""
    if consent.withdrawn_at is None:
        consent.withdrawn_at = max(timezone.now(), consent.given_at)
        consent.save(update_fields=["withdrawn_at"])
