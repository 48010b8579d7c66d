from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from teranga.accounts.models import Membership, User
from teranga.core.viewer import viewer_of


def accounts_answered_for(user: object, words: str) -> QuerySet[User]:
    """Return the accounts whose data requests `user` may answer, found by name, address or key.

    An account belongs to whoever manages data protection over every role it holds: a
    coordinator of one programme must not erase a member of another.
    """
    found = Q(name__icontains=words) | Q(email__iexact=words)
    if _is_key(words):
        found |= Q(pk=words)
    answered: QuerySet[User] = User.objects.current().filter(found).exclude(pk__in=_beyond(user))
    return answered


def _beyond(user: object) -> QuerySet[Any, Any]:
    covered = Q(pk=None)
    for grant in viewer_of(user).grants:
        if "manage" not in grant.may.get("data_protection", frozenset()):
            continue
        limits = {
            "programme_id": grant.programme_id,
            "component_id": grant.component_id,
            "country_id": grant.country_id,
        }
        named = {axis: value for axis, value in limits.items() if value is not None}
        if not named:
            return Membership.objects.none().values("user_id")
        covered |= Q(**named)
    return Membership.objects.current().exclude(covered).values("user_id")


def _is_key(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True


def current_accounts() -> QuerySet[User]:
    """Return every account that was not erased; closed ones too."""
    accounts: QuerySet[User] = User.objects.current()
    return accounts


def has_account(email: str) -> bool:
    return bool(User.objects.filter(email__iexact=email).exists())
