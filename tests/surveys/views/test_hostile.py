"""What hostile devices send: refused in a word, or kept and made harmless."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from teranga.surveys.models import QuarantinedPost, Submission, SubmissionFile
from tests.factories.surveys import make_answer

pytestmark = pytest.mark.django_db
MIB = 1024**2


@pytest.fixture
def send(client, key_and_secret):
    def post(xml, *files, **extra):
        parts = {"xml_submission_file": SimpleUploadedFile("a.xml", xml, "text/xml")}
        return client.post(
            f"/surveys/key/{key_and_secret[1]}/submission",
            parts | {file.name: file for file in files},
            **extra,
        )

    return post


def test_photo_beyond_the_limit_is_refused_and_nothing_is_kept(send, questionnaire, settings):
    settings.ATTACHMENT_MAX_BYTES = 1000
    xml = make_answer(questionnaire.form_id, photo="p.jpg")

    response = send(xml, SimpleUploadedFile("p.jpg", b"x" * 1001, "image/jpeg"))

    assert response.status_code == 413
    assert "<message" in response.content.decode()
    assert not Submission.objects.exists()
    assert not any(settings.MEDIA_ROOT.rglob("*.part"))


def test_post_of_a_hundred_megabytes_is_refused_before_it_is_read(client, key_and_secret):
    class Unread:
        def read(self, *_):
            raise AssertionError("the body was read")

        readline = read

        def close(self):
            pass

    response = client.generic(
        "POST",
        f"/surveys/key/{key_and_secret[1]}/submission",
        b"",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(100 * MIB),
        **{"wsgi.input": Unread()},
    )

    assert response.status_code == 413
    assert response.content


@pytest.mark.parametrize("said", ["text/html", "image/svg+xml", "x" * 300, "a/b\r\nX-Evil: 1"])
def test_file_that_says_it_is_a_page_is_kept_and_never_shown_as_one(
    send, sign_in, officer, questionnaire, said
):
    xml = make_answer(questionnaire.form_id, photo="p.jpg")

    assert send(xml, SimpleUploadedFile("p.jpg", b"<script>1</script>", said)).status_code == 201

    slot = SubmissionFile.objects.get()
    address = f"/surveys/answers/{slot.submission_id}/files/{slot.pk}"
    shown = sign_in(officer).get(address)
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Evil" not in shown.headers
    shown.close()


def test_entities_of_an_answer_are_not_resolved(send, questionnaire):
    declared = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    xml = make_answer(questionnaire.form_id).replace("Association d’essai".encode(), b"&x;", 1)

    assert send(declared + xml).status_code == 400
    assert not Submission.objects.exists()
    assert not QuarantinedPost.objects.exists()


def test_entities_that_grow_a_thousandfold_are_refused(send):
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "ha">{steps}]><d id="x">&e9;</d>'

    assert send(bomb.encode()).status_code == 400


def test_file_name_leads_nowhere(send, questionnaire, settings):
    xml = make_answer(questionnaire.form_id, photo="p.jpg")
    outside = settings.MEDIA_ROOT.parent / "evil.txt"

    assert send(xml, SimpleUploadedFile("../../evil.txt", b"x")).status_code == 201

    assert not outside.exists()
    kept = SubmissionFile.objects.exclude(stored_as="").get()
    assert kept.name == "evil.txt"
    assert "evil" not in kept.stored_as
