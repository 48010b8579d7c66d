"""The only place that moves a deployment from one state to another."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError
from teranga.facility.enums import DeploymentEvent, DeploymentState
from teranga.facility.models import Activity, Deployment, DeploymentStep
from teranga.facility.permissions.deployments import DEPLOYMENT_TRANSITIONS
from teranga.facility.queries.clocks import add_months
from teranga.facility.queries.desks import desk_of
from teranga.roster.models import ExpertProfile, PastDeployment
from teranga.roster.services.vetting import departures

_E, _S = DeploymentEvent, DeploymentState


@transaction.atomic
def take_deployment_step(
    deployment: Deployment,
    *,
    event: DeploymentEvent,
    by: object,
    on: dt.date,
    reason: str = "",
    mark: Decimal | None = None,
) -> Deployment:
    """Move a deployment, write the step; refuse with the reason when it cannot be."""
    step = DEPLOYMENT_TRANSITIONS[event]
    locked = _lock(deployment)
    if not step.may(by, locked):
        raise PermissionDenied
    if locked.state not in step.sources:
        raise InvalidTransitionError(
            _("“%(event)s” is not possible: this expert is now “%(state)s”.")
            % {"event": event.label, "state": locked.get_state_display()}
        )
    if step.with_employer not in (None, locked.expert.is_public_servant):
        raise InvalidTransitionError(
            _("A civil servant needs the release of the employer.")
            if locked.expert.is_public_servant
            else _("This expert has no employer to ask.")
        )
    if step.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Give the reason: it stays in the history.")})
    _note(locked, event, on=on, reason=reason, mark=mark)
    return _move(locked, event, by=by, on=on, reason=reason)


def _lock(deployment: Deployment) -> Deployment:
    rows = Deployment.objects.select_for_update(of=("self",)).select_related("expert", "activity")
    locked: Deployment = rows.get(pk=deployment.pk)
    return locked


def _note(
    locked: Deployment,
    event: DeploymentEvent,
    *,
    on: dt.date,
    reason: str,
    mark: Decimal | None,
) -> None:
    if event in {_E.DECLARE_NONE, _E.DECLARE_CONFLICT}:
        locked.declared_on = on
    if event == _E.DECLARE_CONFLICT:
        locked.conflict_note = reason
    elif event == _E.ASK_RELEASE:
        locked.release_asked_on = on
        locked.release_due_on = release_due_on(locked.activity, on)
    elif event == _E.GRANT_RELEASE:
        locked.released_on = on
    elif event == _E.COMPLETE:
        locked.mark = mark
        _remember(locked, mark, on)


def release_due_on(activity: Activity, on: dt.date) -> dt.date:
    """Return by when the employer answers: a month, inside the three months, before it begins."""
    limits = [add_months(on, 1)]
    request = activity.action.expertise_request
    if request is not None:
        start = request.approved_on or request.received_on
        limits.append(add_months(start, desk_of(activity.programme_id).months_to_ready))
    if activity.starts_on is not None:
        limits.append(activity.starts_on - dt.timedelta(days=7))
    return max(min(limits), on)


def _remember(locked: Deployment, mark: Decimal | None, on: dt.date) -> None:
    """Write the mission in the roster: it counts for rotation and marks from now on."""
    activity = locked.activity
    first = activity.starts_on
    last = activity.ends_on or first
    if first is None or last is None or last > on:
        raise ValidationError(_("A mission is carried out once its activity is over."))
    PastDeployment.objects.create(
        profile=locked.expert,
        label=activity.title,
        reference=str(activity.pk),
        country=activity.held_in,
        starts_on=first,
        ends_on=last,
        mark=mark,
        is_fictitious=activity.is_fictitious,
    )


def _move(
    locked: Deployment, event: DeploymentEvent, *, by: object, on: dt.date, reason: str
) -> Deployment:
    before, locked.state = locked.state, DEPLOYMENT_TRANSITIONS[event].target
    locked.full_clean()
    locked.save()
    DeploymentStep.objects.create(
        deployment=locked,
        event=event,
        from_state=before,
        to_state=locked.state,
        on_day=on,
        reason=reason.strip(),
        by_id=getattr(by, "pk", None),
    )
    return locked


def withdraw_from_teams(profile: ExpertProfile, reason: str) -> None:
    """Say in every open mission that the expert left the roster: their teams are to be redone."""
    rows = Deployment.objects.filter(
        expert=profile, state__in=DEPLOYMENT_TRANSITIONS[_E.WITHDRAW].sources
    )
    words = _("The expert is no longer in the roster (%(state)s). %(reason)s") % {
        "state": profile.get_state_display(),
        "reason": reason,
    }
    for deployment in rows:
        locked = _lock(deployment)
        _move(locked, _E.WITHDRAW, by=None, on=timezone.localdate(), reason=words)


def erase_deployment(deployment: Deployment) -> None:
    """Keep that someone was sent; not what they declared, nor how they were judged."""
    deployment.conflict_note, deployment.mark = "", None
    deployment.save()
    for step in deployment.steps.all():
        step.reason, step.by = "", None
        step.save()


departures.add(withdraw_from_teams)
