"""Reading, searching, choosing, signing in and writing without a script."""

import pytest

from tests.browser.forms import FORM, complete, fill_in, send
from tests.browser.furniture import SHEET
from tests.browser.people import sign_ins

pytestmark = pytest.mark.browser


@pytest.fixture
def visit_plainly(visit):
    def open_window(role="visitor", **options):
        return visit(role, java_script_enabled=False, **options)

    return open_window


def test_pages_are_read_and_searched(visit_plainly):
    page = visit_plainly()
    page.goto("/")
    page.locator("main a[href='/countries/SEN/']").first.click()
    assert page.locator("h1").inner_text() == "Sénégal"

    page.fill("#site-search", "frontières")
    page.locator("header .search button").click()
    assert page.locator("main mark").count() > 0
    page.locator("main a:has(mark)").first.click()
    assert page.locator("h1").count() == 1


def test_lists_are_filtered(visit_plainly):
    page = visit_plainly()
    page.goto("/directory/organisations/")
    page.locator("form.filter [name=country]").select_option("TUN")
    page.locator("form.filter button[type=submit]").click()

    assert "country=TUN" in page.url
    rows = page.locator("main tbody tr").all_inner_texts()
    assert rows
    assert all("Tunisie" in row for row in rows)


def test_menu_of_a_phone_opens(visit_plainly):
    page = visit_plainly(width=360)
    page.goto("/")
    page.locator(".menu-toggle").click()
    page.locator("#site-menu a[href='/map/']").click()

    assert page.url.endswith("/map/")


def test_language_and_theme_are_chosen(visit_plainly):
    page = visit_plainly()
    page.goto("/about/")
    page.locator("header summary").first.click()
    page.locator("header button[value=ar]").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.url.endswith("/about/")

    page.locator("header summary").last.click()
    page.locator("header button[value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_signing_in_leads_where_one_was_going(visit_plainly):
    person = sign_ins()["reader"]
    page = visit_plainly()
    page.goto("/me/")
    page.fill("main [name=login]", person.email)
    page.fill("main [name=password]", person.password)
    page.locator(f"{FORM} button[type=submit]").first.click()

    assert page.url.endswith("/me/")
    assert person.email not in page.url


def test_organisation_refused_once_then_added_then_edited(visit_plainly):
    page = visit_plainly("administrator")
    answers = []
    page.on("response", lambda answer: answers.append(answer.status))
    page.goto("/directory/organisations/new/")
    typed = {
        "name": "Association sans script",
        "kind": "cso",
        "city": "Thiès",
        "description_fr": "Une phrase longue à écrire.\nDeux lignes.",
        "founded_on": "en mars",
        "visibility": "network",
        "website": "ceci n’est pas une adresse",
    }
    fill_in(page, typed)
    send(page)

    assert 422 in answers
    for name, value in typed.items():
        assert page.locator(f"{FORM} [name={name}]").input_value() == value
    for name in ("founded_on", "website"):
        field = page.locator(f"{FORM} [name={name}]")
        assert field.get_attribute("aria-invalid") == "true"
        assert page.locator(f".field-invalid:has([name={name}]) .field-error").inner_text().strip()
        link = page.locator(f".error-summary a[href='#{field.get_attribute('id')}']")
        assert link.count() == 1

    fill_in(page, {"founded_on": "2014-03", "website": "https://example.org/"})
    send(page)
    assert page.locator("h1").inner_text() == "Association sans script"

    edited = {"name": "Association sans aucun script"}
    complete(page, f"{page.url}edit/", edited)
    assert page.locator("h1").inner_text() == edited["name"]
    assert "Thiès" in page.locator("main").inner_text()


def test_sheet_is_rehearsed_and_written(visit_plainly):
    page = visit_plainly("administrator")
    sheet = SHEET.replace("d’essai", "de répétition").encode()
    upload = {"name": "repetition.csv", "mimeType": "text/csv", "buffer": sheet}
    complete(page, "/directory/imports/new/", {"sheet": upload, "programme": ...})

    assert "/directory/imports/" in page.url
    counts = page.locator("main dl.facts dd").all_inner_texts()
    assert counts[0] == "1"
    assert counts[3] == "1"
    page.locator("form[action$='/apply/'] button[type=submit]").click()

    page.goto("/directory/organisations/?words=répétition")
    assert page.locator("main tbody").inner_text().startswith("ADE – Association de répétition")
