"""The explorer in Chromium: a visitor on a phone, a method tried and shared, every page clean."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from teranga.indices.demo import _load_legal_index
from teranga.indices.models import Edition
from tests.browser.checks import Watcher, faults_of_axe, faults_of_width, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def edition(live_server):
    _load_legal_index()
    return Edition.objects.get()


@pytest.fixture
def open_page(browser, live_server):
    contexts = []

    def opened(path, *, language="fr", viewport=PHONE, scripts=True):
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            viewport=viewport,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def url(edition, page, *more):
    return reverse(f"indices:edition-{page}", args=[edition.pk, *more])


def test_visitor_on_a_phone_goes_from_the_index_to_the_evidence(open_page, edition):
    page = open_page(reverse("indices:index-list"))

    page.get_by_role("link", name="Indice d’engagement juridique").first.click()
    page.get_by_role("link", name="Sénégal", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sénégal")
    page.get_by_text("Travailleurs migrants et recrutement").last.click()
    law = re.compile("protection des droits de tous les travailleurs")
    page.locator(".code-list").get_by_role("link", name=law).click()

    expect(page.get_by_text("UN Treaty Collection").first).to_be_visible()
    assert faults_of_width(page) == []


def test_method_moves_at_once_and_its_link_gives_the_same_numbers(open_page, edition):
    page = open_page(url(edition, "method"), viewport={"width": 1280, "height": 900})

    page.select_option("#aggregation", "geometric")
    page.wait_for_url("**aggregation=geometric**")
    page.fill("#w-HUM", "5")
    page.locator("#w-HUM").blur()
    page.wait_for_url("**w.HUM=5**")
    page.wait_for_load_state("networkidle")
    shown = page.locator("#method-result tbody").inner_text()
    other = open_page(page.url, scripts=False, viewport={"width": 1280, "height": 900})

    assert other.locator("#method-result tbody").inner_text() == shown
    plain = open_page(url(edition, "method"), viewport={"width": 1280, "height": 900})
    assert plain.locator("#method-result tbody").inner_text() != shown


def test_method_works_without_scripts(open_page, edition):
    page = open_page(url(edition, "method"), scripts=False)

    page.select_option("#aggregation", "minimum")
    page.get_by_role("button", name=re.compile("Calculer|Compute")).click()

    assert "aggregation=minimum" in page.url
    expect(page.locator("#aggregation")).to_have_value("minimum")


def test_figure_is_saved_as_a_picture(open_page, edition):
    page = open_page(url(edition, "country", "SEN"))
    link = page.locator("a[data-png]").first
    expect(link).to_be_visible()

    with page.expect_download() as saved:
        link.click()

    content = saved.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 5_000


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_page_is_clean_on_a_phone(open_page, edition, language):
    paths = [
        reverse("indices:index-list"),
        *(
            url(edition, page)
            for page in ("detail", "comparison", "map", "axes", "method", "crossing", "files")
        ),
        url(edition, "detail") + "?ranks=1",
        url(edition, "country", "SEN"),
        url(edition, "cell", "MRT", "OAU1969"),
        url(edition, "whatif") + "?country=SEN&set.C143=2",
        url(edition, "changes", edition.pk),
    ]
    page = open_page(paths[0], language=language)
    watcher, faults = Watcher(page), {}

    for path in paths:
        page.goto(path)
        found = [*faults_of_width(page), *watcher.faults(), *faults_of_axe(page)]
        if found:
            faults[path] = found

    assert faults == {}, report(faults)
