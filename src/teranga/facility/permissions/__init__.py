"""Who may do what in the facility; the verbs of each role are in `accounts/access_matrix.yaml`.

People without an account come with a link (`link_holders`): it opens one thing and no other.
"""

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.facility.enums import Side
from teranga.facility.models import (
    Action,
    ActionFocalPoint,
    Activity,
    CommitteeReview,
    ExpertiseRequest,
)
from teranga.facility.permissions.link_holders import PartnerLink, RequesterLink


def _may(user: object, verb: str, noun: str, thing: Publishable) -> bool:
    return viewer_of(user).may(verb, noun, **thing.scope())  # type: ignore[arg-type]


# --- Requests ---


def can_list_requests(user: object) -> bool:
    return viewer_of(user).may_somewhere("change", "expertise_request") or is_on_committee(user)


def is_on_committee(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "committee_vote")


def can_create_requests(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "expertise_request")


def can_create_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "create", "expertise_request", expertise_request)


def can_change_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "change", "expertise_request", expertise_request)


def can_manage_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "manage", "expertise_request", expertise_request)


def can_read_contact(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "read_personal", "expertise_request", expertise_request)


def can_follow_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    """Say whether this is the requester, come by the link of this request."""
    return isinstance(user, RequesterLink) and user.request_id == expertise_request.pk


def can_export_requests(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "expertise_request")


# --- Committee ---


def can_submit_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "create", "committee_review", expertise_request)


def can_vote_on_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "create", "committee_vote", expertise_request)


def can_decide_request(user: object, expertise_request: ExpertiseRequest) -> bool:
    return _may(user, "create", "committee_decision", expertise_request)


def can_read_voices(user: object, review: CommitteeReview) -> bool:
    """Let the team and the members see who has spoken, and nobody else."""
    expertise_request = review.expertise_request
    return can_change_request(user, expertise_request) or can_vote_on_request(
        user, expertise_request
    )


# --- Actions and their sheets ---


def can_create_actions(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "action")


def can_create_action(user: object, action: Action) -> bool:
    return _may(user, "create", "action", action)


def can_change_action(user: object, action: Action) -> bool:
    return _may(user, "change", "action", action)


def can_archive_action(user: object, action: Action) -> bool:
    """Whoever may put an Action away may also cancel it or open it again."""
    return _may(user, "manage", "expertise_request", action)


def can_export_actions(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "action")


def can_import_actions(user: object) -> bool:
    return viewer_of(user).may_somewhere("import", "action")


def can_import_action(user: object, action: Action) -> bool:
    return _may(user, "import", "action", action)


def can_read_action_file(user: object, action: Action) -> bool:
    """Open the working part of an Action: its sheet, its budget, its history."""
    return _may(user, "read", "action_file", action) or can_take_partner_side(user, action)


def can_take_team_side(user: object, action: Action) -> bool:
    return _may(user, "change", "team_side", action)


def can_take_partner_side(user: object, action: Action) -> bool:
    """Its own country's focal point, one whom the sheet names, or the holder of a link."""
    if isinstance(user, PartnerLink):
        return user.action_id == action.pk
    if _may(user, "change", "partner_side", action):
        return True
    user_id = viewer_of(user).user_id
    return (
        user_id is not None
        and ActionFocalPoint.objects.current().filter(action=action, account_id=user_id).exists()
    )


def side_of(user: object, action: Action) -> Side | None:
    """Return the side someone writes for; `None` for those who only read."""
    if can_take_team_side(user, action):
        return Side.TEAM
    return Side.PARTNER if can_take_partner_side(user, action) else None


# --- Activities ---


def can_list_activities(user: object) -> bool:
    return viewer_of(user).may_somewhere("change", "activity")


def can_change_activity(user: object, activity: Activity) -> bool:
    return _may(user, "change", "activity", activity)


def can_read_activity_file(user: object, activity: Activity) -> bool:
    return can_read_action_file(user, activity.action)


def can_read_participants(user: object, activity: Activity) -> bool:
    return _may(user, "read_personal", "participant", activity)


def can_change_participants(user: object, activity: Activity) -> bool:
    return _may(user, "change", "participant", activity)


def can_export_participants(user: object, activity: Activity) -> bool:
    return _may(user, "export", "participant", activity)
