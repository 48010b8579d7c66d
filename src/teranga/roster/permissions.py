"""Who may do what in the roster; the verbs of each role are in `accounts/access_matrix.yaml`.

An expert without an account comes with a personal link: it opens their profile and nothing else.
"""

from dataclasses import dataclass
from uuid import UUID

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.roster.models import ExpertProfile


@dataclass(frozen=True, slots=True)
class ExpertLink:
    """Whoever followed the personal link of a profile, for the time of the session."""

    profile_id: UUID


def _may(user: object, verb: str, noun: str, thing: Publishable) -> bool:
    return viewer_of(user).may(
        verb,
        noun,
        programme_id=thing.programme_id,
        component_id=thing.component_id,
        country_id=thing.country_id,
    )


def is_own_profile(user: object, profile: ExpertProfile) -> bool:
    if isinstance(user, ExpertLink):
        return user.profile_id == profile.pk
    user_id = viewer_of(user).user_id
    return user_id is not None and profile.owner_id == user_id


def can_list_experts(user: object) -> bool:
    return viewer_of(user).may_somewhere("read_personal", "expert")


def can_read_expert(user: object, profile: ExpertProfile) -> bool:
    return is_own_profile(user, profile) or _may(user, "read_personal", "expert", profile)


def can_create_experts(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "expert")


def can_create_expert(user: object, profile: ExpertProfile) -> bool:
    return _may(user, "create", "expert", profile)


def can_change_expert(user: object, profile: ExpertProfile) -> bool:
    return is_own_profile(user, profile) or _may(user, "change", "expert", profile)


def can_vet_expert(user: object, profile: ExpertProfile) -> bool:
    """Nobody vets their own profile."""
    return not is_own_profile(user, profile) and _may(user, "change", "expert", profile)


def can_archive_expert(user: object, profile: ExpertProfile) -> bool:
    return _may(user, "archive", "expert", profile)


def can_export_experts(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "expert")


def can_import_experts(user: object) -> bool:
    return viewer_of(user).may_somewhere("import", "expert")


def can_import_expert(user: object, profile: ExpertProfile) -> bool:
    return _may(user, "import", "expert", profile)


def can_create_nominations(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "nomination")
