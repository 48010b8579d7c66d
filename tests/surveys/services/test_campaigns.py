import datetime as dt
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from teranga.surveys.models import Campaign, Filling, PersonalLink, Submission
from teranga.surveys.queries.campaigns import Wanted, state_of
from teranga.surveys.queries.filling import Sender
from teranga.surveys.services.campaigns import (
    create_campaign,
    due_for_reminder,
    invite,
    read_respondents,
    remind_all,
)
from teranga.surveys.services.fill_targets import target_of_token
from teranga.surveys.services.links import link_of_token, revoke_link, token_of
from teranga.surveys.services.progress import draft_of, end_filling, note_progress
from teranga.surveys.services.receiving import receive_submission
from tests.factories.surveys import make_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(questionnaire, officer):
    today = timezone.localdate()
    made = Campaign(
        questionnaire=questionnaire,
        title={"fr": "Collecte"},
        starts_on=today - dt.timedelta(days=2),
        ends_on=today + dt.timedelta(days=20),
        reminder_days=7,
        max_reminders=2,
    )
    return create_campaign(
        made, wanted={"SEN": Wanted(3), "MLI": Wanted(2), "TUN": Wanted(0)}, by=officer
    )


@pytest.fixture
def invited(campaign, questionnaire, officer, django_capture_on_commit_callbacks):
    lines = "Association A; a@example.org; SEN\nAssociation B; b@example.org; MLI\nAssociation C"
    with django_capture_on_commit_callbacks(execute=True):
        respondents = read_respondents(lines, language="fr")
        return invite(questionnaire, respondents, days=30, by=officer).links


def answer(questionnaire, link):
    xml = make_answer(questionnaire.form_id)
    return receive_submission(xml=xml, files=[], sender=Sender(link=link)).submission


def test_respondents_get_a_letter_with_an_address_of_their_own(invited):
    assert [message.to for message in mail.outbox] == [["a@example.org"], ["b@example.org"]]
    assert token_of(invited[0]) in mail.outbox[0].body
    assert token_of(invited[1]) not in mail.outbox[0].body
    assert target_of_token(token_of(invited[0])).link == invited[0]


def test_lines_that_are_wrong_are_told_by_number(db):
    with pytest.raises(ValidationError, match="Line 2"):
        read_respondents("A\nB; not an address", language="fr")
    with pytest.raises(ValidationError, match="Line 1"):
        read_respondents("A; a@example.org; Atlantide", language="fr")


def test_link_forged_revoked_or_past_opens_nothing(invited):
    link = invited[0]
    token = token_of(link)
    assert link_of_token(token) == link
    assert link_of_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert link_of_token("") is None

    revoke_link(link)
    assert link_of_token(token) is None
    late = invited[1]
    late.expires_at = timezone.now()
    late.save()
    assert link_of_token(token_of(late)) is None


def test_campaign_counts_by_country_and_names_who_is_silent(campaign, questionnaire, invited):
    answer(questionnaire, invited[0])

    state = state_of(campaign)

    progress = {str(line.country.pk): (line.received, line.target) for line in state.countries}
    assert progress == {"SEN": (1, 3), "MLI": (0, 2)}
    assert (state.n_invited, state.n_silent, state.median_minutes) == (3, 2, 20)
    assert Submission.objects.get().link == invited[0]
    assert PersonalLink.objects.get(pk=invited[0].pk).answered_at is not None


def test_reminders_go_to_the_silent_after_a_pause_and_not_for_ever(
    campaign, questionnaire, invited, officer, time_machine
):
    answer(questionnaire, invited[0])
    assert due_for_reminder(campaign) == []
    mail.outbox.clear()

    for days in (8, 16, 24):
        time_machine.move_to(timezone.now() + dt.timedelta(days=8))
        remind_all(campaign, by=officer)
        del days

    assert [message.to for message in mail.outbox] == [["b@example.org"]] * 2


def test_page_says_where_people_give_up(campaign, questionnaire):
    version = questionnaire.published_version
    tokens = [uuid4() for _ in range(3)]
    for token in tokens:
        note_progress(version=version, token=token, last_question="about/themes", n_answered=2)
    end_filling(tokens[0])

    (line,) = state_of(campaign).giving_up

    assert (line.label, line.n) == ("Themes", 2)


def test_draft_is_kept_when_asked_and_forgotten_when_sent(questionnaire):
    token = uuid4()
    version = questionnaire.published_version
    note_progress(version=version, token=token, last_question="x", n_answered=1, draft="<data/>")

    assert draft_of(token).draft == "<data/>"
    end_filling(token)
    assert draft_of(token) is None
    assert Filling.objects.get().draft == ""
