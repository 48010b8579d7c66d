"""A telephone lost without recovery codes: the team resets the factor, the owner is told."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.accounts.models import ApiToken, User
from teranga.accounts.permissions import can_reset_second_factor
from teranga.accounts.services.accounts import end_sessions
from teranga.accounts.services.letters import send_letter
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import InvalidTransitionError


def reset_second_factor(account: User, *, reset_by: User) -> None:
    """Remove factors and recovery codes, end sessions and tokens; the password still counts.

    A role that needs a second factor opens nothing until its holder has added a new one.
    """
    with transaction.atomic():
        locked: User = User.objects.select_for_update().get(pk=account.pk)
        if not can_reset_second_factor(reset_by, locked):
            raise PermissionDenied
        factors = Authenticator.objects.filter(user=locked)
        types = sorted(factors.values_list("type", flat=True))
        if not types:
            raise InvalidTransitionError(_("This account has no second factor."))
        factors.delete()
        end_sessions(UserSession.objects.filter(user=locked))
        ApiToken.objects.filter(user=locked, revoked_at=None).update(revoked_at=timezone.now())
        detail = {"second_factor": ["reset by the team", *types]}
        write_audit(AuditAction.CHANGED, User, locked.pk, detail=detail)
    send_letter(
        "accounts/email/second_factor_reset", to=locked.email, language=locked.language, context={}
    )
