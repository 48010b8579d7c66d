"""Composing a team: what it must be, which one a person chose, and why."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.accounts.models import User
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.services.locking import lock_current
from teranga.facility.enums import ActivityState, TeamRole
from teranga.facility.models import Activity, Deployment, TeamChoice, TeamNeeds
from teranga.facility.permissions.deployments import can_change_team
from teranga.facility.queries.matching_arrays import needs_of
from teranga.facility.queries.portfolio import (
    PortfolioChoice,
    activities_to_staff,
    portfolio_page,
)
from teranga.facility.queries.teams import TeamPage, team_page
from teranga.roster.models import ExpertProfile

_STAFFED = (ActivityState.PLANNED, ActivityState.CONFIRMED)


@transaction.atomic
def set_team_needs(
    activity: Activity, *, values: Mapping[str, Any], n_experts: int, by: User
) -> TeamNeeds:
    """Write the rules of a team; the proposals follow them from the next look."""
    locked = _lock_staffed(activity, by=by)
    needs = needs_of(locked)
    for name, value in values.items():
        setattr(needs, name, value)
    least = max(
        needs.n_southern, needs.n_women, needs.n_eu_government, needs.n_local, needs.n_senior
    )
    if least > n_experts:
        raise ValidationError(
            _("A rule asks for %(n)s people in a team of %(size)s.")
            % {"n": least, "size": n_experts}
        )
    needs.full_clean()
    needs.save()
    if locked.n_experts != n_experts:
        locked.n_experts = n_experts
        locked.save(update_fields=["n_experts"])
    return needs


@transaction.atomic
def choose_team(
    activity: Activity,
    *,
    codes: Sequence[str],
    digest: str,
    reason: str,
    by: User,
    on: dt.date,
) -> TeamChoice:
    """Keep what a person decided; anything but the first proposal needs a reason.

    `digest` sums up the proposals that person saw: if the roster changed since, they look again.
    """
    locked = _lock_staffed(activity, by=by)
    page = team_page(by, locked, today=on)
    if page.digest != digest:
        raise StaleEditError(
            _("The roster or the activity changed since these teams were proposed: look again.")
        )
    rank = next((t.rank for t in page.proposals if set(t.codes) == set(codes)), 0)
    breaks_rules = rank == 1 and bool(page.proposals[0].broken)
    if (rank != 1 or breaks_rules) and not reason.strip():
        raise ValidationError(
            {"reason": _("Say why this team rather than the first one proposed, rules kept.")}
        )
    profiles = _profiles(page, codes, locked)
    return _keep(locked, profiles, rank, reason, page.record, by=by, on=on)


@transaction.atomic
def choose_portfolio(
    choice: PortfolioChoice, *, wanted: set[str], digest: str, reason: str, by: User, on: dt.date
) -> list[TeamChoice]:
    """Keep the teams of a quarter that a person ticked, as they were proposed together."""
    planned = activities_to_staff(by, choice, today=on)
    page = portfolio_page(by, planned, choice, today=on)
    if page is None or page.digest != digest:
        raise StaleEditError(
            _("The roster or the activities changed since these teams were proposed: look again.")
        )
    kept = []
    for activity, team in page.lines:
        if str(activity.pk) not in wanted or not team.members:
            continue
        locked = _lock_staffed(activity, by=by)
        profiles = [member.profile for member in team.members]
        if team.broken and not reason.strip():
            raise ValidationError(
                {"reason": _("A rule gives way in a team: say why it is chosen all the same.")}
            )
        record = {
            "portfolio": f"{choice.year}-{choice.quarter}",
            "members": [{"code": m.profile.code, "score": round(m.score, 4)} for m in team.members],
            "broken": list(team.broken),
            "gap": page.gap,
        }
        kept.append(_keep(locked, profiles, 1, reason, record, by=by, on=on))
    if not kept:
        raise InvalidTransitionError(_("No team was ticked."))
    return kept


def _lock_staffed(activity: Activity, *, by: User) -> Activity:
    locked = lock_current(activity)
    if not can_change_team(by, locked):
        raise PermissionDenied
    if locked.state not in _STAFFED:
        raise InvalidTransitionError(
            _("This activity is %(state)s: its team no longer changes.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _profiles(page: TeamPage, codes: Sequence[str], activity: Activity) -> list[ExpertProfile]:
    if len(set(codes)) != max(activity.n_experts, 1):
        raise ValidationError(
            ngettext(
                "The team of this activity has %(n)s place.",
                "The team of this activity has %(n)s places.",
                max(activity.n_experts, 1),
            )
            % {"n": max(activity.n_experts, 1)}
        )
    present = {
        member.profile.code: member.profile for team in page.proposals for member in team.members
    }
    known = {**page.profiles, **present}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise ValidationError(
            _("These experts may not take part in this activity: %(codes)s.")
            % {"codes": ", ".join(unknown)}
        )
    return [known[code] for code in dict.fromkeys(codes)]


def _keep(
    activity: Activity,
    profiles: Sequence[ExpertProfile],
    rank: int,
    reason: str,
    record: Mapping[str, Any],
    *,
    by: User,
    on: dt.date,
) -> TeamChoice:
    present = Deployment.objects.filter(activity=activity).select_related("expert")
    open_now = {d.expert_id: d for d in present if d.is_open}
    wanted = {profile.pk for profile in profiles}
    left = [d.expert.code for key, d in open_now.items() if key not in wanted]
    if left:
        raise ValidationError(
            _("First withdraw, with the reason, those who leave the team: %(codes)s.")
            % {"codes": ", ".join(left)}
        )
    choice = TeamChoice(
        activity=activity,
        rank=rank,
        reason=reason.strip(),
        proposal=dict(record),
        chosen=[profile.code for profile in profiles],
        chosen_on=on,
        by=by,
    )
    choice.full_clean()
    choice.save()
    for number, profile in enumerate(profiles):
        if profile.pk not in open_now:
            role = TeamRole.LEAD if number == 0 and not open_now else TeamRole.MEMBER
            deployment = Deployment(activity=activity, expert=profile, role=role, asked_on=on)
            deployment.full_clean()
            deployment.save()
    return choice
