"""What waits for someone in the facility, most urgent first, before it is late."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.core.contributions import HomeTask
from teranga.core.viewer import viewer_of
from teranga.facility.enums import ActionState, Holder
from teranga.facility.models import Action, CommitteeVoice, ExpertiseRequest
from teranga.facility.permissions import (
    can_change_action,
    can_change_request,
    can_take_partner_side,
)

N_SHOWN = 8


def requests_due(user: object) -> Sequence[HomeTask]:
    """Return the steps that the team holds: one's own, and those nobody follows."""
    rows = ExpertiseRequest.objects.visible_to(user).filter(
        Q(officer=viewer_of(user).user_id) | Q(officer=None),
        holder=Holder.TEAM,
        action__isnull=True,
        step_due_on__isnull=False,
    )
    return [
        HomeTask(
            label=_("Request %(number)s: %(state)s")
            % {"number": row.number, "state": row.get_state_display()},
            url=reverse("facility:request-detail", args=[row.pk]),
            due_on=row.step_due_on,
        )
        for row in rows.order_by("step_due_on")[:N_SHOWN]
        if can_change_request(user, row)
    ]


def votes_due(user: object) -> Sequence[HomeTask]:
    """Return the requests on which a member has not been heard yet."""
    voices = (
        CommitteeVoice.objects.filter(
            member_id=viewer_of(user).user_id, vote="", review__outcome=""
        )
        .exclude(has_conflict=True)
        .select_related("review__expertise_request")
        .order_by("review__due_on")
    )
    return [
        HomeTask(
            label=_("Vote on the request %(number)s")
            % {"number": voice.review.expertise_request.number},
            url=reverse("facility:request-decision", args=[voice.review.expertise_request_id]),
            due_on=voice.review.due_on,
        )
        for voice in voices[:N_SHOWN]
    ]


def sheets_due(user: object) -> Sequence[HomeTask]:
    """Return the Action sheets whose pen this person's side holds."""
    rows = Action.objects.visible_to(user).filter(
        state__in=[ActionState.DESIGN, ActionState.ADJUSTED]
    )
    tasks = []
    for action in rows.order_by("step_due_on")[:50]:
        is_team = action.holder == Holder.TEAM and can_change_action(user, action)
        is_own = is_team and action.officer_id in {None, viewer_of(user).user_id}
        is_partner = action.holder == Holder.PARTNER and can_take_partner_side(user, action)
        if is_own or (is_partner and not can_change_action(user, action)):
            tasks.append(
                HomeTask(
                    label=_("Action sheet %(code)s: the pen is with you") % {"code": action.code},
                    url=reverse("facility:action-sheet", args=[action.pk]),
                    due_on=action.step_due_on,
                )
            )
    return tasks[:N_SHOWN]
