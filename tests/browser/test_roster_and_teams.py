"""An expert keeps their profile on a phone; an officer composes a team and says why."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import Watcher, faults_of_axe, faults_of_width

pytestmark = pytest.mark.browser

LANGUAGES = ("fr", "en", "ar")


def test_expert_keeps_their_profile_on_a_phone(visit):
    page = visit("expert", language="en", width=360)
    watcher = Watcher(page)

    page.goto("/roster/me/edit/")
    page.get_by_label("Experience in a few words").fill("Train-the-trainer sessions on returns.")
    page.get_by_label("Missions a year at most").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/roster/me/$"))
    expect(page.get_by_text("Train-the-trainer sessions on returns.")).to_be_visible()

    page.get_by_role("link", name="Say when I am not available").click()
    page.get_by_label("From").fill("2030-05-01")
    page.get_by_label("Until").fill("2030-05-20")
    page.get_by_role("button", name="Add this period").click()
    expect(page.get_by_role("button", name="Remove this period").first).to_be_visible()

    assert faults_of_axe(page) == []
    assert faults_of_width(page, (360,)) == []
    assert watcher.faults() == []


def test_heavy_cv_is_refused_with_the_way_out(visit, tmp_path):
    heavy = tmp_path / "cv.pdf"
    heavy.write_bytes(b"%PDF-1.7\n" + b"0" * (11 * 1024**2))
    page = visit("expert", language="en", width=360)

    page.goto("/roster/me/cv/")
    page.get_by_label("Curriculum vitae").set_input_files(heavy)
    page.get_by_role("button", name="Add this file").click()

    expect(page.get_by_text("10 MB at most are kept").first).to_be_visible()


def test_officer_composes_a_team_and_says_why(visit):
    page = visit("officer", language="en")
    watcher = Watcher(page)
    page.goto("/facility/teams/")
    quarters = page.get_by_label("Compose the teams of")
    for number in range(quarters.locator("option").count()):
        quarters.select_option(index=number)
        page.get_by_role("button", name="Apply").click()
        page.wait_for_load_state()
        apart = page.get_by_role("link", name=re.compile("^Compose apart"))
        if apart.count():
            break
    assert faults_of_axe(page) == []

    apart.first.click()
    page.get_by_label("Why this team rather than the first").first.fill("Knows the ministry.")
    page.get_by_role("button", name="Choose team 2").click()

    expect(page.get_by_role("heading", name="Team chosen")).to_be_visible()
    expect(page.get_by_text("Knows the ministry.")).to_be_visible()
    assert faults_of_axe(page) == []
    assert watcher.faults() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("visitor", "/roster/"),
        ("officer", "/roster/experts/"),
        ("officer", "/roster/vetting/"),
        ("officer", "/facility/teams/"),
        ("expert", "/roster/me/"),
        ("expert", "/facility/missions/"),
    ],
)
def test_page_holds_in_every_language_and_width(visit, role, path, language):
    page = visit(role, language=language, width=360)
    watcher = Watcher(page)

    page.goto(path)

    assert faults_of_axe(page) == []
    assert faults_of_width(page) == []
    assert watcher.faults() == []
