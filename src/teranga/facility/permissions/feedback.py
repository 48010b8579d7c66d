"""Who may put a questionnaire to the participants of an activity."""

from teranga.facility.models import Activity
from teranga.facility.permissions import can_change_activity
from teranga.surveys.models import Questionnaire
from teranga.surveys.permissions import can_change_questionnaire


def can_ask_feedback(user: object, activity: Activity, questionnaire: Questionnaire) -> bool:
    """Let the team of the activity hand out a questionnaire that it keeps itself."""
    return can_change_activity(user, activity) and can_change_questionnaire(user, questionnaire)
