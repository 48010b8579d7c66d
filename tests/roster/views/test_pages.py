import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from teranga.core.models import Attachment, AuditEntry
from teranga.roster.services.links import token_of
from teranga.roster.services.profiles import CV_MAX_BYTES
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(programme, expert):
    return make_expert(code="FR-042", programme=programme, owner=expert, job_title="Head of unit")


def test_roster_is_for_the_team_and_each_expert_for_themselves(
    client, sign_in, profile, officer, reader, expert
):
    page = reverse("roster:expert-detail", args=[profile.pk])
    listed = reverse("roster:expert-list")

    assert client.get(listed).status_code == 302
    assert sign_in(reader).get(listed).status_code == 403
    assert client.get(page).status_code == 404
    assert sign_in(expert).get(listed).status_code == 403
    assert client.get(page).status_code == 200
    assert sign_in(officer).get(listed).status_code == 200
    assert "Head of unit" in client.get(page).text


def test_reading_a_list_leaves_one_line_without_what_it_showed(sign_in, officer, profile):
    sign_in(officer).get(reverse("roster:expert-list"))

    line = AuditEntry.objects.get(action="read")
    assert line.detail == {"where": "experts", "profiles": [str(profile.pk)]}


def test_public_page_tells_numbers_and_nobody(client, profile):
    answer = client.get(reverse("roster:overview"))

    assert answer.status_code == 200
    assert "FR-042" not in answer.text


def test_own_profile_is_offered_to_whoever_may_have_one(client, sign_in, profile, reader, expert):
    page, own = reverse("roster:overview"), reverse("roster:own-detail")

    assert own in client.get(page).text
    assert own in sign_in(expert).get(page).text
    assert own not in sign_in(reader).get(page).text


def test_personal_link_opens_the_profile_and_leaves_the_address(client, profile):
    answer = client.get(reverse("roster:own-open", args=[token_of(profile)]))

    assert answer.url == reverse("roster:own-detail")
    assert "Head of unit" in client.get(answer.url).text
    done = client.post(reverse("roster:own-step", args=["confirm"]), {"agrees": "1"})
    assert done.url == reverse("roster:own-detail")
    profile.refresh_from_db()
    assert profile.state == "active"


def test_heavy_cv_is_refused_and_says_the_limit(sign_in, expert, profile):
    heavy = SimpleUploadedFile("cv.pdf", b"%PDF-1.7" + b"0" * CV_MAX_BYTES)

    answer = sign_in(expert).post(reverse("roster:own-cv"), {"file": heavy})

    assert answer.status_code == 413
    assert "10" in answer.text


def send_cv(client, name="cv.pdf", content=b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("roster:own-cv"), {"file": file})


def test_cv_comes_by_the_personal_link_and_opens_to_the_team_alone(
    client, sign_in, profile, officer, reader
):
    client.get(reverse("roster:own-open", args=[token_of(profile)]))

    answer = send_cv(client)

    file = Attachment.objects.get(about_id=str(profile.pk))
    assert answer.status_code == 302
    assert (file.visibility, file.programme) == ("private", profile.programme)
    assert Attachment.objects.visible_to(officer).filter(pk=file.pk).exists()
    assert not Attachment.objects.visible_to(reader).filter(pk=file.pk).exists()


def test_heavy_cv_by_the_personal_link_loses_nothing(client, profile):
    client.get(reverse("roster:own-open", args=[token_of(profile)]))

    answer = send_cv(client, content=b"%PDF-1.7" + b"0" * 12 * 1024**2)

    assert answer.status_code == 413
    assert not Attachment.objects.exists()


def test_personal_link_does_not_fill_the_disk(client, profile):
    client.get(reverse("roster:own-open", args=[token_of(profile)]))
    answers = [send_cv(client, name=f"cv{number}.pdf").status_code for number in range(6)]

    assert answers == [302] * 5 + [409]
    assert Attachment.objects.count() == 5
