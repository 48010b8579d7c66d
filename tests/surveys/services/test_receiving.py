import io

import pytest
from django.core.exceptions import PermissionDenied

from teranga.core.models import AuditEntry
from teranga.core.services import stored_files
from teranga.surveys.enums import Channel, QuestionnaireState, VersionState
from teranga.surveys.models import QuarantinedPost, Submission, SubmissionFile, plain_bytes
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services import receiving, writing
from teranga.surveys.services.checking import check_received
from teranga.surveys.services.receiving import (
    ConflictingSubmissionError,
    IncomingFile,
    SubmissionRefusedError,
    receive_submission,
)
from tests.factories.surveys import make_answer, make_questionnaire, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(questionnaire):
    def post(xml, *files, sender=None):
        sender = sender or Sender(public_questionnaire=questionnaire)
        incoming = [IncomingFile(name, io.BytesIO(content)) for name, content in files]
        return receive_submission(xml=xml, files=incoming, sender=sender)

    return post


def test_submission_is_kept_as_it_came_and_derived(send, questionnaire):
    xml = make_answer(questionnaire.form_id)

    receipt = send(xml)

    row = Submission.objects.get()
    assert receipt.outcome == "received"
    assert receipt.number == row.number
    assert plain_bytes(row.raw) == xml
    assert row.country_id == "SEN"
    assert row.label == "Association d’essai"
    assert (row.ended_at - row.started_at).total_seconds() == 1200
    assert row.answers == {
        "start": "2026-11-20T09:00:00.000+00:00",
        "end": "2026-11-20T09:20:00.000+00:00",
        "about/name": "Association d’essai",
        "about/country": "SN",
        "about/themes": ["advocacy", "data"],
        "about/members": 12,
        "project": [{"title": "Un", "amount": 10.5, "site/town": "Thiès"}, {"title": "Deux"}],
    }


def test_submission_leaves_an_audit_line_with_its_hash_and_no_content(send, questionnaire):
    send(make_answer(questionnaire.form_id))

    row = Submission.objects.get()
    line = AuditEntry.objects.get(model="surveys.submission")
    assert line.detail["sha256"] == row.sha256
    assert "essai" not in str(line.detail)
    assert line.label == ""


def test_same_bytes_again_are_acknowledged_and_kept_once(send, questionnaire):
    xml = make_answer(questionnaire.form_id)
    first = send(xml)

    again = send(xml)

    assert again.outcome == "repeated"
    assert again.number == first.number
    assert Submission.objects.count() == 1


def test_same_identity_with_other_bytes_is_a_conflict_and_leaves_no_file(send, questionnaire):
    xml = make_answer(questionnaire.form_id, instance_id="uuid:1")
    send(xml)

    with pytest.raises(ConflictingSubmissionError):
        send(xml.replace(b"Thi", b"Fatick"), ("a.jpg", b"x"))

    assert Submission.objects.count() == 1
    assert list(stored_files.stored_names()) == []


def test_files_find_their_places_in_several_posts(send, questionnaire):
    xml = make_answer(questionnaire.form_id, photo="photo.jpg")
    send(xml)
    assert Submission.objects.get().n_files_missing == 1

    send(xml, ("photo.jpg", b"a picture"))

    row = Submission.objects.get()
    slot = row.files.get()
    assert row.is_complete
    assert slot.is_expected
    assert stored_files.path_of(slot.stored_as).read_bytes() == b"a picture"


def test_repeated_file_is_kept_once_and_another_content_beside_it(send, questionnaire):
    xml = make_answer(questionnaire.form_id, photo="photo.jpg")
    send(xml, ("photo.jpg", b"first"))

    send(xml, ("photo.jpg", b"first"))
    send(xml, ("photo.jpg", b"second"))
    send(xml, ("photo.jpg", b"second"))

    slots = {slot.name: slot for slot in SubmissionFile.objects.all()}
    assert set(slots) == {"photo.jpg", "photo (2).jpg"}
    assert not slots["photo (2).jpg"].is_expected
    assert len(list(stored_files.stored_names())) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\passwd", "/etc/passwd"])
def test_folder_in_a_file_name_goes_nowhere(send, questionnaire, name):
    send(make_answer(questionnaire.form_id), (name, b"x"))

    assert SubmissionFile.objects.get().name == "passwd"
    assert all(path.parent.parent == stored_files.folder() for path in stored_files.stored_names())


def test_unknown_form_is_set_aside_once_with_its_files(send):
    xml = make_answer("never_seen")

    receipt = send(xml, ("a.jpg", b"1"))
    send(xml, ("b.jpg", b"2"))

    post = QuarantinedPost.objects.get()
    assert receipt.outcome == "quarantined"
    assert post.reason == "unknown_form"
    assert plain_bytes(post.raw) == xml
    assert {slot.name for slot in post.files.all()} == {"a.jpg", "b.jpg"}
    assert Submission.objects.count() == 0


def test_unknown_version_closed_form_and_missing_identity_are_set_aside(send, questionnaire):
    send(make_answer(questionnaire.form_id, version="99"))
    nameless = make_answer(questionnaire.form_id).split(b"<meta>")[0] + b"</data>"
    send(nameless)
    questionnaire.state = QuestionnaireState.CLOSED
    questionnaire.save()
    send(make_answer(questionnaire.form_id))

    reasons = set(QuarantinedPost.objects.values_list("reason", flat=True))
    assert reasons == {"unknown_version", "no_identity", "closed"}


def test_draft_version_takes_no_answer(send, questionnaire):
    make_version(questionnaire, "2", state=VersionState.DRAFT)

    assert send(make_answer(questionnaire.form_id, version="2")).outcome == "quarantined"


def test_replaced_version_still_takes_answers(send, questionnaire):
    first = questionnaire.versions.get()
    first.state = VersionState.SUPERSEDED
    first.save()
    make_version(questionnaire, "2")

    assert send(make_answer(questionnaire.form_id, version="1")).outcome == "received"


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"not xml",
        b"<data",
        b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><data id="x">&e;</data>',
        b"<a>" * 3000 + b"</a>" * 3000,
    ],
)
def test_what_is_no_answer_is_refused(send, xml):
    with pytest.raises(SubmissionRefusedError):
        send(xml)

    assert QuarantinedPost.objects.count() == 0


def test_sender_who_may_not_fill_is_refused(send, questionnaire, crpm):
    other = make_questionnaire(programme=crpm)

    with pytest.raises(PermissionDenied):
        send(make_answer(questionnaire.form_id), sender=Sender(public_questionnaire=other))
    with pytest.raises(PermissionDenied):
        send(make_answer(questionnaire.form_id), sender=Sender(channel=Channel.BROWSER))


def test_edit_replaces_what_it_names(send, questionnaire):
    send(make_answer(questionnaire.form_id, instance_id="uuid:a"))
    send(make_answer(questionnaire.form_id, instance_id="uuid:b", deprecated_id="uuid:a"))

    rows = {row.instance_id: row for row in Submission.objects.all()}
    assert rows["uuid:a"].replaced_by == rows["uuid:b"]
    assert rows["uuid:b"].is_latest
    assert rows["uuid:b"].root_id == "uuid:a"


def test_edits_that_arrive_before_what_they_replace_are_joined(send, questionnaire):
    for name, replaced in (("c", "b"), ("b", "a"), ("a", "")):
        deprecated = f"uuid:{replaced}" if replaced else ""
        send(
            make_answer(questionnaire.form_id, instance_id=f"uuid:{name}", deprecated_id=deprecated)
        )

    check_received.call()

    rows = {row.instance_id: row for row in Submission.objects.all()}
    assert rows["uuid:a"].replaced_by == rows["uuid:b"]
    assert rows["uuid:b"].replaced_by == rows["uuid:c"]
    assert {row.root_id for row in rows.values()} == {"uuid:a"}


def test_two_edits_of_one_version_are_both_kept_and_the_last_is_flagged(send, questionnaire):
    send(make_answer(questionnaire.form_id, instance_id="uuid:a"))
    send(make_answer(questionnaire.form_id, instance_id="uuid:b", deprecated_id="uuid:a"))
    send(make_answer(questionnaire.form_id, instance_id="uuid:c", deprecated_id="uuid:a"))

    (latest,) = [row for row in Submission.objects.all() if row.is_latest]
    assert latest.instance_id == "uuid:c"
    assert [finding["rule"] for finding in latest.findings] == ["conflict"]
    assert Submission.objects.filter(root_id="uuid:a").count() == 3


def test_edits_in_a_circle_leave_one_in_force(send, questionnaire):
    send(make_answer(questionnaire.form_id, instance_id="uuid:a", deprecated_id="uuid:b"))
    send(make_answer(questionnaire.form_id, instance_id="uuid:b", deprecated_id="uuid:a"))
    check_received.call()

    assert sum(row.is_latest for row in Submission.objects.all()) == 1


def test_file_that_cannot_be_written_leaves_no_row(send, questionnaire, monkeypatch):
    def full(stream):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stored_files, "store", full)

    with pytest.raises(OSError, match="No space"):
        send(make_answer(questionnaire.form_id), ("a.jpg", b"x"))

    assert Submission.objects.count() == 0


def test_files_of_answers_are_known_to_the_inspection(send, questionnaire):
    from teranga.core.services.attachments import file_faults, sweep_orphans

    send(make_answer(questionnaire.form_id), ("a.jpg", b"x"))
    assert list(file_faults()) == []
    assert sweep_orphans() == []

    slot = SubmissionFile.objects.get()
    stored_files.path_of(slot.stored_as).write_bytes(b"altered")
    assert [fault.reason for fault in file_faults()] == ["altered"]


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_clock_no_database_can_hold_is_left_in_the_answer_only(send, questionnaire, said):
    xml = make_answer(questionnaire.form_id, instance_id="uuid:clock").replace(
        b"2026-11-20T09:00:00.000+00:00", said.encode()
    )
    assert said.encode() in xml

    receipt = send(xml)

    kept = Submission.objects.get(pk=receipt.submission.pk)
    assert kept.started_at is None
    assert kept.answers["start"] == said


def test_answer_announcing_a_flood_of_files_gets_a_place_for_some(send, questionnaire, monkeypatch):
    monkeypatch.setattr(receiving, "MAX_FILES_AWAITED", 1)
    xml = make_answer(questionnaire.form_id, instance_id="uuid:flood", photo="a.jpg")
    flood = xml.replace(b"</about>", b"<photo>b.jpg</photo><photo>c.jpg</photo></about>")

    receipt = send(flood)

    assert [slot.name for slot in receipt.submission.files.all()] == ["a.jpg"]


def test_answer_no_column_can_hold_does_not_refuse_those_beside_it(questionnaire, monkeypatch):
    """Answers written together: the fault of one is that one's."""
    parcels = [parcel_of(questionnaire, n) for n in range(3)]
    really = writing.insert

    def insert(rows):
        if any(getattr(row, "instance_id", "") == "uuid:1" for row in rows):
            raise ValueError("no column takes this")
        really(rows)

    monkeypatch.setattr(writing, "insert", insert)

    writing._write_batch(parcels)

    assert [type(parcel.failure) for parcel in parcels] == [type(None), ValueError, type(None)]
    assert all(parcel.done.is_set() for parcel in parcels)
    kept = Submission.objects.values_list("instance_id", flat=True)
    assert sorted(kept) == ["uuid:0", "uuid:2"]


def parcel_of(questionnaire, number):
    xml = make_answer(questionnaire.form_id, instance_id=f"uuid:{number}")
    version = questionnaire.published_version
    submission, announced = receiving.new_submission(
        xml, read_instance(xml), questionnaire, version, Sender()
    )
    return receiving._written(submission, announced, [])
