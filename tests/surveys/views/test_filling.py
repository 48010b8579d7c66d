"""The pages on which a questionnaire is filled, and the files they take along."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from teranga.surveys.enums import QuestionnaireState, VersionState
from teranga.surveys.models import Filling, FormMedia, QuestionnaireVersion
from teranga.surveys.services.links import Respondent, create_link, token_of
from tests.factories.accounts import make_user
from tests.factories.surveys import make_questionnaire, make_version, make_xform

pytestmark = pytest.mark.django_db


def settings_of(response):
    text = response.content.decode().partition('id="fill-settings" type="application/json">')[2]
    return json.loads(text.partition("</script>")[0])


def open_page(client, token):
    return client.get(reverse("surveys:fill", args=[token]))


def test_fill_page_of_the_public_link_says_where_to_fetch_and_to_send(client, questionnaire):
    response = open_page(client, questionnaire.public_token)
    said = settings_of(response)

    assert said["md5"] == questionnaire.published_version.md5
    assert said["send"] == reverse("surveys:answer-send", args=[questionnaire.public_token])
    assert said["owner"] == ""
    assert "blob:" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_fill_page_speaks_the_four_languages_of_the_site(client, questionnaire):
    text = open_page(client, questionnaire.public_token).content.decode()
    words = json.loads(
        text.partition('id="fill-phrases" type="application/json">')[2].partition("</script>")[0]
    )

    assert set(words) == {"fr", "en", "ar", "pt"}
    assert {frozenset(said) for said in words.values()} == {frozenset(words["en"])}
    assert words["en"]["finish"] == "Finish and send"


def test_fill_page_of_a_personal_link_begins_with_what_is_known(client, questionnaire):
    link = create_link(
        questionnaire, Respondent(name="A", language="en", prefill={"about/name": "GADEM"})
    )

    said = settings_of(open_page(client, token_of(link)))
    link.refresh_from_db()

    assert (said["prefill"], said["language"]) == ({"about/name": "GADEM"}, "en")
    assert link.opened_at is not None


def test_fill_page_of_a_closed_questionnaire_says_whom_to_ask(client, questionnaire):
    questionnaire.state = QuestionnaireState.CLOSED
    questionnaire.save()

    response = open_page(client, questionnaire.public_token)

    assert response.status_code == 404
    assert reverse("surveys:fill-home") in response.content.decode()


@pytest.mark.parametrize("token", ["unknown", "x.y", "0" * 80])
def test_fill_opens_nothing_with_a_forged_token(client, questionnaire, token):
    md5 = questionnaire.published_version.md5
    addresses = [
        reverse("surveys:fill", args=[token]),
        reverse("surveys:fill-form", args=[token, md5]),
        reverse("surveys:fill-media", args=[token, md5, "x.png"]),
        reverse("surveys:fill-print", args=[token]),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_fill_form_hands_out_the_version_in_use_and_those_before_never_a_draft(
    client, questionnaire
):
    first = questionnaire.published_version
    QuestionnaireVersion.objects.update(state=VersionState.SUPERSEDED)
    second = make_version(
        questionnaire, "2", xform=make_xform(questionnaire.form_id, "2", "Deuxième")
    )
    draft = make_version(
        questionnaire,
        "3",
        state=VersionState.DRAFT,
        xform=make_xform(questionnaire.form_id, "3", "Troisième"),
    )

    answers = [
        client.get(reverse("surveys:fill-form", args=[questionnaire.public_token, version.md5]))
        for version in (first, second, draft)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert answers[1].json()["version"] == "2"
    assert answers[1].json()["html"].startswith("<form")
    assert [x["code"] for x in answers[1].json()["languages"]] == ["fr", "en"]


def test_fill_form_of_another_questionnaire_stays_shut(client, questionnaire):
    other = make_questionnaire().published_version

    address = reverse("surveys:fill-form", args=[questionnaire.public_token, other.md5])

    assert client.get(address).status_code == 404


def test_fill_media_is_a_picture_or_a_download_never_a_page(client, questionnaire):
    version = questionnaire.published_version
    for name, kind in (("a.png", "image/png"), ("b.html", "text/html")):
        FormMedia.objects.create(
            form_version=version, name=name, content=b"x", content_type=kind, md5="0" * 32, size=1
        )

    kinds = []
    for name in ("a.png", "b.html"):
        response = client.get(
            reverse("surveys:fill-media", args=[questionnaire.public_token, version.md5, name])
        )
        kinds.append(response.headers["Content-Type"])
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    assert kinds == ["image/png", "application/octet-stream"]


def test_fill_print_has_every_question_with_its_choices(client, questionnaire):
    address = reverse("surveys:fill-print", args=[questionnaire.public_token])
    text = client.get(f"{address}?language=fr").content.decode()

    assert text.count('class="fill-paper-question"') == 8
    assert "<li>Plaidoyer</li>" in text
    assert "<li>Advocacy</li>" in client.get(f"{address}?language=en").content.decode()


@pytest.fixture
def members_questionnaire(crpm):
    return make_questionnaire(programme=crpm, visibility="network", is_open_to_members=True)


@pytest.mark.parametrize("name", ["fill-signed-in", "fill-print-signed-in"])
def test_fill_signed_in_asks_who_is_there(client, members_questionnaire, name):
    response = client.get(reverse(f"surveys:{name}", args=[members_questionnaire.pk]))

    assert response.status_code == 302
    assert reverse("account_login") in response.headers["Location"]


def test_fill_signed_in_opens_to_members_and_sends_in_their_name(
    sign_in, crpm, members_questionnaire
):
    reader = make_user("reader", programme=crpm)
    client = sign_in(reader)

    said = settings_of(
        client.get(reverse("surveys:fill-signed-in", args=[members_questionnaire.pk]))
    )

    assert said["owner"] == str(reader.pk)
    assert said["send"] == reverse("surveys:answer-send-signed-in", args=[members_questionnaire.pk])


def test_fill_signed_in_refuses_who_may_not_fill(sign_in, crpm):
    hidden = make_questionnaire(programme=crpm, visibility="network", is_open_to_members=False)
    client = sign_in(make_user("reader", programme=crpm))

    assert client.get(reverse("surveys:fill-signed-in", args=[hidden.pk])).status_code == 403


def test_fill_home_lists_what_is_open_to_who_is_there(client, sign_in, crpm, members_questionnaire):
    address = reverse("surveys:fill-signed-in", args=[members_questionnaire.pk])
    home = reverse("surveys:fill-home")

    assert address not in client.get(home).content.decode()
    assert address in sign_in(make_user("reader", programme=crpm)).get(home).content.decode()


def test_fill_worker_keeps_every_file_of_the_page(client):
    response = client.get(reverse("surveys:fill-worker"))
    text = response.content.decode()

    assert response.headers["Content-Type"] == "text/javascript"
    assert "no-store" in response.headers["Cache-Control"]
    for name in ("survey-fill.js", "survey-fill.css", "app.css", "survey-worker.js"):
        assert name in text


def test_fill_manifest_stays_on_the_filling_pages(client):
    manifest = client.get(reverse("surveys:fill-manifest")).json()

    assert manifest["scope"] == manifest["start_url"] == reverse("surveys:fill-home")


def test_fill_token_is_fresh_and_says_who_is_there(client, sign_in, crpm):
    address = reverse("surveys:fill-token")
    nobody = client.get(address).json()
    reader = make_user("reader", programme=crpm)

    assert nobody["owner"] == ""
    assert len(nobody["token"]) == 64
    assert sign_in(reader).get(address).json()["owner"] == str(reader.pk)


def tell_progress(client, questionnaire, **said):
    address = reverse("surveys:fill-progress", args=[questionnaire.public_token])
    said = {"filling": str(uuid4()), "md5": questionnaire.published_version.md5} | said
    return client.post(address, said).status_code


def test_fill_progress_notes_the_last_question_and_the_end(client, questionnaire):
    filling = uuid4()
    said = {"filling": str(filling), "last_question": "about/themes", "n_answered": 3}

    assert tell_progress(client, questionnaire, **said) == 204
    noted = Filling.objects.get(token=filling)
    assert (noted.last_question, noted.n_answered, noted.sent_at) == ("about/themes", 3, None)

    assert tell_progress(client, questionnaire, **said, is_sent="on") == 204
    noted.refresh_from_db()
    assert noted.sent_at is not None


@pytest.mark.parametrize("wrong", [{"filling": "x"}, {"md5": "0" * 32}, {"n_answered": "-1"}])
def test_fill_progress_notes_nothing_it_cannot_place(client, questionnaire, wrong):
    assert tell_progress(client, questionnaire, **wrong) == 404
    assert not Filling.objects.exists()
