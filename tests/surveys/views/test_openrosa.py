"""The addresses mobile apps speak to, by the rules of their own clients."""

import base64
import hashlib
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from teranga.core.services import stored_files
from teranga.surveys.enums import QuestionnaireState
from teranga.surveys.models import FormMedia, QuarantinedPost, Submission, plain_bytes
from teranga.surveys.services.field_keys import revoke_field_key
from tests.factories.accounts import make_user
from tests.factories.surveys import make_answer, make_questionnaire

pytestmark = pytest.mark.django_db
LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


@pytest.fixture
def base(key_and_secret):
    return f"/surveys/key/{key_and_secret[1]}"


def post(client, address, xml, *files, **extra):
    parts = {"xml_submission_file": SimpleUploadedFile("a.xml", xml, "text/xml")}
    parts |= {name: SimpleUploadedFile(name, content) for name, content in files}
    return client.post(address, parts | extra.pop("fields", {}), **extra)


def digest(username, secret, *, method, uri, challenge):
    realm = re.search(r'realm="([^"]+)"', challenge)[1]
    nonce = re.search(r'nonce="([^"]+)"', challenge)[1]
    md5 = lambda text: hashlib.md5(text.encode()).hexdigest()  # noqa: E731
    ha1, ha2 = md5(f"{username}:{realm}:{secret}"), md5(f"{method}:{uri}")
    response = md5(f"{ha1}:{nonce}:00000001:abc:auth:{ha2}")
    return (
        f'Digest username="{username}", realm="{realm}", nonce="{nonce}", uri="{uri}", qop=auth, '
        f'nc=00000001, cnonce="abc", response="{response}", algorithm=MD5'
    )


def test_form_list_has_what_collect_requires(client, base, questionnaire):
    response = client.get(f"{base}/formList")

    form = ET.fromstring(response.content).find(f"{LIST}xform")
    version = questionnaire.published_version
    assert response.headers["X-OpenRosa-Version"] == "1.0"
    assert response.headers["Content-Type"].startswith("text/xml")
    assert response.headers["Date"]
    assert form.findtext(f"{LIST}formID") == questionnaire.form_id
    assert form.findtext(f"{LIST}hash") == f"md5:{version.md5}"
    assert form.find(f"{LIST}manifestUrl") is None
    downloaded = client.get(form.findtext(f"{LIST}downloadUrl"))
    assert hashlib.md5(downloaded.content).hexdigest() == version.md5


def test_manifest_names_files_with_their_hash(client, base, questionnaire):
    FormMedia.objects.create(
        form_version=questionnaire.published_version,
        name="villes.csv",
        content=b"a,b\n",
        md5=hashlib.md5(b"a,b\n").hexdigest(),
        size=4,
    )

    listed = ET.fromstring(client.get(f"{base}/formList").content)
    manifest = client.get(listed.findtext(f"{LIST}xform/{LIST}manifestUrl"))
    media = ET.fromstring(manifest.content).find(f"{MANIFEST}mediaFile")
    assert media.findtext(f"{MANIFEST}filename") == "villes.csv"
    assert client.get(media.findtext(f"{MANIFEST}downloadUrl")).content == b"a,b\n"


def test_client_that_knows_only_the_standard_lists_downloads_sends_and_edits(
    client, key_and_secret, questionnaire, settings
):
    """What a library for OpenRosa servers does: it follows addresses, it guesses none."""
    key, secret = key_and_secret
    settings.DEMO = True  # a password in clear may travel
    content = b"code,label\nSN,S\xc3\xa9n\xc3\xa9gal\n"
    FormMedia.objects.create(
        form_version=questionnaire.published_version,
        name="pays.csv",
        content=content,
        md5=hashlib.md5(content).hexdigest(),
    )
    pair = base64.b64encode(f"{key.username}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "X-OpenRosa-Version": "1.0"}

    listed = ET.fromstring(client.get("/surveys/openrosa/formList", headers=headers).content)
    form = listed.find(f"{LIST}xform")
    blank = client.get(form.findtext(f"{LIST}downloadUrl"), headers=headers).content
    manifest = client.get(form.findtext(f"{LIST}manifestUrl"), headers=headers)
    media = ET.fromstring(manifest.content).find(f"{MANIFEST}mediaFile")
    assert form.findtext(f"{LIST}hash") == f"md5:{hashlib.md5(blank).hexdigest()}"
    got = client.get(media.findtext(f"{MANIFEST}downloadUrl"), headers=headers).content
    assert (media.findtext(f"{MANIFEST}filename"), got) == ("pays.csv", content)

    where = client.head("/surveys/openrosa/submission", headers=headers)
    assert where.status_code == 204
    assert int(where.headers["X-OpenRosa-Accept-Content-Length"]) > 10_000_000
    first = make_answer(questionnaire.form_id, instance_id="uuid:a", photo="p.jpg")
    edit = make_answer(questionnaire.form_id, instance_id="uuid:b", deprecated_id="uuid:a")
    for xml, files in ((first, [("p.jpg", b"photo")]), (first, []), (edit, [])):
        response = post(client, where.headers["Location"], xml, *files, headers=headers)
        assert response.status_code == 201
    replaced = Submission.objects.get(instance_id="uuid:a")
    assert replaced.replaced_by == Submission.objects.get(instance_id="uuid:b")


def test_form_list_can_be_filtered_and_shows_only_what_may_be_filled(client, base, crpm):
    other = make_questionnaire(programme=crpm)
    make_questionnaire(programme=crpm, state=QuestionnaireState.CLOSED)
    make_questionnaire(programme=crpm, is_open_to_enumerators=False)

    listed = ET.fromstring(client.get(f"{base}/formList").content)
    one = ET.fromstring(client.get(f"{base}/formList?formID={other.form_id}").content)

    assert len(listed) == 2
    assert [form.findtext(f"{LIST}formID") for form in one] == [other.form_id]


def test_head_says_no_content_and_how_large(client, base):
    response = client.head(f"{base}/submission")

    assert response.status_code == 204
    assert int(response.headers["X-OpenRosa-Accept-Content-Length"]) >= 10_000_000
    assert response.headers["Location"] == f"http://testserver{base}/submission"


def test_submission_is_201_and_its_repeat_too(client, base, questionnaire):
    xml = make_answer(questionnaire.form_id, photo="é 1.jpg")

    first = post(client, f"{base}/submission?deviceID=x1", xml, ("é 1.jpg", b"1"))
    again = post(client, f"{base}/submission?deviceID=x1", xml, ("b.jpg", b"2"))

    row = Submission.objects.get()
    assert (first.status_code, again.status_code) == (201, 201)
    assert row.number in first.content.decode()
    assert b"OpenRosaResponse" in first.content
    assert row.device == "x1"
    assert {slot.name for slot in row.files.all()} == {"é 1.jpg", "b.jpg"}
    assert plain_bytes(row.raw) == xml


def test_device_may_say_anything_of_itself(client, base, questionnaire):
    xml = make_answer(questionnaire.form_id)

    response = post(client, f"{base}/submission?deviceID=%00tablette%0A{'x' * 200}", xml)

    assert response.status_code == 201
    assert Submission.objects.get().device.startswith("tablettexx")


def test_split_post_is_complete_when_its_xml_is(client, base, questionnaire):
    xml = make_answer(questionnaire.form_id, photo="p.jpg")
    partial = {"*isIncomplete*": "yes"}

    post(client, f"{base}/submission", xml, fields=partial)
    assert not Submission.objects.get().is_complete
    # The flag still says incomplete: the answer itself is the judge.
    post(client, f"{base}/submission", xml, ("p.jpg", b"1"), fields=partial)

    assert Submission.objects.get().is_complete


def test_post_of_101_parts_is_taken_in(client, base, questionnaire):
    files = [(f"{n}.jpg", b"x%d" % n) for n in range(100)]

    response = post(client, f"{base}/submission", make_answer(questionnaire.form_id), *files)

    assert response.status_code == 201
    assert Submission.objects.get().files.count() == 100


def test_conflict_is_409_and_closed_is_202(client, base, questionnaire):
    xml = make_answer(questionnaire.form_id)
    post(client, f"{base}/submission", xml)
    assert post(client, f"{base}/submission", xml.replace(b"Un", b"Une")).status_code == 409

    questionnaire.state = QuestionnaireState.CLOSED
    questionnaire.save()
    late = post(client, f"{base}/submission", make_answer(questionnaire.form_id))
    assert late.status_code == 202
    assert QuarantinedPost.objects.get().reason == "closed"


@pytest.mark.parametrize("xml", [b"", b"nothing", b"<!DOCTYPE x []><x/>"])
def test_what_is_no_answer_is_a_clear_400(client, base, xml):
    response = post(client, f"{base}/submission", xml)

    assert response.status_code == 400
    assert b"<message>" in response.content


def test_post_without_the_answer_is_400(client, base):
    assert client.post(f"{base}/submission", {"a.jpg": io.BytesIO(b"x")}).status_code == 400


def test_wrong_or_withdrawn_key_is_401(client, base, key_and_secret, officer):
    assert client.get("/surveys/key/wrong/formList").status_code == 401

    revoke_field_key(key_and_secret[0], by=officer)
    assert client.get(f"{base}/formList").status_code == 401


def test_guessing_keys_is_stopped(client, key_and_secret):
    for _ in range(20):
        client.get("/surveys/key/wrong/formList")

    blocked = client.get(f"/surveys/key/{key_and_secret[1]}/formList")
    assert blocked.status_code == 429
    assert blocked.headers["Retry-After"]


def test_digest_opens_the_list_and_takes_a_submission(client, key_and_secret, questionnaire):
    key, secret = key_and_secret
    challenge = client.get("/surveys/openrosa/formList").headers["WWW-Authenticate"]
    uri = "/surveys/openrosa/formList?formID=" + questionnaire.form_id

    def header(method, uri, secret=secret):
        said = digest(key.username, secret, method=method, uri=uri, challenge=challenge)
        return {"Authorization": said}

    assert client.get(uri, headers=header("GET", uri)).status_code == 200
    assert client.get(uri, headers=header("GET", uri, "wrong")).status_code == 401
    # A header made for one address does not open another.
    assert client.get("/surveys/openrosa/formList", headers=header("GET", uri)).status_code == 401
    address = "/surveys/openrosa/submission"
    answer = make_answer(questionnaire.form_id)
    assert post(client, address, answer, headers=header("POST", address)).status_code == 201


def test_basic_needs_an_encrypted_line(client, key_and_secret, settings):
    import base64

    key, secret = key_and_secret
    said = base64.b64encode(f"{key.username}:{secret}".encode()).decode()
    header = {"Authorization": f"Basic {said}"}
    assert client.get("/surveys/openrosa/formList", headers=header).status_code == 200

    settings.DEMO = False
    assert client.get("/surveys/openrosa/formList", headers=header).status_code == 401
    assert client.get("/surveys/openrosa/formList", headers=header, secure=True).status_code == 200


def test_session_reads_the_list_but_does_not_send_without_the_token_of_the_site(
    sign_in, crpm, questionnaire
):
    enumerator = make_user("enumerator", programme=crpm)
    client = sign_in(enumerator)
    assert questionnaire.form_id in client.get("/surveys/openrosa/formList").content.decode()

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(enumerator)
    xml = make_answer(questionnaire.form_id)
    assert post(strict, "/surveys/openrosa/submission", xml).status_code == 401
    own = f"/surveys/questionnaires/{questionnaire.pk}/submission"
    assert post(strict, own, xml).status_code == 403
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("failure", [OperationalError("disk is full"), OSError(28, "no space")])
def test_what_cannot_be_kept_is_not_acknowledged(client, base, questionnaire, monkeypatch, failure):
    def fail(*args, **kwargs):
        raise failure

    target = "store" if isinstance(failure, OSError) else None
    if target:
        monkeypatch.setattr(stored_files, target, fail)
    else:
        monkeypatch.setattr("teranga.surveys.services.writing._write", fail)

    response = post(client, f"{base}/submission", make_answer(questionnaire.form_id), ("a", b"x"))

    assert response.status_code == 503
    assert b"<message>" in response.content
    assert response.headers["Retry-After"]
    assert Submission.objects.count() == 0


def test_public_link_takes_answers_while_it_is_open_and_sets_late_ones_aside(client, questionnaire):
    address = f"/surveys/fill/{questionnaire.public_token}/submission"
    assert post(client, address, make_answer(questionnaire.form_id)).status_code == 201

    questionnaire.is_open_to_public = False
    questionnaire.save()
    assert post(client, address, make_answer(questionnaire.form_id)).status_code == 403
    assert post(client, "/surveys/fill/forged/submission", b"<x/>").status_code == 403
