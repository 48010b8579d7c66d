"""Who keeps a profile: an account, or whoever followed the personal link in this session."""

from typing import Any
from uuid import UUID

from teranga.roster.models import ExpertProfile
from teranga.roster.permissions import ExpertLink
from teranga.roster.queries.experts import own_profile, profile_of_link

SESSION_KEY = "roster_link"


def who_and_what(user: object, session: Any) -> tuple[object, ExpertProfile | None]:
    """Return who acts on which own profile: by account first, else by the link of the session."""
    profile = own_profile(user)
    if profile is not None:
        return user, profile
    key, number = session.get(SESSION_KEY, ("", 0))
    linked = profile_of_link(UUID(key), number) if key else None
    return (ExpertLink(linked.pk), linked) if linked else (user, None)
