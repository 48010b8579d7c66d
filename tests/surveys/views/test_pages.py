"""The pages of a questionnaire's life, as each person meets them."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from teranga.core.models import AuditEntry
from teranga.surveys.models import Campaign, FieldKey, PersonalLink, Questionnaire, Submission
from teranga.surveys.queries.campaigns import Wanted
from teranga.surveys.queries.filling import Sender
from teranga.surveys.services.campaigns import create_campaign
from teranga.surveys.services.receiving import IncomingFile, receive_submission
from tests.factories.accounts import make_user
from tests.factories.surveys import make_answer
from tests.surveys.services.test_conversion import GOOD, HEADER, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(questionnaire):
    def receive(**options):
        xml = make_answer(questionnaire.form_id, photo="p.jpg", **options)
        files = [IncomingFile("p.jpg", io.BytesIO(b"<script>alert(1)</script>"), "image/jpeg")]
        sender = Sender(public_questionnaire=questionnaire)
        return receive_submission(xml=xml, files=files, sender=sender).submission

    return receive


def upload(content, name="essai.xlsx"):
    return SimpleUploadedFile(name, content)


def test_sheet_is_uploaded_published_and_closed_on_screen(sign_in, officer, crpm):
    client = sign_in(officer)
    said = {"sheet": upload(sheet(GOOD)), "programme": crpm.pk}

    client.post("/surveys/new/", said)
    made = Questionnaire.objects.get()
    page = f"/surveys/questionnaires/{made.pk}/"
    assert client.get(page).status_code == 200
    assert client.get(f"/surveys/versions/{made.versions.get().pk}/").status_code == 200
    client.post(f"/surveys/versions/{made.versions.get().pk}/publish/")
    client.post(f"{page}close/")

    made.refresh_from_db()
    assert made.state == "closed"
    assert made.versions.get().state == "published"


def test_problem_of_a_sheet_is_shown_by_cell(sign_in, officer, crpm):
    bad = sheet((HEADER, ("text", "nom", "Nom", "${rien} = 'x'")))

    response = sign_in(officer).post("/surveys/new/", {"sheet": upload(bad), "programme": crpm.pk})

    text = response.content.decode()
    assert response.status_code == 422
    assert "survey D2" in text
    assert Questionnaire.objects.count() == 0


def test_ready_questionnaire_is_started(sign_in, officer, crpm):
    sign_in(officer).post("/surveys/start/", {"code": "activity_feedback", "programme": crpm.pk})

    made = Questionnaire.objects.get()
    assert made.form_id == "activity_feedback"
    assert made.versions.get().source_name == "activity_feedback.xlsx"


def test_answer_is_read_decided_and_each_reading_is_noted(sign_in, officer, answer):
    submission = answer()
    client = sign_in(officer)
    page = f"/surveys/answers/{submission.pk}/"

    text = client.get(page).content.decode()
    assert "Association d’essai" in text
    assert AuditEntry.objects.filter(action="read", object_id=str(submission.pk)).count() == 1
    version = Submission.objects.get().version
    client.post(f"{page}decide/reject/", {"version": version, "reason": "Essai"})

    assert Submission.objects.get().state == "rejected"
    assert "Essai" in client.get(page).content.decode()


@pytest.mark.parametrize("role", ["reader", "enumerator", "cso", "steering"])
def test_answer_is_closed_to_other_roles(sign_in, crpm, answer, role):
    submission = answer()
    client = sign_in(make_user(role, programme=crpm))

    assert client.get(f"/surveys/answers/{submission.pk}/").status_code == 404
    queue = client.get("/surveys/answers/").content.decode()
    assert submission.number not in queue
    assert "essai" not in queue


def test_script_in_an_answer_is_shown_as_text(sign_in, officer, answer):
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}"
    submission = answer(body=f"<about><name>{hostile}</name></about>")

    text = sign_in(officer).get(f"/surveys/answers/{submission.pk}/").content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_file_of_an_answer_is_handed_out_as_a_download_only(sign_in, officer, answer):
    submission = answer()
    slot = submission.files.get()

    response = sign_in(officer).get(f"/surveys/answers/{submission.pk}/files/{slot.pk}")

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


def test_correction_on_screen_keeps_the_history(sign_in, officer, answer):
    submission = answer()
    client = sign_in(officer)
    page = f"/surveys/answers/{submission.pk}/correct/"
    form = client.get(page).context["form"]
    said = {name: field.initial or "" for name, field in form.fields.items()}
    name = next(n for n, path in form._paths.items() if path == "about/name")

    response = client.post(page, said | {name: "Nouveau nom", "reason": "Faute"}, follow=True)

    text = response.content.decode()
    assert "Nouveau nom" in text
    assert "Association d’essai" in text  # what it was before, in the history
    assert Submission.objects.count() == 2


def test_key_is_shown_once_and_opens_the_list(sign_in, officer, crpm, questionnaire):
    client = sign_in(officer)
    said = {"label": "Tablette", "programme": crpm.pk, "country": "", "expires_on": "2999-01-01"}

    page = client.post("/surveys/keys/new/", said)

    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    assert questionnaire.form_id in client.get(f"/surveys/key/{secret}/formList").content.decode()
    assert secret not in client.get("/surveys/keys/").content.decode()
    assert secret not in str(FieldKey.objects.values().get())


def test_links_are_made_on_screen(sign_in, officer, questionnaire):
    page = f"/surveys/questionnaires/{questionnaire.pk}/links/"
    client = sign_in(officer)
    said = {"lines": "Association A; a@example.org; SEN", "language": "fr", "days": "30"}

    assert client.post(page, said | {"lines": "A; pas une adresse"}).status_code == 422
    client.post(page, said)

    assert PersonalLink.objects.get().country_id == "SEN"
    assert "Association A" in client.get(page).content.decode()


def test_campaign_is_started_and_read(sign_in, officer, questionnaire, answer):
    answer()
    client = sign_in(officer)
    said = {
        "questionnaire": questionnaire.pk,
        "title_fr": "Collecte",
        "starts_on": "2020-01-01",
        "ends_on": "2999-01-01",
        "reminder_days": "7",
        "max_reminders": "3",
        "target-SEN": "20",
    }

    response = client.post("/surveys/campaigns/new/", said, follow=True)

    assert response.status_code == 200
    (line,) = response.context["state"].countries
    assert (line.target, line.received) == (20, 1)


def test_targets_and_quotas_of_each_country_are_changed_on_screen(
    sign_in, officer, crpm, questionnaire, answer
):
    answer()
    campaign = make_campaign(questionnaire, wanted={"SEN": Wanted(20)}, by=officer)
    client, page = sign_in(officer), f"/surveys/campaigns/{campaign.pk}/targets/"
    shown = client.get(page).content.decode()
    assert 'name="quota-SEN"' in shown
    assert 'value="20"' in shown

    low = client.post(page, {"version": campaign.version, "target-SEN": "5", "quota-SEN": "4"})
    assert low.status_code == 422
    said = {"version": campaign.version, "target-SEN": "0", "quota-SEN": "0", "target-MLI": "7"}
    response = client.post(page, said, follow=True)

    lines = {line.country.pk: line for line in response.context["state"].countries}
    assert (lines["SEN"].quota, lines["SEN"].is_over_quota) == (0, True)
    assert lines["MLI"].target == 7
    assert "au-dessus du quota" in response.content.decode()
    assert client.post(page, said).status_code == 409  # someone saved since


def make_campaign(questionnaire, *, wanted, by):
    return create_campaign(
        Campaign(
            questionnaire=questionnaire,
            title={"fr": "Collecte"},
            starts_on=dt.date(2020, 1, 1),
            ends_on=dt.date(2999, 1, 1),
        ),
        wanted=wanted,
        by=by,
    )


def test_audiences_are_chosen_question_by_question(sign_in, officer, questionnaire):
    client = sign_in(officer)
    page = f"/surveys/questionnaires/{questionnaire.pk}/audiences/"
    form = client.get(page).context["form"]
    said = {name: form[name].value() for name in form.fields}
    name = next(n for n, path in form._paths.items() if path == "about/members")

    client.post(page, said | {name: "public"})

    questionnaire.refresh_from_db()
    assert questionnaire.audiences["about/members"] == "public"
    assert questionnaire.audiences["about/name"] == "public"
    assert questionnaire.audiences["about/country"] == "team"


def test_visitor_sees_only_public_questionnaires(client, questionnaire):
    assert questionnaire.form_id not in client.get("/surveys/").content.decode()
    assert client.get(f"/surveys/questionnaires/{questionnaire.pk}/").status_code == 404

    questionnaire.visibility = "public"
    questionnaire.save()
    page = client.get(f"/surveys/questionnaires/{questionnaire.pk}/")
    assert page.status_code == 200
    assert "/surveys/versions/" not in page.content.decode()


def test_answers_of_the_api_are_for_those_who_may_review(client, sign_in, officer, answer):
    submission = answer()
    assert client.get("/api/v1/answers").json()["total"] == 0

    (row,) = sign_in(officer).get("/api/v1/answers").json()["items"]
    assert row["number"] == submission.number
    assert "essai" not in str(row)
