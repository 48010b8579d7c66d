"""A held activity of the demo has its questionnaire, its answers and their results."""

import datetime as dt

import pytest

from teranga.facility.demo.feedback import load_feedback
from teranga.facility.enums import ActivityState
from teranga.facility.models import Activity
from teranga.facility.queries.feedback import feedback_of_activity
from teranga.facility.services.activities import plan_activity
from teranga.programmes.demo import load_demo as load_programmes
from teranga.surveys.demo import load_demo as load_surveys
from teranga.surveys.models import Submission

pytestmark = pytest.mark.django_db


def test_the_room_has_answered_and_says_that_it_is_invented(facility):
    load_programmes()
    load_surveys()
    action = facility.action()
    values = {"kind": "workshop", "title": "Workshop", "starts_on": dt.date(2026, 6, 2)}
    activity = plan_activity(action, values=values, by=facility.officer)
    Activity.objects.filter(pk=activity.pk).update(state=ActivityState.HELD)
    type(action).objects.filter(pk=action.pk).update(is_fictitious=True)

    load_feedback()
    load_feedback()

    [told] = feedback_of_activity(facility.officer, Activity.objects.get(pk=activity.pk))
    assert told.n_answers == 14
    assert told.is_fictitious
    assert told.link is not None
    labels = [result.label for result in told.results]
    assert len(labels) == 6
    assert Submission.objects.filter(link=told.link, is_fictitious=False).count() == 0
