"""Documents of an organisation and of a programme: seen, added, put away, by right and by scope."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from teranga.core.models import Attachment
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 minutes of the meeting"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def senegalese(crpm, countries):
    return make_organisation(programme=crpm, country=countries["SEN"])


@pytest.fixture
def officer_of_senegal(crpm, countries):
    return make_user("officer", programme=crpm, country=countries["SEN"])


def add_url(about):
    return reverse("core:attachment-create", args=[about._meta.label_lower, about.pk])


def page_of(organisation):
    return reverse("directory:organisation-detail", args=[organisation.pk])


def form(content=PDF, name="minutes.pdf", **changes):
    fields = {"title": "Compte rendu", "visibility": "network"} | changes
    return fields | {"file": SimpleUploadedFile(name, content)}


def test_document_is_added_listed_and_downloaded(sign_in, officer_of_senegal, senegalese):
    staff = sign_in(officer_of_senegal)

    page = staff.post(add_url(senegalese), form(), follow=True).content.decode()

    document = Attachment.objects.get()
    assert document.scope() == senegalese.scope()
    assert "Compte rendu" in page
    download = reverse("core:attachment-download", args=[document.pk])
    assert download in page
    assert b"".join(staff.get(download).streaming_content) == PDF


def test_document_of_the_programme_is_listed_on_its_page(sign_in, coordinator, crpm):
    staff = sign_in(coordinator)

    page = staff.post(add_url(crpm), form(), follow=True).content.decode()

    assert Attachment.objects.get().programme == crpm
    assert "Compte rendu" in page


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"name": "minutes.exe"}, 415, "file"),
        ({"content": b"<html><script>", "name": "a.pdf"}, 415, "file"),
        ({"content": b"no pdf at all"}, 422, "file"),
        ({"content": b"%PDF-" + b"x" * 3000}, 413, "file"),
        ({"content": b""}, 422, "file"),
        ({"title": ""}, 422, "title"),
        ({"visibility": "everyone"}, 422, "visibility"),
    ],
)
def test_document_refused_says_why_beside_the_field(
    sign_in, officer_of_senegal, senegalese, settings, changes, status, field
):
    settings.ATTACHMENT_MAX_BYTES = 2000

    response = sign_in(officer_of_senegal).post(add_url(senegalese), form(**changes))

    assert response.status_code == status
    assert list(response.context["form"].errors) == [field]
    if field != "title":
        assert 'value="Compte rendu"' in response.content.decode()
    assert not Attachment.objects.exists()


def test_document_is_never_offered_more_widely_than_its_thing(sign_in, officer, crpm, countries):
    closed = make_organisation(programme=crpm, visibility="programme")

    response = sign_in(officer).post(add_url(closed), form(visibility="public"))

    assert response.status_code == 422
    assert not Attachment.objects.exists()


def test_document_form_is_refused_to_the_officer_of_another_country(
    sign_in, crpm, countries, senegalese
):
    malian = sign_in(make_user("officer", programme=crpm, country=countries["MLI"]))

    assert malian.get(add_url(senegalese)).status_code == 403
    assert malian.post(add_url(senegalese), form()).status_code == 403
    assert add_url(senegalese) not in malian.get(page_of(senegalese)).content.decode()


def test_document_form_of_hidden_forged_or_other_things_is_not_found(
    sign_in, coordinator, reader, crpm
):
    hidden = make_organisation(visibility="private")
    staff = sign_in(coordinator)

    assert staff.get(add_url(hidden)).status_code == 404
    assert staff.get(add_url(reader)).status_code == 404
    assert staff.get(add_url(crpm).replace("programmes.programme", "x.y")).status_code == 404


def test_document_asks_to_sign_in(client, senegalese):
    assert client.get(add_url(senegalese)).status_code == 302


def test_document_put_away_is_no_longer_downloadable(sign_in, officer_of_senegal, senegalese):
    staff = sign_in(officer_of_senegal)
    staff.post(add_url(senegalese), form())
    document = Attachment.objects.get()
    archive = reverse("core:attachment-archive", args=[document.pk])

    assert staff.post(archive).url == page_of(senegalese)
    assert staff.get(reverse("core:attachment-download", args=[document.pk])).status_code == 404
    assert "Compte rendu" not in staff.get(page_of(senegalese)).content.decode()
    assert staff.post(archive).status_code == 404


def test_document_is_put_away_only_in_scope(
    sign_in, crpm, countries, officer_of_senegal, senegalese
):
    sign_in(officer_of_senegal).post(add_url(senegalese), form())
    archive = reverse("core:attachment-archive", args=[Attachment.objects.get().pk])

    malian = sign_in(make_user("officer", programme=crpm, country=countries["MLI"]))

    assert malian.post(archive).status_code == 403
    assert not Attachment.objects.get().is_archived


def test_document_is_listed_only_to_those_who_may_read_it(
    sign_in, officer_of_senegal, senegalese, client
):
    sign_in(officer_of_senegal).post(add_url(senegalese), form())
    client.logout()

    assert "Compte rendu" not in client.get(page_of(senegalese)).content.decode()
