"""Teams: who composes them, and the table of what may happen to an expert chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from teranga.core.viewer import viewer_of
from teranga.facility.enums import DeploymentEvent, DeploymentState
from teranga.facility.models import Activity, Deployment
from teranga.roster.permissions import is_own_profile

_E, _S = DeploymentEvent, DeploymentState
Question = Callable[[object, Deployment], bool]


def can_list_teams(user: object) -> bool:
    return viewer_of(user).may_somewhere("change", "team")


def can_change_team(user: object, activity: Activity) -> bool:
    return viewer_of(user).may("change", "team", **activity.scope())  # type: ignore[arg-type]


def can_read_deployment(user: object, deployment: Deployment) -> bool:
    """Let the team read it, and the expert it is about."""
    return is_own_profile(user, deployment.expert) or can_change_team(user, deployment.activity)


def _team(user: object, deployment: Deployment) -> bool:
    # Nobody follows their own deployment in the name of the team.
    own = is_own_profile(user, deployment.expert)
    return not own and can_change_team(user, deployment.activity)


@dataclass(frozen=True, slots=True)
class DeploymentTransition:
    sources: frozenset[DeploymentState]
    target: DeploymentState
    may: Question
    needs_reason: bool = False
    # Only for those whom an employer must release, or only for the others.
    with_employer: bool | None = None


_OPEN = frozenset({_S.ASKED, _S.CLEAR, _S.RELEASING, _S.READY})

DEPLOYMENT_TRANSITIONS: Mapping[DeploymentEvent, DeploymentTransition] = {
    _E.DECLARE_NONE: DeploymentTransition(frozenset({_S.ASKED}), _S.CLEAR, can_read_deployment),
    _E.DECLARE_CONFLICT: DeploymentTransition(
        _OPEN, _S.CONFLICT, can_read_deployment, needs_reason=True
    ),
    _E.DECLINE: DeploymentTransition(_OPEN, _S.DECLINED, can_read_deployment, needs_reason=True),
    _E.ASK_RELEASE: DeploymentTransition(
        frozenset({_S.CLEAR}), _S.RELEASING, _team, with_employer=True
    ),
    _E.GRANT_RELEASE: DeploymentTransition(frozenset({_S.RELEASING}), _S.READY, _team),
    _E.REFUSE_RELEASE: DeploymentTransition(
        frozenset({_S.RELEASING}), _S.NOT_RELEASED, _team, needs_reason=True
    ),
    _E.CONFIRM: DeploymentTransition(frozenset({_S.CLEAR}), _S.READY, _team, with_employer=False),
    _E.WITHDRAW: DeploymentTransition(_OPEN, _S.WITHDRAWN, _team, needs_reason=True),
    _E.COMPLETE: DeploymentTransition(frozenset({_S.READY}), _S.DONE, _team),
}


def deployment_events_open_to(user: object, deployment: Deployment) -> list[DeploymentEvent]:
    return [
        event
        for event, step in DEPLOYMENT_TRANSITIONS.items()
        if deployment.state in step.sources
        and step.may(user, deployment)
        and step.with_employer in (None, deployment.expert.is_public_servant)
    ]
