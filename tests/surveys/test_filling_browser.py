"""Filling in real Chromium: line cut, tab killed, clock moved; each answer arrives once."""

import gzip
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from teranga.surveys.enums import VersionState
from teranga.surveys.models import QuestionnaireVersion, Submission
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme
from tests.factories.surveys import make_questionnaire, make_version, make_xform
from tests.surveys.filling_device import Device
from tests.surveys.xforms.samples import make_form, shared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"


@pytest.fixture
def device(browser, live_server):
    """A telephone with a browser, at the address of the test."""
    phone = Device(browser, live_server.url)
    yield phone
    phone.close()


@pytest.fixture
def client_of():
    """Sign someone in apart from everyone else."""

    def enter(user):
        client = Client()
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def questionnaire():
    return make_questionnaire()


def fill_address(questionnaire):
    return reverse("surveys:fill", args=[questionnaire.public_token])


def test_mapping_filled_with_the_line_cut_the_tab_killed_and_the_clock_moved(device):
    mapping = make_questionnaire(
        xform=shared("cso_mapping.xml").read_bytes(), country_question="corps/d_localisation/pays"
    )
    page = device.open(fill_address(mapping))
    page.click("#fill-new")
    page.check('[data-name="/data/a_collecte/mode_collecte"][value=auto]')
    device.answer_pages(page, n_pages=6)

    device.cut_the_line()
    device.answer_pages(page, n_pages=5)
    device.wait_until_saved(page)
    device.kill(page)
    page = device.open(fill_address(mapping), clock="2031-01-01T00:00:00Z")
    page.click("#fill-answers li[data-state=draft] button")
    device.answer_pages(page)
    page.click("#fill-finish")
    page.wait_for_selector("#fill-answers li[data-state=to_send]")
    device.kill(page)
    before = Submission.objects.count()

    device.restore_the_line()
    page = device.open(fill_address(mapping), clock="2019-06-01T00:00:00Z")
    page.wait_for_selector("#fill-answers li[data-state=received]")
    device.kill(page)
    page = device.open(fill_address(mapping))
    page.wait_for_selector("#fill-answers li[data-state=received]")
    page.wait_for_timeout(1000)

    submission = Submission.objects.get()
    assert before == 0
    assert submission.number in page.inner_text("#fill-answers")
    assert submission.answers["corps/d_localisation/pays"] == "SN"
    assert device.faults == []


def test_an_answer_in_whose_receipt_the_line_broke_is_received_once(device, questionnaire):
    page = device.open(fill_address(questionnaire))
    lost = []

    def lose_the_receipt(route):
        route.fetch()
        lost.append(1)
        route.abort()

    page.route("**/submission", lose_the_receipt, times=1)
    with page.expect_event("requestfailed"):
        device.answer(page, "Association A")
    assert (len(lost), Submission.objects.count()) == (1, 1)

    page = device.open(fill_address(questionnaire))
    page.wait_for_selector("#fill-answers li[data-state=received]")

    assert Submission.objects.get().number in page.inner_text("#fill-answers")


def test_twenty_answers_queued_without_a_line_all_arrive_once(device, questionnaire):
    page = device.open(fill_address(questionnaire))
    device.cut_the_line()
    for number in range(20):
        device.answer(page, f"Association {number:02}")
        page.wait_for_function(
            "n => document.querySelectorAll('#fill-answers li[data-state=to_send]').length === n",
            arg=number + 1,
        )
    device.kill(page)
    page = device.open(fill_address(questionnaire))
    expect(page.locator("#fill-answers li[data-state=to_send]")).to_have_count(20)

    device.restore_the_line()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_function(
        "() => document.querySelectorAll('#fill-answers li[data-state=received]').length === 20"
    )

    names = sorted(row.answers["about/name"] for row in Submission.objects.all())
    assert names == [f"Association {number:02}" for number in range(20)]


def test_a_page_that_answers_in_our_place_is_no_receipt(device, questionnaire):
    page = device.open(fill_address(questionnaire))
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Buy an hour</h1>"}
    page.route("**/submission", lambda route: route.fulfill(**portal))
    device.answer(page, "Association A")
    page.wait_for_timeout(1000)
    expect(page.locator("#fill-answers li[data-state=to_send]")).to_have_count(1)

    page.unroute("**/submission")
    page.click("#fill-send")
    page.wait_for_selector("#fill-answers li[data-state=received]")

    assert Submission.objects.count() == 1


def test_one_bad_answer_can_be_deleted_and_the_others_go_on(device, questionnaire):
    page = device.open(fill_address(questionnaire))
    refusal = "<OpenRosaResponse><message>No.</message></OpenRosaResponse>"
    refused = {"status": 400, "content_type": "text/xml", "body": refusal}
    page.route("**/submission", lambda route: route.fulfill(**refused), times=1)
    device.answer(page, "Bad")
    page.wait_for_selector("#fill-answers li[data-state=refused]")
    device.answer(page, "Good")
    page.wait_for_selector("#fill-answers li[data-state=received]")

    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#fill-answers li[data-state=refused] button:last-of-type")
    page.wait_for_selector("#fill-answers li[data-state=refused]", state="detached")

    assert [row.answers["about/name"] for row in Submission.objects.all()] == ["Good"]


def test_the_page_and_its_questions_change_language_without_a_line(device, questionnaire):
    page = device.open(fill_address(questionnaire), language="fr")
    device.cut_the_line()
    page.click("#fill-new")
    field = page.locator(".question", has=page.locator('[name="/data/about/name"]'))
    assert "Nom" in field.inner_text()

    page.select_option("#form-languages", "en")

    assert "Name" in field.inner_text()
    assert page.inner_text("#fill-finish") == "Finish and send"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_draft_is_finished_with_the_version_it_was_begun_with(device, questionnaire):
    page = device.open(fill_address(questionnaire))
    page.click("#fill-new")
    page.fill('[name="/data/about/name"]', "Begun with the first")
    device.wait_until_saved(page)
    device.kill(page)
    QuestionnaireVersion.objects.update(state=VersionState.SUPERSEDED)
    make_version(questionnaire, "2", xform=make_xform(questionnaire.form_id, "2", "Deuxième"))

    page = device.open(fill_address(questionnaire))
    page.click("#fill-answers li[data-state=draft] button")
    page.click("#fill-finish")
    page.wait_for_selector("#fill-answers li[data-state=received]")
    device.answer(page, "New one")
    page.wait_for_function(
        "() => document.querySelectorAll('li[data-state=received]').length === 2"
    )

    rows = Submission.objects.select_related("form_version").order_by("created_at")
    assert [(row.answers["about/name"], row.form_version.form_version) for row in rows] == [
        ("Begun with the first", "1"),
        ("New one", "2"),
    ]


def test_a_backup_file_brings_answers_to_another_device(
    device, browser, live_server, questionnaire, tmp_path
):
    page = device.open(fill_address(questionnaire))
    page.click("#fill-new")
    page.fill('[name="/data/about/name"]', "Kept elsewhere")
    page.set_input_files(
        'input[type=file][name="/data/about/photo"]',
        files=[{"name": "siège.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n0000"}],
    )
    device.wait_until_saved(page)
    page.click("#fill-later")
    with page.expect_download() as download:
        page.click("#fill-backup")
    download.value.save_as(tmp_path / "backup.json")

    other = Device(browser, live_server.url)
    page = other.open(fill_address(questionnaire))
    page.set_input_files("#fill-restore", tmp_path / "backup.json")
    page.click("#fill-answers li[data-state=draft] button")
    page.click("#fill-finish")
    page.wait_for_selector("#fill-answers li[data-state=received]")
    other.close()

    submission = Submission.objects.get()
    assert submission.answers["about/name"] == "Kept elsewhere"
    assert [(file.is_received, file.size) for file in submission.files.all()] == [(True, 12)]


def test_a_hostile_form_does_nothing_but_ask(device):
    words = (
        "&lt;script&gt;hacked=1&lt;/script&gt; &lt;img src=x onerror='hacked=1'&gt; "
        "[x](javascript:hacked=1) **&lt;svg onload='hacked=1'&gt;**"
    )
    image = "&lt;img src=x onerror=hacked=1&gt;"
    form = make_form(
        f"<a>{image}</a><b/>",
        f"<bind nodeset='/data/b' calculate=\"concat('{image}', /data/a)\"/>",
        f"<input ref='/data/a'><label>{words} <output value='/data/b'/></label>"
        f"<hint>{words}</hint></input>",
    )
    page = device.open(fill_address(make_questionnaire(xform=form)))
    page.click("#fill-new")
    page.wait_for_selector('[name="/data/a"]')
    page.wait_for_timeout(300)

    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("form.or script, form.or svg, form.or iframe").count() == 0
    assert page.locator("form.or img").count() == 0
    page.click("#fill-finish")
    page.wait_for_selector("#fill-answers li[data-state=received]")


def test_two_people_on_one_device_and_signing_out_takes_everything_away(device, client_of):
    programme = make_programme()
    open_to_members = make_questionnaire(
        programme=programme, visibility="network", is_open_to_members=True
    )
    address = reverse("surveys:fill-signed-in", args=[open_to_members.pk])
    first, second = (client_of(make_user("reader", programme=programme)) for _ in "ab")
    device.sign_in(first)
    page = device.open(address)
    device.cut_the_line()
    device.answer(page, "Of the first person")
    page.wait_for_selector("#fill-answers li[data-state=to_send]")
    device.restore_the_line()

    device.sign_in(second)
    page = device.open(reverse("surveys:fill-home"))
    assert page.locator("#fill-answers li").count() == 0

    page.goto(device.url + reverse("account_logout"))
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    assert page.evaluate("indexedDB.databases().then(all => all.map(x => x.name))") == []
    assert page.evaluate("caches.keys()") == []


def test_signing_out_first_says_what_was_not_received(device, client_of):
    programme = make_programme()
    open_to_members = make_questionnaire(
        programme=programme, visibility="network", is_open_to_members=True
    )
    device.sign_in(client_of(make_user("reader", programme=programme)))
    page = device.open(reverse("surveys:fill-signed-in", args=[open_to_members.pk]))
    page.click("#fill-new")
    page.fill('[name="/data/about/name"]', "Half filled")
    device.wait_until_saved(page)

    page.goto(device.url + reverse("account_logout"))

    page.wait_for_selector("#leaving-unsent:not([hidden])")
    assert page.inner_text("#leaving-unsent [data-count]") == "1"


@pytest.mark.parametrize(
    ("language", "says"),
    [("fr", "trois autres moyens"), ("en", "three other ways"), ("ar", "ثلاث طرق")],
)
def test_without_javascript_the_page_says_what_to_do_and_gives_paper(
    browser, live_server, questionnaire, language, says
):
    context = browser.new_context(java_script_enabled=False, locale=language)
    page = context.new_page()
    page.goto(live_server.url + fill_address(questionnaire))
    card = page.locator("noscript .fill-card")
    assert says in card.inner_text()
    assert "ODK Collect" in card.inner_text()

    card.get_by_role("link").click()

    assert page.locator(".fill-paper-question").count() == 8
    context.close()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_filling_pages_have_no_fault(device, questionnaire, language, width):
    page = device.open(fill_address(questionnaire), language=language, width=width)
    faults = {"start": device.faults_of(page, AXE)}
    page.click("#fill-new")
    page.wait_for_selector('[name="/data/about/name"]')
    faults["form"] = device.faults_of(page, AXE)
    page.click("#fill-finish")
    page.wait_for_selector(".invalid-required")
    faults["errors"] = device.faults_of(page, AXE)
    page.goto(device.url + reverse("surveys:fill-home"))
    page.wait_for_selector("body[data-ready=offline]")
    faults["home"] = device.faults_of(page, AXE)
    page.goto(device.url + fill_address(questionnaire) + "print/")
    faults["paper"] = device.faults_of(page, AXE)

    assert {name: found for name, found in faults.items() if found} == {}
    assert device.faults == []


def test_the_application_is_light_and_asks_nothing_of_anyone_else(device, questionnaire):
    page = device.open(fill_address(questionnaire))
    page.click("#fill-new")
    folder = Path(__file__).parents[2] / "src/teranga/static/teranga"
    script = gzip.compress((folder / "survey-fill.js").read_bytes())

    assert len(script) < 350_000
    assert {address for address in device.addresses if not address.startswith(device.url)} == set()
    assert json.loads(page.inner_text("#fill-settings"))["way"] == "token"
