"""Everything can be reached, seen and sent without a pointer."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import focus_is_visible, focused, steps, tab_to_field, tab_until
from tests.browser.people import sign_ins

pytestmark = pytest.mark.browser


def is_search(here):
    return here["id"] == "site-search"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_tab_reaches_the_tools_of_the_header_in_reading_order(visit, language):
    page = visit(language=language)
    page.goto("/countries/SEN/")

    found = list(steps(page, limit=14))

    assert "skip" in found[0]["classes"]
    order = [
        next(n for n, here in enumerate(found) if sought(here))
        for sought in (
            lambda here: "brand" in here["classes"],
            is_search,
            lambda here: here["href"] == "/me/",
            lambda here: here["href"] == "/map/",
            lambda here: here["tag"] == "summary",
            lambda here: here["place"] == "main",
        )
    ]
    assert order == sorted(order)


def test_skip_link_leads_to_the_content(visit):
    page = visit()
    page.goto("/countries/SEN/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert focused(page)["place"] == "main"


def test_slash_goes_to_search_but_not_while_typing(visit):
    page = visit()
    page.goto("/")
    page.keyboard.press("/")
    assert is_search(focused(page))

    page.keyboard.type("1/2")
    assert page.input_value("#site-search") == "1/2"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=1%2F2")


def test_language_is_chosen_with_the_keyboard(visit):
    page = visit()
    page.goto("/about/")

    tab_until(page, lambda here: here["tag"] == "summary")
    page.keyboard.press("Enter")
    tab_until(page, lambda here: here["name"] == "language")
    assert focus_is_visible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")

    assert page.url.endswith("/about/")


def test_escape_closes_an_open_list_and_keeps_the_place(visit):
    page = visit()
    page.goto("/")
    tab_until(page, lambda here: here["tag"] == "summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert focused(page)["tag"] == "summary"
    assert page.locator("details.dropdown[open]").count() == 0


@pytest.mark.parametrize("path", ["/", "/style/", "/map/", "/directory/organisations/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_is_always_seen(visit, path, theme):
    page = visit(color_scheme=theme)
    page.goto(path)

    unseen = [
        f"{here['tag']} {here['id'] or here['name'] or here['href']}"
        for here in steps(page, limit=150)
        if not focus_is_visible(page)
    ]

    assert unseen == []


def test_countries_of_the_map_are_reached_named_and_opened(visit):
    page = visit()
    page.goto("/map/")

    here = tab_until(page, lambda here: "map-country" in here["classes"])
    assert focus_is_visible(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").strip()
    assert page.locator(".map-tip").inner_text().strip()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{here['href']}")

    assert page.locator("h1").count() == 1


def test_staff_sign_in_then_add_an_organisation_with_the_keyboard(visit):
    person = sign_ins()["coordinator"]
    page = visit(language="en")
    page.goto("/account/login/")
    tab_to_field(page, "login")
    page.keyboard.type(person.email)
    tab_to_field(page, "password")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/2fa/authenticate/")
    if (focused(page) or {}).get("name") != "code":
        tab_to_field(page, "code")
    page.keyboard.type(person.code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/")

    page.goto("/directory/organisations/new/")
    tab_to_field(page, "name")
    page.keyboard.type("Association du clavier")
    tab_to_field(page, "kind")
    page.keyboard.press("ArrowDown")
    tab_to_field(page, "programme")
    page.keyboard.press("ArrowDown")
    tab_until(page, lambda here: here["tag"] == "button" and here["place"] == "main")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/new/"))

    assert page.locator("h1").inner_text() == "Association du clavier"
