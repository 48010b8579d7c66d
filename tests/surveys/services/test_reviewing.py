import io

import pytest
from django.core.exceptions import PermissionDenied

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import AuditEntry
from teranga.surveys.models import QuarantinedPost, ReviewEvent, Submission, plain_bytes
from teranga.surveys.queries.audiences import visible_answers
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.submissions import AnswerReader, reviewable_by, waiting_first
from teranga.surveys.services import handlers
from teranga.surveys.services.chain import chain_of
from teranga.surveys.services.corrections import correct_submission
from teranga.surveys.services.handlers import Outcome, SubmissionHandler, register_handler
from teranga.surveys.services.quarantine import admit_quarantined, dismiss_quarantined
from teranga.surveys.services.receiving import IncomingFile, receive_submission
from teranga.surveys.services.reviewing import (
    approve_submission,
    comment_on_submission,
    raise_issues,
    reject_submission,
    reopen_submission,
)
from tests.factories.accounts import make_user
from tests.factories.surveys import make_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(questionnaire):
    receive_submission(
        xml=make_answer(questionnaire.form_id, photo="p.jpg"),
        files=[IncomingFile("p.jpg", io.BytesIO(b"x"))],
        sender=Sender(public_questionnaire=questionnaire),
    )
    return Submission.objects.get()


@pytest.fixture
def handled(questionnaire, monkeypatch):
    """A handler that notes what it is asked."""
    asked = []

    def approve(submission, *, chosen, by):
        asked.append(("approve", submission.instance_id, chosen))
        return Outcome("test.thing", chosen or "new", "Thing")

    def withdraw(submission, *, by):
        asked.append(("withdraw", submission.instance_id))

    monkeypatch.setattr(handlers, "_handlers", {})
    register_handler(
        SubmissionHandler("test", "Test", lambda s: [], approve, withdraw, lambda s, v: None)
    )
    questionnaire.handler = "test"
    questionnaire.save()
    return asked


def test_approval_is_noted_and_hands_the_answer_over(handled, submission, officer):
    approve_submission(submission, version=submission.version, by=officer, chosen="known")

    row = Submission.objects.get()
    assert row.state == "approved"
    assert (row.outcome_model, row.outcome_id) == ("test.thing", "known")
    assert handled == [("approve", submission.instance_id, "known")]
    event = ReviewEvent.objects.get()
    assert (event.from_state, event.to_state, event.by) == ("received", "approved", officer)


def test_rejecting_what_was_approved_takes_it_back(handled, submission, officer):
    approve_submission(submission, version=submission.version, by=officer)
    row = Submission.objects.get()

    reject_submission(row, version=row.version, by=officer, reason="Doublon")

    assert [order for order, *_ in handled] == ["approve", "withdraw"]
    assert Submission.objects.get().state == "rejected"


def test_handler_that_refuses_leaves_everything_as_it_was(
    questionnaire, handled, submission, officer
):
    def refuse(submission, *, chosen, by):
        raise InvalidTransitionError("no")

    register_handler(
        SubmissionHandler(
            "test", "Test", lambda s: [], refuse, lambda s, by: None, lambda s, v: None
        )
    )

    with pytest.raises(InvalidTransitionError):
        approve_submission(submission, version=submission.version, by=officer)

    assert Submission.objects.get().state == "received"
    assert ReviewEvent.objects.count() == 0


def test_decisions_need_the_right_state_reason_version_and_right(
    submission, officer, officer_of_mali, questionnaire
):
    version = submission.version
    with pytest.raises(InvalidTransitionError, match="why"):
        reject_submission(submission, version=version, by=officer, reason=" ")
    with pytest.raises(PermissionDenied):
        approve_submission(submission, version=version, by=officer_of_mali)
    with pytest.raises(PermissionDenied):
        approve_submission(submission, version=version, by=make_user("enumerator"))
    with pytest.raises(StaleEditError):
        approve_submission(submission, version=version + 1, by=officer)

    raise_issues(submission, version=version, by=officer, reason="Le nom manque")
    row = Submission.objects.get()
    with pytest.raises(InvalidTransitionError):
        raise_issues(row, version=row.version, by=officer, reason="encore")
    reopen_submission(row, version=row.version, by=officer)
    assert Submission.objects.get().state == "received"


def test_queue_of_a_country_holds_what_came_from_there(submission, officer, officer_of_mali):
    assert list(reviewable_by(officer)) == [submission]
    assert list(reviewable_by(officer_of_mali)) == []
    assert list(reviewable_by(make_user("reader", programme=submission.programme))) == []


def test_queue_begins_with_what_waits(submission, officer):
    questionnaire = submission.questionnaire
    for name in ("uuid:later", "uuid:last"):
        xml = make_answer(questionnaire.form_id, instance_id=name)
        sender = Sender(public_questionnaire=questionnaire)
        later = receive_submission(xml=xml, files=[], sender=sender).submission
        approve_submission(later, version=later.version, by=officer)

    queue = [row.instance_id for row in waiting_first(reviewable_by(officer))]
    assert queue == [submission.instance_id, "uuid:last", "uuid:later"]


def test_correction_is_a_new_version_and_the_first_bytes_stay(submission, officer):
    before = plain_bytes(submission.raw)

    corrected = correct_submission(
        submission,
        {"about/name": "Association corrigée", "about/members": "13", "about/country": "SN"},
        version=submission.version,
        by=officer,
        reason="Faute de frappe",
    )

    submission.refresh_from_db()
    assert plain_bytes(submission.raw) == before
    assert submission.replaced_by == corrected
    assert corrected.answers["about/name"] == "Association corrigée"
    assert corrected.answers["about/members"] == 13
    assert corrected.answers["project"] == submission.answers["project"]
    assert corrected.files.get().stored_as == submission.files.get().stored_as
    assert chain_of(corrected) == [submission, corrected]
    event = ReviewEvent.objects.get(kind="correction")
    assert event.changes == {
        "about/name": ["Association d’essai", "Association corrigée"],
        "about/members": ["12", "13"],
    }


def test_correction_without_difference_or_reason_is_refused(submission, officer):
    with pytest.raises(InvalidTransitionError, match="Nothing differs"):
        correct_submission(
            submission, {"about/members": "12"}, version=submission.version, by=officer, reason="x"
        )
    with pytest.raises(InvalidTransitionError, match="why"):
        correct_submission(
            submission, {"about/members": "1"}, version=submission.version, by=officer, reason=""
        )


def test_comment_is_kept_and_its_words_stay_out_of_the_audit(submission, officer):
    comment_on_submission(submission, by=officer, text="Rappeler la présidente")

    assert ReviewEvent.objects.get().text == "Rappeler la présidente"
    assert "présidente" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_each_audience_sees_what_the_sheet_and_the_team_say(submission, questionnaire):
    assert visible_answers(submission, "public") == {"about/name": "Association d’essai"}
    assert set(visible_answers(submission, "network")) == {"about/name", "about/themes"}
    assert visible_answers(submission, "team") == submission.answers

    # The team widens a repeat, and closes the name.
    questionnaire.audiences = {"project": "public", "project/amount": "team", "about/name": "team"}
    questionnaire.save()
    fresh = Submission.objects.get()
    assert visible_answers(fresh, "public") == {
        "project": [{"title": "Un", "site/town": "Thiès"}, {"title": "Deux"}]
    }


def test_reader_says_answers_in_words_and_in_order(submission):
    lines = list(AnswerReader(submission.form_version).lines(submission.answers))

    said = {line.path: line.value for line in lines if not line.is_heading}
    assert said["about/themes"] == "Advocacy, Data"
    assert [line.label for line in lines if line.kind == "repeat"] == ["Projects 1", "Projects 2"]
    assert "project/site/town" in said


@pytest.fixture
def set_aside(questionnaire):
    def post(version="99"):
        xml = make_answer(questionnaire.form_id, version=version, photo="p.jpg")
        receive_submission(
            xml=xml,
            files=[IncomingFile("p.jpg", io.BytesIO(b"x"))],
            sender=Sender(public_questionnaire=questionnaire),
        )
        return QuarantinedPost.objects.get()

    return post


def test_answer_set_aside_is_taken_in_with_the_version_a_person_chose(
    set_aside, questionnaire, officer
):
    post = set_aside()

    row = admit_quarantined(post, form_version=questionnaire.published_version, by=officer)

    assert row.answers["about/name"] == "Association d’essai"
    assert row.is_complete
    assert plain_bytes(row.raw) == plain_bytes(post.raw)
    with pytest.raises(InvalidTransitionError):
        admit_quarantined(post, form_version=questionnaire.published_version, by=officer)


def test_answer_set_aside_is_put_away_and_kept(set_aside, officer):
    dismiss_quarantined(set_aside(), by=officer, reason="Essai")

    post = QuarantinedPost.objects.get()
    assert post.state == "dismissed"
    assert plain_bytes(post.raw)
