"""Language, theme, paper and motion: each visitor's own way to look at a page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGE = "getComputedStyle(document.documentElement).backgroundColor"


def shown(page, selector):
    return [node for node in page.locator(selector).all() if node.is_visible()]


def test_language_changes_here_and_stays(visit):
    page = visit()
    page.goto("/search/?q=migration&page=2")
    page.locator("header summary").first.click()
    page.locator("header button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/search/?q=migration&page=2")

    page.goto("/map/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_arabic_mirrors_the_whole_page(visit):
    left, right = visit(language="fr"), visit(language="ar")
    boxes = []
    for page in (left, right):
        page.goto("/map/")
        boxes.append(page.locator(".brand .emblem").bounding_box())

    assert boxes[0]["x"] < 400
    assert boxes[1]["x"] > 1000
    # A map is not text: it keeps its west on the left.
    assert right.locator("svg.map").evaluate("svg => getComputedStyle(svg).transform") == "none"


def test_theme_follows_the_device_until_one_is_chosen(visit):
    page = visit(color_scheme="dark")
    page.goto("/")
    night = page.evaluate(PAGE)
    page.emulate_media(color_scheme="light")
    day = page.evaluate(PAGE)
    assert night != day

    page.locator("header summary").last.click()
    with page.expect_response("**/theme/"):
        page.locator("header button[value=dark]").click()
    assert page.evaluate(PAGE) == night
    page.goto("/about/")
    assert page.evaluate(PAGE) == night


@pytest.mark.parametrize("path", ["/countries/SEN/", "/directory/organisations/"])
def test_paper_carries_the_content_only(visit, path):
    page = visit(color_scheme="dark")
    page.goto(path)
    page.emulate_media(media="print")

    assert shown(page, "header .menu *, header .tools *, .button, form.filter, .skip") == []
    assert page.locator("h1").is_visible()
    assert len(shown(page, "main a")) > 5
    assert page.evaluate(PAGE) in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_ink_is_dark_on_paper_even_at_night(visit):
    page = visit(color_scheme="dark")
    page.goto("/countries/SEN/")
    page.emulate_media(media="print", color_scheme="dark")
    red, green, blue = page.evaluate(
        "getComputedStyle(document.querySelector('h1')).color.match(/[0-9]+/g).map(Number)"
    )[:3]

    assert max(red, green, blue) < 100


def test_nothing_moves_for_those_who_ask(visit):
    longest = """
    () => Math.max(...[...document.querySelectorAll("*")].flatMap((node) => {
      const style = getComputedStyle(node);
      const times = `${style.transitionDuration},${style.animationDuration}`.split(",");
      return times.map((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000));
    }))
    """
    still, moving = visit(reduced_motion="reduce"), visit(reduced_motion="no-preference")
    for page in (still, moving):
        page.goto("/style/")

    assert still.evaluate(longest) <= 1
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert moving.evaluate(longest) <= 150
