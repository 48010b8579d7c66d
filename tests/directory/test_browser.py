"""The directory in real Chromium: axe, console and width of every page, in three languages."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from teranga.directory.demo import load_demo
from teranga.directory.models import Committee, FocalPointSeat, Organisation, Person
from teranga.directory.services.imports import SheetDetails, start_import
from teranga.programmes.demo import load_demo as load_programmes
from teranga.programmes.models import Programme
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
WIDTHS = [1440, 768, 360]
RUN_AXE = (
    "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
    "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
)


@pytest.fixture
def chromium(browser):
    return browser


def rehearsed_import(user):
    """Return a sheet with a row of each kind: new, changed, twin, refused."""
    known = Organisation.objects.get(name="GADEM")
    rows = [
        ["", "Association nouvelle", "cso", "SEN", ""],
        [str(known.pk), "GADEM", "cso", "MAR", "Rabat"],
        ["", "gadem", "cso", "MAR", ""],
        ["", "Sans pays", "club", "Atlantide", ""],
    ]
    details = SheetDetails(
        file_name="liste.xlsx",
        sha256="0" * 64,
        sheet_name="Feuille 1",
        header=["Identifiant", "Nom", "Type", "Pays", "Ville"],
        rows=rows,
        programme=Programme.objects.get(code="crpm"),
    )
    return start_import(details=details, by=user)


def pages(user):
    organisation = Organisation.objects.get(name="GRDR")
    person = Person.objects.earliest("created_at")
    seat = FocalPointSeat.objects.get(country_id="SEN", component__code="C2")
    committee = Committee.objects.get(kind="steering", programme__code="crpm")
    empty = FocalPointSeat.objects.get(country_id="SEN", component__code="C1")
    named = [
        ("organisation-list",),
        ("organisation-create",),
        ("organisation-detail", organisation.pk),
        ("organisation-update", organisation.pk),
        ("organisation-contact-create", organisation.pk),
        ("person-list",),
        ("person-create",),
        ("person-detail", person.pk),
        ("person-consent", person.pk),
        ("mandate-create", person.pk),
        ("focal-point-list",),
        ("focal-point-programme", "crpm"),
        ("seat-detail", seat.pk),
        ("seat-create",),
        ("seat-appoint", empty.pk),
        ("seat-close", empty.pk),
        ("committee-list",),
        ("committee-detail", committee.pk),
        ("committee-member-create", committee.pk),
        ("import-list",),
        ("import-create",),
        ("import-detail", rehearsed_import(user).pk),
        ("person-export",),
    ]
    addresses = [reverse(f"directory:{name}", args=args) for name, *args in named]
    return [*addresses, reverse("directory:organisation-list") + "?words=zzz"]


def faults_of(page, url):
    """Return what axe, the console and the layout hold against a page, from wide to narrow."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(url)
    if response.status != 200:
        said.append(f"answered {response.status}")
    # Not a script of the page: it passes beside the page's own policy.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        said += [f"{too_wide} px too wide at {width}"] if too_wide > 0 else []
        keep_picture(page, width)
        if width != 768:
            said += [f"{fault} at {width}" for fault in page.evaluate(RUN_AXE)]
    return said


def keep_picture(page, width):
    if folder := os.environ.get("TERANGA_SCREENSHOTS"):
        language = page.evaluate("document.documentElement.lang")
        path = page.evaluate("location.pathname").strip("/").replace("/", "_")
        page.screenshot(path=f"{folder}/{language}-{width}-{path}.png", full_page=True)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_directory_pages_have_no_fault(chromium, live_server, sign_in, language):
    load_programmes()
    load_demo()
    programme = Programme.objects.get(code="crpm")
    user = make_user("coordinator", programme=programme, language=language)
    client = sign_in(user)
    cookies = [
        {"name": "session", "value": client.session.session_key, "url": live_server.url},
        {"name": "language", "value": language, "url": live_server.url},
    ]
    context = chromium.new_context(locale=language, reduced_motion="reduce")
    context.add_cookies(cookies)
    faults = {}

    for path in pages(user):
        page = context.new_page()
        faults[path] = faults_of(page, live_server.url + path)
        page.close()

    context.close()
    assert {path: found for path, found in faults.items() if found} == {}


def test_directory_forms_and_filters_work_without_javascript(chromium, live_server, sign_in):
    load_programmes()
    load_demo()
    client = sign_in(make_user("coordinator", programme=Programme.objects.get(code="crpm")))
    context = chromium.new_context(java_script_enabled=False, locale="en")
    context.add_cookies(
        [{"name": "session", "value": client.session.session_key, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + reverse("directory:organisation-list"))
    moroccan = Organisation.objects.filter(country="MAR").count()
    assert 0 < moroccan < Organisation.objects.count()

    page.locator("select[name=country]").select_option("MAR")
    page.locator("form.filter button").click()
    assert page.locator("tbody tr").count() == min(25, moroccan)

    page.goto(live_server.url + reverse("directory:organisation-create"))
    page.fill("input[name=name]", "Association sans script")
    page.select_option("select[name=kind]", "cso")
    page.locator("main form.form button[type=submit]").click()

    assert page.locator("h1").inner_text() == "Association sans script"
    context.close()
