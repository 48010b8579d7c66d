"""Teams on the page of an activity, on the private home, and among what is held on someone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.contributions import HomeTask
from teranga.facility.enums import ActivityState, DeploymentState
from teranga.facility.models import Activity, Deployment
from teranga.facility.models.team import CLOSED_STATES
from teranga.facility.permissions.deployments import can_change_team, can_list_teams
from teranga.facility.queries.teams import deployments_of, missions_of
from teranga.roster.queries.experts import own_profile
from teranga.roster.queries.held import profiles_of

_N_TASKS = 10
_WARNED = dt.timedelta(days=60)

_OVER = {ActivityState.HELD, ActivityState.CANCELLED}


def team_part(activity: Activity, user: object) -> Mapping[str, Any] | None:
    if not can_change_team(user, activity):
        return None
    deployments = list(deployments_of(activity))
    if not deployments and activity.state in _OVER:
        return None
    n_missing = activity.n_experts - sum(deployment.is_open for deployment in deployments)
    return {
        "deployments": deployments,
        "n_missing": max(n_missing, 0),
        "url": reverse("facility:team-detail", args=[activity.pk]),
    }


def teams_due(user: Any) -> Sequence[HomeTask]:
    """Return the teams to compose soon, the releases that are awaited, the missions to answer."""
    tasks = list(_missions_to_answer(user))
    if can_list_teams(user):
        tasks += [*_releases_awaited(user), *_teams_to_compose(user)]
    return tasks[:_N_TASKS]


def _missions_to_answer(user: object) -> Iterable[HomeTask]:
    profile = own_profile(user)
    if profile is None:
        return
    for deployment in missions_of(profile).filter(state=DeploymentState.ASKED):
        label = _("Say whether you can take part: %(what)s") % {"what": deployment.activity.title}
        yield HomeTask(label, reverse("facility:mission-list"), deployment.activity.starts_on)


def _releases_awaited(user: object) -> Iterable[HomeTask]:
    rows = Deployment.objects.filter(
        state=DeploymentState.RELEASING, activity__in=Activity.objects.visible_to(user)
    )
    for deployment in rows.select_related("expert", "activity").order_by("release_due_on"):
        label = _("Release awaited: %(who)s, %(what)s") % {
            "who": deployment.expert,
            "what": deployment.activity.title,
        }
        url = reverse("facility:team-detail", args=[deployment.activity_id])
        yield HomeTask(label, url, deployment.release_due_on)


def _teams_to_compose(user: object) -> Iterable[HomeTask]:
    today = timezone.localdate()
    is_open = ~Q(deployments__state__in=CLOSED_STATES) & Q(deployments__isnull=False)
    rows = Activity.objects.visible_to(user).annotate(
        n_present=Count("deployments", filter=is_open)
    )
    rows = rows.filter(
        state__in=[ActivityState.PLANNED, ActivityState.CONFIRMED],
        starts_on__range=(today, today + _WARNED),
        n_experts__gt=F("n_present"),
    )
    for activity in rows.order_by("starts_on")[:_N_TASKS]:
        label = _("Compose the team: %(what)s") % {"what": activity.title}
        url = reverse("facility:team-detail", args=[activity.pk])
        yield HomeTask(label, url, activity.starts_on)


def deployments_held_on(subject: models.Model) -> Iterable[Deployment]:
    return Deployment.objects.filter(expert__in=profiles_of(subject))
