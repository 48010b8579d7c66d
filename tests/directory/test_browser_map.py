"""The map and the page of an organisation in real Chromium: keyboard, phone, no foreign request."""

import pytest
from django.urls import reverse
from django.utils import timezone

from teranga.directory.enums import ConsentScope
from teranga.directory.services.entry_links import create_entry_link, token_of
from tests.browser.checks import faults_of_axe
from tests.factories.directory import make_mapped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organisations(crpm):
    more = [ConsentScope.LINKS, ConsentScope.NEEDS]
    first = make_mapped(programme=crpm, nom="Première", also_agreed=more)
    make_mapped(programme=crpm, nom="Deuxième", pays="ML", ville="", domaines=["genre"])
    return first


@pytest.fixture
def visit(browser, live_server):
    opened, foreign = [], []

    def open_page(path, **options):
        context = browser.new_context(base_url=live_server.url, **options)
        opened.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:"))
                else foreign.append(request.url)
            ),
        )
        page.goto(path)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert foreign == []


MAP = reverse("directory:organisation-map")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_map_and_analysis_have_no_fault(visit, organisations, language):
    for path in (MAP, reverse("directory:mapping-analysis"), reverse("directory:mapping-crosstab")):
        page = visit(path, locale=language, viewport={"width": 360, "height": 800})

        assert faults_of_axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_map_draws_groups_and_opens_one_by_keyboard(visit, organisations):
    page = visit(MAP + "?country=SEN", locale="en")
    pin = page.locator(".cluster")
    pin.wait_for()

    pin.focus()
    page.keyboard.press("Enter")

    page.locator(".leaflet-popup-content a").click()
    assert "Première" in page.locator("h1").inner_text()


def test_choice_in_the_filter_refreshes_map_list_and_address_at_once(visit, organisations):
    page = visit(MAP, locale="en")
    page.locator(".filters-fold summary").press("Enter")

    page.locator("select[name=theme]").focus()
    page.locator("select[name=theme]").select_option("osc:genre")

    page.locator(".entry").nth(1).wait_for(state="detached")
    assert "theme=osc" in page.url
    assert page.locator("#map-said").inner_text() == "1 organisation"
    assert page.evaluate("document.activeElement.name") == "theme"
    page.locator(".cluster").wait_for()
    assert page.locator(".cluster").count() == 1
    assert page.locator(".entry .entry-name").all_inner_texts() == ["ADT – Deuxième"]


def test_list_and_filter_work_without_javascript(visit, organisations):
    page = visit(MAP, locale="en", java_script_enabled=False)
    page.locator(".filters-fold summary").click()
    page.locator("select[name=country]").select_option("SEN")
    page.locator("form.filter button").click()
    page.wait_for_url("**country=SEN**")

    assert page.locator(".entry .entry-name").all_inner_texts() == ["ADT – Première"]
    assert page.locator(".map-still:visible circle").count() == 1
    assert page.locator(".map-stills").get_attribute("aria-label").endswith("Senegal 1")


@pytest.mark.parametrize("width", [360, 1440])
def test_map_that_moves_takes_the_place_of_its_picture(visit, organisations, width):
    size = {"width": width, "height": 800}
    still = visit(MAP, viewport=size, java_script_enabled=False).locator(
        ".map-still:visible circle"
    )
    moving = visit(MAP, viewport=size).locator("#organisation-map:not([inert]) .cluster")
    moving.first.wait_for()

    pictured, drawn = ([mark.bounding_box() for mark in marks.all()] for marks in (still, moving))
    assert len(pictured) == len(drawn) == 2
    for one, other in zip(pictured, drawn, strict=True):
        for side in ("x", "y", "width", "height"):
            assert abs(one[side] - other[side]) <= 1.5


def test_picture_stays_where_the_outlines_do_not_arrive(browser, live_server, organisations):
    context = browser.new_context(base_url=live_server.url, locale="en")
    page = context.new_page()
    page.route("**/land*.json", lambda route: route.abort())
    page.goto(MAP, wait_until="networkidle")

    assert page.locator(".map-still:visible circle").count() == 2
    assert not page.locator("#organisation-map").is_visible()
    context.close()


def test_list_of_a_place_stays_open_while_the_map_moves_to_show_it(visit, crpm):
    for number in range(12):
        make_mapped(programme=crpm, nom=f"Organisation au nom assez long {number}")
    page = visit(MAP, locale="fr", viewport={"width": 360, "height": 640})
    page.locator("#organisation-map:not([inert])").wait_for()
    with page.expect_response("**/map/groups.json*"):
        page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(600)  # the groups seen closer are drawn
    page.locator(".cluster").press("Enter")

    page.locator(".leaflet-popup-content").wait_for()
    page.wait_for_timeout(600)  # the move that shows the whole list

    assert page.locator(".leaflet-popup-content a").count() == 12


def test_one_finger_scrolls_past_the_map(visit, organisations):
    page = visit(
        MAP, locale="fr", viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True
    )
    frame = page.locator("#organisation-map")
    page.locator(".cluster").first.wait_for()

    assert frame.evaluate("node => getComputedStyle(node).touchAction") == "pan-y pinch-zoom"


def test_organisation_withdraws_on_a_phone_and_is_gone(visit, organisations):
    token = token_of(create_entry_link(organisations, today=timezone.localdate(), by=None))
    page = visit(
        reverse("directory:own-entry", args=[token]),
        locale="fr",
        viewport={"width": 360, "height": 700},
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults_of_axe(page) == []

    page.get_by_role("link", name="Retirer la fiche").click()
    page.get_by_role("button", name="Retirer maintenant").click()

    assert "La fiche est retirée" in page.locator("h1").inner_text()
    assert "Première" not in visit(MAP).content()
