"""Pages of activities: planned, re-planned, held, told, counted; who sees and does what."""

import datetime as dt
import io

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from teranga.facility.enums import ActionState
from teranga.facility.models import Action, Activity, Participant
from teranga.facility.services.activities import add_participants, plan_activity
from teranga.facility.services.feedback import ask_feedback
from tests.factories.surveys import make_questionnaire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TYPED = {
    "kind": "workshop", "title": "Drafting workshop", "starts_on": "2026-06-02", "ends_on": "",
    "languages": "fr", "n_experts": "2", "place": "Dakar",
}  # fmt: skip


@pytest.fixture
def enter(client):
    def sign_in(user):
        client.force_login(user)
        client.cookies["language"] = "en"
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, method="password", reauthenticated=True)
        request.session.save()
        return client

    return sign_in


@pytest.fixture
def action(facility):
    action = facility.action()
    Action.objects.filter(pk=action.pk).update(state=ActionState.UNDER_WAY)
    action.refresh_from_db()
    return action


@pytest.fixture
def activity(action, facility):
    values = {
        "kind": "workshop",
        "title": "Workshop",
        "starts_on": timezone.localdate(),
        "ends_on": timezone.localdate(),
    }
    return plan_activity(action, values=values, by=facility.officer)


def url_of(name, *args):
    return reverse(f"facility:{name}", args=args)


def test_activity_is_planned_from_its_action(enter, facility, action):
    answer = enter(facility.officer).post(url_of("activity-create", action.pk), TYPED)

    planned = Activity.objects.get()
    assert answer.status_code == 302
    assert (planned.number, planned.ends_on) == (1, dt.date(2026, 6, 2))


def test_activity_keeps_what_was_typed_when_refused(enter, facility, action):
    typed = TYPED | {"starts_on": "2026-06-02", "ends_on": "2026-06-01"}

    page = enter(facility.officer).post(url_of("activity-create", action.pk), typed)

    assert page.status_code == 422
    assert "Drafting workshop" in page.content.decode()
    assert not Activity.objects.exists()


def test_replanning_asks_why_and_leaves_its_trace(enter, facility, activity):
    client = enter(facility.officer)
    address = url_of("activity-update", activity.pk)
    typed = TYPED | {"version": activity.version}

    refused = client.post(address, typed)
    accepted = client.post(address, typed | {"reason": "The room is taken."})

    page = client.get(url_of("activity-detail", activity.pk)).content.decode()
    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert "The room is taken." in page
    assert "<del>Workshop</del>" in page


def test_second_of_two_writers_is_shown_the_first(enter, facility, activity):
    client = enter(facility.officer)
    address = url_of("activity-update", activity.pk)
    typed = TYPED | {"version": activity.version, "reason": "First."}
    client.post(address, typed)

    late = client.post(address, typed | {"title": "Mine", "reason": "Second."})

    assert late.status_code == 409
    assert "Mine" in late.content.decode()
    assert Activity.objects.get().title == "Drafting workshop"


def test_activity_is_held_counted_and_told(enter, facility, activity):
    client = enter(facility.officer)
    counted = {"institution": "Ministry", "level": "technical", "country": "",
               "n_women": "3", "n_men": "2", "n_not_stated": "0"}  # fmt: skip
    client.post(url_of("activity-move", activity.pk, "held"), {"reason": ""})
    client.post(url_of("participant-create", activity.pk), counted)
    activity.refresh_from_db()
    told = {"mission_report": "A guide.", "summary": "Short.", "version": activity.version}
    client.post(url_of("activity-report", activity.pk), told)

    page = client.get(url_of("activity-detail", activity.pk)).content.decode()
    activity.refresh_from_db()
    assert (activity.state, activity.reported_on) == ("held", timezone.localdate())
    assert Participant.objects.filter(gender="woman").count() == 3
    assert "A guide." in page
    assert "60% women" in page


def test_agenda_outside_the_dates_is_refused(enter, facility, activity):
    item = {"on_day": "2030-01-01", "starts_at": "09:00", "title": "Opening"}

    page = enter(facility.officer).post(url_of("agenda-item-create", activity.pk), item)

    assert page.status_code == 422
    assert "outside the dates" in page.content.decode()


@pytest.mark.parametrize(
    "name", ["activity-update", "activity-report", "agenda-item-create", "feedback-create"]
)
def test_others_change_nothing_of_an_activity(enter, facility, activity, name):
    for user in (facility.member, facility.focal_point, facility.reader):
        assert enter(user).get(url_of(name, activity.pk)).status_code in {403, 404}


def test_names_of_participants_are_for_the_team(enter, facility, activity):
    row = {"institution": "Ministry", "name": "Participant One", "email": "one@example.org"}
    add_participants(activity, rows=[row], by=facility.officer)
    address = url_of("activity-detail", activity.pk)

    assert "Participant One" in enter(facility.officer).get(address).content.decode()
    for user in (facility.focal_point, facility.member, facility.reader):
        assert "Participant One" not in enter(user).get(address).content.decode()


def test_participants_are_exported_with_a_reason(enter, facility, activity):
    row = {"institution": "=cmd()", "name": "Participant One"}
    add_participants(activity, rows=[row], by=facility.officer)
    client = enter(facility.officer)
    address = url_of("participant-export", activity.pk)

    refused = client.post(address, {"reason": ""})
    book = client.post(address, {"reason": "Certificates of attendance."})

    sheet = load_workbook(io.BytesIO(book.content)).active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=cmd()")
    assert refused.status_code == 422
    assert cell.data_type == "s"


def test_questionnaire_is_handed_out_and_closed_from_the_page(enter, facility, activity):
    questionnaire = make_questionnaire(programme=facility.programme, visibility="programme")
    client = enter(facility.officer)
    address = url_of("activity-detail", activity.pk)

    client.post(url_of("feedback-create", activity.pk), {"questionnaire": str(questionnaire.pk)})
    opened = client.get(address).content.decode()
    client.post(url_of("feedback-close", activity.pk, questionnaire.pk))
    closed = client.get(address).content.decode()
    again = client.post(url_of("feedback-close", activity.pk, questionnaire.pk))

    assert "/surveys/fill/" in opened
    assert "/surveys/fill/" not in closed
    assert "closed here" in closed
    assert again.status_code == 409


def test_partner_sees_neither_link_nor_answers_of_feedback(enter, facility, activity):
    questionnaire = make_questionnaire(programme=facility.programme, visibility="programme")
    ask_feedback(activity, questionnaire=questionnaire, writes=False, by=facility.officer)

    page = enter(facility.focal_point).get(url_of("activity-detail", activity.pk))

    assert page.status_code == 200
    assert "/surveys/fill/" not in page.content.decode()


def test_opinions_are_asked_from_the_activity(enter, facility, activity):
    client = enter(facility.officer)
    page = client.get(url_of("activity-detail", activity.pk)).content.decode()
    address = f"{url_of('evaluation-create', activity.action_id)}?activity={activity.pk}"

    form = client.get(address).context["form"]

    assert address in page
    assert (form.initial["kind"], form.initial["activity"]) == ("participants", activity)


@pytest.mark.parametrize(
    ("name", "args", "sees"),
    [
        ("evaluation-export", ["xlsx"], "Who answers"),
        ("review-export", ["2026-q2", "xlsx"], "What is counted"),
        ("activity-export", ["xlsx"], "Workshop"),
    ],
)
def test_lists_are_given_as_workbooks(enter, facility, activity, name, args, sees):
    book = enter(facility.officer).get(url_of(name, *args))

    cells = load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True)
    assert sees in {cell for row in cells for cell in row}


@pytest.mark.parametrize(
    ("name", "args"), [("evaluation-export", ["xlsx"]), ("review-export", ["2026-q2", "xlsx"])]
)
def test_lists_of_the_team_are_not_exported_by_others(enter, facility, name, args):
    assert enter(facility.reader).get(url_of(name, *args)).status_code == 403
    assert enter(facility.officer).get(url_of(name, *args[:-1], "csv")).status_code == 404


def test_without_a_questionnaire_the_page_says_where_one_is_made(enter, facility, activity):
    page = enter(facility.officer).get(url_of("feedback-create", activity.pk)).content.decode()

    assert reverse("surveys:questionnaire-start") in page
    assert 'name="questionnaire"' not in page
