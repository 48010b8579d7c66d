"""What signing in leaves behind: a line in the audit, a mark on the browser and the session."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from teranga.accounts.models import User
from teranga.accounts.services.known_browsers import remember_browser
from teranga.core.audit import write_audit
from teranga.core.context import Actor, acting_as, current_actor
from teranga.core.enums import AuditAction

SIGNED_IN_AT = "signed_in_at"


@receiver(user_logged_in, dispatch_uid="accounts.signed_in")
def note_signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()
    remember_browser(request, user.pk)
    with acting_as(_actor(user)):
        write_audit(AuditAction.SIGNED_IN, User, user.pk)


@receiver(user_logged_out, dispatch_uid="accounts.signed_out")
def note_signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        write_audit(AuditAction.SIGNED_OUT, User, user.pk)


@receiver(user_login_failed, dispatch_uid="accounts.sign_in_failed")
def note_sign_in_failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Name the account aimed at, never what was typed: people type passwords in the wrong box."""
    note_refusal(credentials, "password")


def note_refusal(credentials: dict[str, Any], step: str) -> None:
    email = str(credentials.get("email", ""))
    aimed_at = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    write_audit(AuditAction.SIGN_IN_FAILED, User, aimed_at or "", detail={"step": step})


@receiver(mfa_signals.authentication_failed, dispatch_uid="accounts.second_factor_failed")
def note_second_factor_failed(user: User, **kwargs: Any) -> None:
    write_audit(AuditAction.SIGN_IN_FAILED, User, user.pk, detail={"step": "second factor"})


@receiver(account_signals.password_reset, dispatch_uid="accounts.password_reset")
def note_password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever reads the mailbox is the owner: this browser is no longer a stranger's."""
    remember_browser(request, user.pk)


@receiver(mfa_signals.authenticator_added, dispatch_uid="accounts.factor_added")
def note_factor_added(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _note_factor(user, "added", authenticator)


@receiver(mfa_signals.authenticator_removed, dispatch_uid="accounts.factor_removed")
def note_factor_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _note_factor(user, "removed", authenticator)


@receiver(mfa_signals.authenticator_reset, dispatch_uid="accounts.factor_reset")
def note_factor_reset(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _note_factor(user, "reset", authenticator)


def _note_factor(user: User, change: str, authenticator: Authenticator) -> None:
    detail = {"second_factor": [change, authenticator.type]}
    write_audit(AuditAction.CHANGED, User, user.pk, detail=detail)


def _actor(user: User) -> Actor:
    # The session is not in force yet, but we know who came in.
    now = current_actor()
    return Actor(user_id=user.pk, label="user", address=now.address, reference=now.reference)
