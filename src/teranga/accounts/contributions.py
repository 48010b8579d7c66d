"""What accounts add to shared places: the personal data they hold, what waits for a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teranga.accounts.models import ApiToken, Consent, Invitation, Membership, User
from teranga.accounts.permissions import can_manage_data_protection
from teranga.accounts.queries.accounts import accounts_answered_for
from teranga.accounts.queries.consents import consents_of
from teranga.accounts.queries.field_words import label_of
from teranga.accounts.services import erasure
from teranga.accounts.services.personal_data import SubjectKind, subject_kinds
from teranga.core.contributions import HomeTask, HomeTasks, PersonalData, shelves
from teranga.core.models import Attachment
from teranga.core.services.attachments import forget_uploader

_SIGN_IN = _("signing in and protecting accounts")
_RIGHTS = _("knowing who may do what in the network")


def _account_of(subject: models.Model) -> User | None:
    """Return the account of a subject: itself, or that of a person of the directory."""
    if isinstance(subject, User):
        return subject
    account = getattr(subject, "account", None)
    return account if isinstance(account, User) else None


def _rows_of(
    rows: Callable[[User], Iterable[models.Model]],
) -> Callable[[models.Model], Iterable[models.Model]]:
    def of_subject(subject: models.Model) -> Iterable[models.Model]:
        account = _account_of(subject)
        return [] if account is None else rows(account)

    return of_subject


def _fields(*names: str) -> Callable[[Any], Mapping[str, Any]]:
    """Export these fields under their labels, choices in words."""

    def export(row: models.Model) -> Mapping[str, Any]:
        return {str(label_of(row._meta.model, name)): _shown(row, name) for name in names}

    return export


def _shown(row: models.Model, name: str) -> Any:
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)


def _hold(
    model: type[models.Model],
    purpose: Any,
    fields: tuple[str, ...],
    rows: Callable[[models.Model], Iterable[models.Model]],
    erase: Callable[[Any], None],
    order: int,
) -> None:
    shelves.personal_data.add(
        PersonalData(model, purpose, fields, rows, _fields(*fields), erase), order=order
    )


def _consents(subject: models.Model) -> Iterable[Consent]:
    account = _account_of(subject)
    own = list(consents_of(subject))
    return own if account in (None, subject) else own + list(consents_of(account))


# The account comes last when erasing would cut the links of the others; rows are gathered first.
_hold(
    User,
    _SIGN_IN,
    ("email", "name", "language", "is_active", "last_login", "created_at"),
    _rows_of(lambda user: [user]),
    erasure.erase_account,
    order=10,
)
_hold(
    Authenticator,
    _SIGN_IN,
    ("type", "created_at", "last_used_at"),
    _rows_of(lambda user: Authenticator.objects.filter(user=user)),
    lambda authenticator: authenticator.delete(),
    order=11,
)
_hold(
    UserSession,
    _SIGN_IN,
    ("ip", "user_agent", "created_at", "last_seen_at"),
    _rows_of(lambda user: UserSession.objects.filter(user=user)),
    erasure.erase_session,
    order=12,
)
_hold(
    ApiToken,
    _SIGN_IN,
    ("label", "prefix", "scope", "expires_at", "revoked_at", "last_used_at"),
    _rows_of(lambda user: user.api_tokens.all()),
    erasure.erase_token,
    order=13,
)
_hold(
    Membership,
    _RIGHTS,
    ("role", "programme", "component", "country", "starts_on", "ends_on", "archived_at"),
    _rows_of(lambda user: user.memberships.all()),
    erasure.erase_membership,
    order=14,
)
_hold(
    Invitation,
    _RIGHTS,
    ("email", "name", "role", "language", "created_at", "expires_at", "accepted_at"),
    _rows_of(lambda user: Invitation.objects.filter(accepted_by=user)),
    erasure.erase_invitation,
    order=15,
)
_hold(
    Attachment,
    _("keeping the documents people send"),
    ("title", "name", "content_type", "size", "created_at", "visibility"),
    _rows_of(lambda user: Attachment.objects.filter(owner=user)),
    forget_uploader,
    order=17,
)
shelves.personal_data.add(
    PersonalData(
        Consent,
        _("keeping the proof of what people agreed to"),
        ("purpose", "text_version", "text_language", "given_at", "withdrawn_at"),
        _consents,
        _fields("purpose", "text_version", "text_language", "given_at", "withdrawn_at"),
        erasure.erase_consent,
    ),
    order=16,
)


def _find_accounts(user: object, words: str) -> Iterable[User]:
    return accounts_answered_for(user, words) if can_manage_data_protection(user) else []


subject_kinds.add(SubjectKind("account", _("account"), _find_accounts), order=10)


def _security_tasks(user: Any) -> Sequence[HomeTask]:
    if user.needs_second_factor or is_mfa_enabled(user):
        return []
    return [HomeTask(_("Protect your account with a second factor"), reverse("mfa_index"))]


shelves.home_tasks.add(HomeTasks("security", _("Security"), _security_tasks), order=90)
