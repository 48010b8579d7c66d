"""Every page of the workshop and of an edition in Chromium: axe, widths, languages, keyboard."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teranga.core.translated import Translated
from teranga.indices.enums import ModuleFamily
from teranga.indices.queries.round_document import round_document
from teranga.indices.services.decisions import validate_cells
from teranga.indices.services.editions import freeze_edition
from teranga.indices.services.modules import MeasureDetails, ModuleDetails, add_measure, open_module
from teranga.indices.services.replies import write_reply
from tests.browser.checks import (
    Watcher,
    faults_of_axe,
    faults_of_frame,
    faults_of_width,
    report,
)
from tests.browser.keyboard import focus_is_visible, focused
from tests.factories.coding import indicator, small_document
from tests.indices.services.test_decisions import confirm, workshop

__all__ = ["workshop"]  # the fixture, of a domain that both coders handed in
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def life(workshop):
    """A round at every stage at once: open to code, disputed, settled, validated, published."""
    confirm(workshop)
    validate_cells([workshop.cell("CIT01")], given_at=timezone.now(), by=workshop.focal_point)
    workshop.reply = write_reply(
        workshop.round,
        country=workshop.senegal,
        text=Translated(fr="La loi a changé.", en="The law has changed."),
        by=workshop.focal_point,
    )
    workshop.assign("MLI", "ELE")
    workshop.module = open_module(
        details=ModuleDetails(
            index=workshop.index,
            country=workshop.senegal,
            programme=workshop.programme,
            sector=Translated(fr="Épargne", en="Savings"),
            diagnosis=Translated(fr="Ce que le pays mesure.", en="What the country measures."),
        ),
        by=workshop.manager,
    )
    workshop.measure = add_measure(
        workshop.module,
        details=MeasureDetails(
            code="SEN-01", family=ModuleFamily.INPUTS, label=Translated(fr="Budget", en="Budget")
        ),
        by=workshop.manager,
    )
    workshop.edition = freeze_edition(
        workshop.index,
        content=round_document(workshop.round),
        published_on=timezone.localdate(),
        visibility="public",
    )
    changed = small_document("1.1")
    changed["domains"][0]["indicators"][0] = indicator("CIT01", n_levels=4)
    workshop.newer = workshop.import_codebook(changed)
    return workshop


def pages_of(life):
    """Say who opens what: `(person, name of the page, its arguments)`."""
    here, cell = life.round.pk, life.cell("CIT02").pk
    settled = life.cell("CIT03").pk
    office = [
        ("round-list",), ("round-create",), ("round-detail", here), ("round-assign", here),
        ("round-codebook", here), ("assignment-reopen", life.assignment().pk),
        ("codebook-list",), ("codebook-import", life.index.pk),
        ("codebook-detail", life.newer.pk), ("codebook-changes", life.newer.pk),
        ("module-list",), ("module-create",), ("module-detail", life.module.pk),
        ("measure-create", life.module.pk), ("measure-update", life.measure.pk),
    ]  # fmt: skip
    judge = [
        ("index-create",),
        ("round-agreement", here), ("cell-decide", cell), ("cell-reopen", settled),
        ("edition-freeze", here),
    ]  # fmt: skip
    coder = [("coding-list",), ("coding-detail", life.assignment(1, "MLI", "ELE").pk),
             ("coding-detail", life.assignment().pk)]  # fmt: skip
    country = [
        ("round-country", here, "SEN"), ("reply-create", here, "SEN"),
        ("cell-contest", settled), ("cell-assess", settled),
    ]  # fmt: skip
    edition = life.edition.pk
    visitor = [
        ("index-list",), ("codebook-list",), ("codebook-detail", life.newer.pk), ("module-list",),
        *((f"edition-{name}", edition) for name in (
            "detail", "comparison", "map", "axes", "method", "whatif", "crossing", "files")),
        ("edition-country", edition, "SEN"), ("edition-cell", edition, "SEN", "CIT01"),
        ("edition-changes", edition, edition), ("edition-embed", edition, "domains"),
    ]  # fmt: skip
    for person, pages in (
        (life.manager, office), (life.adjudicator, judge), (life.first, coder),
        (life.focal_point, country), (None, visitor),
    ):  # fmt: skip
        for name, *arguments in pages:
            yield person, reverse(f"indices:{name}", args=arguments)


@pytest.fixture
def window(browser, live_server):
    contexts = []

    def opened(person, *, language="fr"):
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            viewport={"width": 360, "height": 740},
            reduced_motion="reduce",
        )
        contexts.append(context)
        values = {"language": language}
        if person:
            client = Client()
            client.force_login(person)
            values["session"] = client.session.session_key
        context.add_cookies(
            [{"name": n, "value": v, "url": live_server.url} for n, v in values.items()]
        )
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.heavy
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_no_page_of_the_app_has_a_fault(window, life, language):
    windows, faults = {}, {}
    for person, path in pages_of(life):
        if person not in windows:
            page = window(person, language=language)
            windows[person] = page, Watcher(page)
        page, watcher = windows[person]
        answer = page.goto(path)
        found = [
            *([] if answer.status == 200 else [f"status {answer.status}"]),
            *faults_of_frame(page, language=language),
            *faults_of_width(page),
            *watcher.faults(),
            *faults_of_axe(page),
        ]
        if found:
            faults[path] = found

    assert faults == {}, report(faults)


@pytest.mark.heavy
def test_every_control_is_reached_and_seen_with_the_keyboard(window, life):
    windows, faults = {}, {}
    for person, path in pages_of(life):
        page = windows[person] = windows.get(person) or window(person)
        page.goto(path)
        found = unreached(page)
        if found:
            faults[path] = found

    assert faults == {}, report(faults)


_CONTROLS = """
() => {
  const found = [...document.querySelectorAll("main a[href], main button, main select,"
    + " main input:not([type=hidden]), main textarea, main summary")].filter((node) =>
    !node.matches(":disabled") && node.checkVisibility() && node.tabIndex >= 0);
  const seen = new Set();
  // One button of a group of radio buttons holds the place of all.
  const kept = found.filter((node) => node.type !== "radio"
    || !seen.has(node.form?.action + node.name) && seen.add(node.form?.action + node.name));
  kept.forEach((node, place) => { node.dataset.control = place; });
  return kept.length;
}
"""


def unreached(page, *, limit=400):
    """Press Tab through a page; name the controls never reached or whose focus cannot be seen."""
    n_controls = page.evaluate(_CONTROLS)
    reached, unseen = set(), []
    for _ in range(limit):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "(() => { const a = document.activeElement; const n = a.type === 'radio' ?"
            " [...document.getElementsByName(a.name)].find((m) => m.dataset.control) ?? a : a;"
            " return n.dataset.control ?? null; })()"
        )
        if place is not None and place not in reached:
            reached.add(place)
            if len(reached) % 7 == 1 and not focus_is_visible(page):
                unseen.append(f"focus not seen on {focused(page)}")
        if len(reached) == n_controls or (place is None and reached and _is_past(page)):
            break
    missed = [str(n) for n in range(n_controls) if str(n) not in reached]
    names = [
        page.evaluate("(n) => document.querySelector(`[data-control='${n}']`).outerHTML", n)[:120]
        for n in missed[:4]
    ]
    return [*unseen, *(f"never reached: {name}" for name in names)]


def _is_past(page):
    here = focused(page)
    return here is None or here["place"] == "footer"
