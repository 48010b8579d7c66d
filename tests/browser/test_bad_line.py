"""The line falls while a form is sent: a courteous word, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forms import FORM, fill_in, press_send, send

pytestmark = pytest.mark.browser

NEW = "/directory/organisations/new/"
TYPED = {"name": "Association du fleuve", "kind": "cso", "city": "Kayes", "visibility": "network"}


def expect_typed(page):
    for name, value in TYPED.items():
        expect(page.locator(f"{FORM} [name={name}]")).to_have_value(value)


def fail_posts(page):
    page.context.route(
        re.compile(re.escape(NEW)),
        lambda route: (
            route.abort("connectionreset") if route.request.method == "POST" else route.fallback()
        ),
    )


@pytest.fixture
def page(visit):
    page = visit("administrator", language="en")
    page.goto(NEW)
    fill_in(page, TYPED)
    return page


def test_line_cut_in_the_middle_keeps_the_page_and_what_was_typed(page):
    fail_posts(page)
    press_send(page)

    expect(page.locator("[data-phrase=connection-lost]")).to_be_visible()
    expect_typed(page)
    expect(page.locator(f"{FORM} .form-actions button")).to_be_enabled()


def test_draft_comes_back_after_the_line_and_may_be_refused(page):
    fail_posts(page)
    press_send(page)
    expect(page.locator("[data-phrase=connection-lost]")).to_be_visible()
    page.goto("/about/")
    page.goto(NEW)

    expect(page.locator(".notice-draft")).to_be_visible()
    expect_typed(page)
    page.locator(".notice-draft button").click()
    expect(page.locator(f"{FORM} [name=name]")).to_have_value("")
    page.reload()
    expect(page.locator(".notice-draft")).to_have_count(0)


def test_offline_then_online_again_sends_the_form(page):
    page.context.set_offline(True)
    press_send(page)
    notice = page.locator("[data-phrase=connection-lost]")
    expect(notice).to_be_visible()
    expect_typed(page)

    page.context.set_offline(False)
    expect(notice).to_have_count(0)
    send(page)
    expect(page.locator("h1")).to_have_text(TYPED["name"])
    expect(page.locator("#messages .notice")).to_be_visible()

    page.goto(NEW)
    expect(page.locator(".notice-draft")).to_have_count(0)
    expect(page.locator(f"{FORM} [name=name]")).to_have_value("")


def test_refused_form_shows_its_errors_in_place_and_takes_the_focus(page):
    page.fill(f"{FORM} [name=website]", "not an address")
    send(page)

    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    expect(summary).to_be_focused()
    expect_typed(page)
    expect(page.locator("main h1")).to_have_count(1)


def test_session_ended_while_typing_keeps_what_was_typed(page):
    page.context.clear_cookies(name="session")
    press_send(page)

    expect(page.locator("#messages [data-phrase]")).to_be_visible()
    expect_typed(page)


def test_theme_is_not_lost_silently(page):
    page.context.set_offline(True)
    page.locator("header summary").last.click()
    page.locator("header button[value=dark]").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[data-phrase=connection-lost]")).to_be_visible()
