"""What evaluations and knowledge add to the pages of an Action and of an activity."""

from collections.abc import Mapping
from typing import Any

from teranga.facility.enums import ActionState, ActivityState
from teranga.facility.models import Action, Activity
from teranga.facility.permissions import can_change_activity
from teranga.facility.permissions.evaluations import can_create_evaluations
from teranga.facility.queries.evaluations import evaluations_of_action, evaluations_of_activity
from teranga.facility.queries.feedback import feedback_of_activity
from teranga.knowledge.models import CaseStudy, Deliverable, Lesson, Practice
from teranga.surveys.services.links import address_of


def evaluations_of_action_part(action: Action, user: object) -> Mapping[str, Any] | None:
    may_create = can_create_evaluations(user)
    evaluations = list(evaluations_of_action(user, action))
    if not evaluations and not may_create:
        return None
    is_closed = action.state in (ActionState.CLOSED, ActionState.EVALUATED)
    return {
        "evaluations": evaluations,
        "action": action,
        "may_create": may_create,
        "may_follow_up": may_create and is_closed and action.closed_on is not None,
    }


def evaluations_of_activity_part(activity: Activity, user: object) -> Mapping[str, Any] | None:
    may_create = can_create_evaluations(user)
    evaluations = list(evaluations_of_activity(user, activity))
    if not evaluations and not may_create:
        return None
    return {
        "evaluations": evaluations,
        "action": activity.action,
        "activity": activity,
        "may_create": may_create,
    }


def feedback_part(activity: Activity, user: object) -> Mapping[str, Any] | None:
    """Return the questionnaires handed out in the activity, to the team that runs it."""
    if not can_change_activity(user, activity) or not activity.action.is_managed:
        return None
    lines = [
        {"row": row, "address": address_of(row.link) if row.link and row.may_change else ""}
        for row in feedback_of_activity(user, activity)
    ]
    may_ask = activity.state != ActivityState.CANCELLED
    return {"feedback": lines, "activity": activity, "may_ask": may_ask}


def knowledge_part(action: Action, user: object) -> Mapping[str, Any] | None:
    """Return what the Action left, found by its code in its programme."""
    asked = {"programme_id": action.programme_id, "origin_code": action.code}
    cases = CaseStudy.objects.visible_to(user).filter(programme_id=action.programme_id)
    found = {
        "practices": list(Practice.objects.visible_to(user).filter(**asked)),
        "documents": list(Deliverable.objects.visible_to(user).filter(**asked)),
        "lessons": list(Lesson.objects.visible_to(user).filter(**asked)),
        "cases": [case for case in cases if action.code in case.origin_codes],
    }
    return found if any(found.values()) else None
