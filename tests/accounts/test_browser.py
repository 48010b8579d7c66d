"""The entrance in real Chromium (ASVS V3.4.3, V6.3.3); `tests/browser` walks what is inside."""

import os
from pathlib import Path

import pytest

from tests.accounts.conftest import PASSWORD, with_password
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
WIDTHS = [360, 768, 1440]
LANGUAGES = ["fr", "en", "ar"]
ENTRANCE = [
    "/account/login/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/invitation/unknown/",
    "/account/inactive/",
]


@pytest.fixture
def chromium(browser):
    return browser


def faults_of(page, url, width):
    """Return what axe, the console and the layout hold against a page."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    # Not a script of the page: it passes beside the page's own policy.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
    )
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    wide = [f"{too_wide} px too wide"] if too_wide > 0 else []
    return [fault for fault in said + violations + wide if "410" not in fault]


def walk(chromium, base, paths, language):
    faults = {}
    for width in WIDTHS:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, reduced_motion="reduce"
        )
        for path in paths:
            page = context.new_page()
            found = faults_of(page, base + path, width)
            if folder := os.environ.get("TERANGA_SCREENSHOTS"):
                name = f"{language}-{width}-{path.strip('/').replace('/', '_')}.png"
                page.screenshot(path=f"{folder}/{name}", full_page=True)
            if found:
                faults[f"{language} {width} {path}"] = found
            page.close()
        context.close()
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_entrance_pages_have_no_fault(chromium, live_server, language):
    assert walk(chromium, live_server.url, ENTRANCE, language) == {}


def test_passkey_is_added_then_opens_the_account_without_a_password(chromium, live_server):
    """The library's scripts run under our strict policy; the key alone signs staff in."""
    user = with_password(make_user("coordinator"))
    page = chromium.new_context(locale="en").new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else 0)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    page.goto(live_server.url + "/account/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/account/2fa/")
    page.goto(live_server.url + "/account/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/webauthn/add/")
    page.fill("[name=name]", "My laptop")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    page.goto(live_server.url + "/account/logout/")
    page.click("main form button[type=submit]")
    page.goto(live_server.url + "/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/account/login/" not in url)

    page.goto(live_server.url + "/account/members/")
    assert page.url.endswith("/account/members/")
    assert page.locator("h1").count() == 1
    assert said == []


def test_sign_in_and_forms_work_without_javascript(chromium, live_server):
    user = with_password(make_user("reader"))
    page = chromium.new_context(java_script_enabled=False, locale="fr").new_page()

    page.goto(live_server.url + "/account/login/?next=/account/data/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form.form button[type=submit]")
    assert page.url.endswith("/account/data/")
    page.goto(live_server.url + "/account/")
    page.fill("[name=name]", "Sans script")
    page.click("main form.form button[type=submit]")

    user.refresh_from_db()
    assert user.name == "Sans script"
