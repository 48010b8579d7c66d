"""Feedback forms of an activity: one link for the room, one for each known address, results."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from teranga.core.exceptions import InvalidTransitionError
from teranga.facility.enums import ActivityState
from teranga.facility.queries.feedback import feedback_of_activity, links_about
from teranga.facility.services.activities import add_participants, move_activity, plan_activity
from teranga.facility.services.feedback import ask_feedback, close_feedback
from teranga.surveys.queries.filling import Sender
from teranga.surveys.services.links import link_of_token, token_of
from teranga.surveys.services.receiving import receive_submission
from tests.factories.surveys import make_answer, make_questionnaire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def activity(facility):
    values = {
        "kind": "workshop",
        "title": "Workshop",
        "starts_on": dt.date(2026, 6, 2),
        "ends_on": dt.date(2026, 6, 3),
    }
    activity = plan_activity(facility.action(), values=values, by=facility.officer)
    person = {"institution": "Ministry", "gender": "woman", "level": "technical"}
    add_participants(
        activity,
        rows=[person | {"name": "A", "email": "a@example.org"}, person],
        by=facility.officer,
    )
    return activity


@pytest.fixture
def questionnaire(facility):
    return make_questionnaire(programme=facility.programme, visibility="programme")


def ask(activity, questionnaire, by, *, writes=True):
    return ask_feedback(activity, questionnaire=questionnaire, writes=writes, by=by)


def answer(link, questionnaire, themes="advocacy", members=4):
    body = f"<about><themes>{themes}</themes><members>{members}</members></about>"
    xml = make_answer(questionnaire.form_id, body=body)
    return receive_submission(xml=xml, files=[], sender=Sender(link=link))


def test_room_shares_a_link_and_each_known_address_gets_its_own(
    activity, questionnaire, facility, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask(activity, questionnaire, facility.officer)

    assert asked.n_written == 1
    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]
    assert link_of_token(token_of(asked.link)) == asked.link
    assert links_about(activity).count() == 2


def test_asked_again_nobody_is_written_to_twice(activity, questionnaire, facility):
    first = ask(activity, questionnaire, facility.officer)

    again = ask(activity, questionnaire, facility.officer)

    assert again == type(again)(first.link, 0)


def test_answers_of_the_room_show_at_once_to_the_team_only(activity, questionnaire, facility):
    link = ask(activity, questionnaire, facility.officer).link
    for themes in ("advocacy", "advocacy data"):
        answer(link, questionnaire, themes)

    [told] = feedback_of_activity(facility.officer, activity)

    themes = next(result for result in told.results if result.label == "Themes")
    assert (told.n_answers, told.is_small) == (2, True)
    assert [(count.label, count.n) for count in themes.counts] == [("Advocacy", 2), ("Data", 1)]
    for other in (facility.focal_point, facility.reader, facility.stranger):
        assert feedback_of_activity(other, activity) == []


def test_mean_of_numbers_waits_for_five_answers(activity, questionnaire, facility):
    link = ask(activity, questionnaire, facility.officer).link
    means = []
    for members in (3, 4, 4, 5, 4):
        answer(link, questionnaire, members=members)
        [told] = feedback_of_activity(facility.officer, activity)
        means.append(next(r.mean for r in told.results if r.label == "Members"))

    assert means == [None] * 4 + [4.0]


def test_answers_to_another_activity_are_not_counted(activity, questionnaire, facility):
    other = plan_activity(
        activity.action, values={"kind": "training", "title": "Other"}, by=facility.officer
    )
    ask(activity, questionnaire, facility.officer)
    link = ask(other, questionnaire, facility.officer).link
    answer(link, questionnaire)

    [told] = feedback_of_activity(facility.officer, activity)

    assert (told.n_answers, list(told.results)) == (0, [])


def test_closed_here_the_links_open_nothing_and_the_answers_stay(activity, questionnaire, facility):
    link = ask(activity, questionnaire, facility.officer).link
    answer(link, questionnaire)

    assert close_feedback(activity, questionnaire=questionnaire, by=facility.officer) == 2

    assert link_of_token(token_of(link)) is None
    [told] = feedback_of_activity(facility.officer, activity)
    assert (told.link, told.n_answers) == (None, 1)
    with pytest.raises(InvalidTransitionError, match="already closed"):
        close_feedback(activity, questionnaire=questionnaire, by=facility.officer)


def test_nobody_else_hands_a_questionnaire_out(activity, questionnaire, facility):
    for user in (facility.member, facility.focal_point, facility.reader, facility.stranger):
        with pytest.raises(PermissionDenied):
            ask(activity, questionnaire, user)
        with pytest.raises(PermissionDenied):
            close_feedback(activity, questionnaire=questionnaire, by=user)


def test_questionnaire_of_another_programme_is_not_handed_out(activity, facility):
    with pytest.raises(PermissionDenied):
        ask(activity, make_questionnaire(), facility.officer)


def test_cancelled_activity_asks_nobody(activity, questionnaire, facility):
    move_activity(
        activity,
        to=ActivityState.CANCELLED,
        by=facility.officer,
        on=dt.date(2026, 5, 2),
        reason="Elections.",
    )

    with pytest.raises(InvalidTransitionError, match="cancelled"):
        ask(activity, questionnaire, facility.officer)
