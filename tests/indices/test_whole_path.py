"""From an empty codebook to a recomputed edition, in real Chromium, each in their window."""

import csv
import re
import subprocess
import sys
import zipfile

import pytest
import yaml
from django.test import Client

from teranga_analytics.composite import Pipeline, Step, build_index, read_coinr
from tests.browser.checks import axe_source
from tests.factories.coding import Team, small_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RUN_AXE = (
    "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
    "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
)


class Stage:
    """Opens a window for a person, and keeps what axe and the console say of each page."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.faults = []

    def window(self, user):
        """Open a window of one's own; without a person, a visitor's."""
        client = Client()
        if user:
            client.force_login(user)
        context = self.browser.new_context(
            base_url=self.url,
            locale="en",
            reduced_motion="reduce",
            viewport={"width": 1280, "height": 900},
        )
        values = {"language": "en"}
        if user:
            values["session"] = client.session.session_key
        context.add_cookies(
            [{"name": name, "value": value, "url": self.url} for name, value in values.items()]
        )
        context.set_default_timeout(20_000)
        return context

    def look(self, page):
        """Hold the page against axe, wide and narrow."""
        page.evaluate(axe_source())
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            self.faults += [f"{page.url}: {fault} at {width}" for fault in page.evaluate(RUN_AXE)]
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.faults += (
                [f"{page.url}: {too_wide} px too wide at {width}"] if too_wide > 0 else []
            )
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def stage(browser, live_server):
    return Stage(browser, live_server.url)


@pytest.fixture
def team(countries):
    return Team()


def send_codebook(page, tmp_path, document):
    path = tmp_path / "codebook.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))
    page.set_input_files("input[name=file]", path)
    page.click("text=Check and import")


def make_codebook(stage, page, tmp_path):
    page.goto("/indices/codebooks/new/")
    stage.look(page)
    page.fill("[name=code]", "essai")
    page.fill("[name=name_fr]", "Indice d'essai")
    page.fill("[name=name_en]", "Trial index")
    page.click(".form-actions button")
    wrong = small_document()
    wrong["domains"][0]["indicators"][0]["levels"][1]["score"] = 3
    wrong["domains"][1]["component"] = "NOWHERE"
    send_codebook(page, tmp_path, wrong)
    places = page.locator("tbody th").all_inner_texts()
    stage.look(page)
    send_codebook(page, tmp_path, small_document())
    page.click("text=Put this version in force")
    stage.look(page)
    return places


def open_round(stage, page, team):
    page.goto("/indices/rounds/new/")
    stage.look(page)
    page.fill("[name=title_fr]", "Vague d'essai")
    page.fill("[name=title_en]", "Trial round")
    page.fill("[name=year]", "2025")
    page.click(".form-actions button")
    page.click("text=Give domains to coders")
    page.check("input[name=countries][value=SEN]")
    page.check("input[name=domains][value=CIT]")
    page.select_option("[name=first]", label=team.first.name)
    page.select_option("[name=second]", label=team.second.name)
    stage.look(page)
    page.click(".form-actions button")
    page.click("text=Open to coders")
    stage.look(page)
    return re.search(r"rounds/([0-9a-f-]{36})", page.url)[1]


def open_domain(page):
    page.goto("/indices/coding/")
    page.click("main li.card a")


def prove(page, code):
    """Give confidence and a primary source, with the keyboard alone."""
    page.focus(f"#{code}-confidence")
    page.keyboard.press("3")
    page.focus(f"#{code} [data-source] summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(f"Code de la nationalité, {code}")


def saved(page, code):
    page.wait_for_selector(f"#{code} [data-state=coding-done]")


def code_domain(page, **levels):
    for code in ("CIT01", "CIT02", "CIT03"):
        page.focus(f"#{code}")
        page.keyboard.press(levels.get(code, "1"))
        prove(page, code)
        saved(page, code)


def test_whole_path_from_a_codebook_to_an_edition_recomputed_elsewhere(stage, team, tmp_path):
    office = stage.window(team.adjudicator).new_page()
    places = make_codebook(stage, office, tmp_path)
    round_pk = open_round(stage, office, team)

    first = stage.window(team.first)
    page = first.new_page()
    open_domain(page)
    stage.look(page)
    code_domain(page)
    address = page.url

    # The line is cut in mid-page, then the tab is closed: what was typed is given back.
    first.set_offline(True)
    page.fill("#CIT02-note", "Tapé sans réseau")
    page.wait_for_selector("#CIT02 [data-state=coding-kept]")
    page.close()
    first.set_offline(False)
    page = first.new_page()
    page.goto(address)
    saved(page, "CIT02")
    page.reload()
    assert page.input_value("#CIT02-note") == "Tapé sans réseau"

    other = stage.window(team.second).new_page()
    open_domain(other)
    assert "Tapé sans réseau" not in other.content()
    code_domain(other, CIT02="2")
    for window in (page, other):
        window.click("#hand-in button")
        window.wait_for_url("**/indices/coding/", wait_until="commit")

    office.goto(f"/indices/rounds/{round_pk}/agreement/")
    stage.look(office)
    office.click("text=Confirm Senegal, CIT")
    office.click("text=Decide CIT02, Senegal")
    stage.look(office)
    side_by_side = office.locator(".indices-answer").all_inner_texts()
    office.check("input[name=answer][value=L2]")
    office.fill("[name=reason]", "L'article 19 le dit.")
    office.click(".form-actions button")

    focal = stage.window(team.focal_point).new_page()
    validated = answer_for_the_country(stage, focal, round_pk)
    edition = freeze(stage, office, round_pk)

    assert [re.search(r"\d+", place) is not None for place in places] == [True, True]
    assert side_by_side == ["1 Level 1 of CIT02", "2 Level 2 of CIT02"]
    assert validated == 3
    visitor = stage.window(None).new_page()
    shown = read_as_a_visitor(stage, visitor, edition)
    assert shown == "67"  # levels 1, 2 and 1 of 2: a half, one and a half
    package = download(visitor, edition, "package", tmp_path)
    done = run_index("build", "--package", str(package), "--verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert scores_in(package)["SEN", "CIT"] == pytest.approx(200 / 3)
    tables = download(visitor, edition, "coinr", tmp_path)
    assert aggregated_in_coinr(tables)["CIT"] == pytest.approx(200 / 3)
    assert stage.faults == []


def answer_for_the_country(stage, focal, round_pk):
    """Validate what is settled, then use the right of reply; return how much is validated."""
    focal.goto(f"/indices/rounds/{round_pk}/countries/SEN/")
    stage.look(focal)
    for box in focal.locator("input[name=cells]").all():
        box.check()
    focal.click("text=Validate what is ticked")
    validated = focal.locator(".badge-good").count()
    focal.click("text=Write a reply")
    stage.look(focal)
    focal.fill("[name=text_en]", "The law was amended since.")
    focal.click(".form-actions button")
    focal.click("text=Publish this reply")
    stage.look(focal)
    return validated


def freeze(stage, office, round_pk):
    """Publish the edition from the round's own page; return its address."""
    office.goto(f"/indices/rounds/{round_pk}/")
    office.locator("a[href$='/freeze/']").click()
    stage.look(office)
    office.check("[name=is_confirmed]")
    office.click(".form-actions button")
    office.wait_for_url("**/indices/editions/**")
    return office.url


def read_as_a_visitor(stage, visitor, edition):
    """Go from the list of indices to the evidence of a code; return the score of the domain."""
    visitor.goto("/indices/")
    visitor.get_by_role("link", name="Trial index", exact=True).click()
    assert visitor.url == edition
    assert "Pair of coders 1" in visitor.inner_text("main")
    visitor.get_by_role("link", name="Senegal", exact=True).first.click()
    stage.look(visitor)
    assert "The law was amended since." in visitor.inner_text("main")
    visitor.click("details.domain-codes summary")
    score = visitor.inner_text("details.domain-codes summary strong")
    visitor.click(".code-list >> text=Indicator CIT02")
    stage.look(visitor)
    said = visitor.inner_text("main")
    assert "Code de la nationalité, CIT02" in said
    assert "L'article 19 le dit." in said
    return score


def download(visitor, edition, name, folder):
    """Take a file of the edition away, from its page, and unpack it."""
    visitor.goto(f"{edition}files/")
    with visitor.expect_download() as taken:
        visitor.click(f"a[href$='/export/{name}/']")
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(folder / name)
    return folder / name


def scores_in(package):
    with (package / "data/scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(unit, node): float(score) for unit, node, score, *_ in rows if score}


def aggregated_in_coinr(folder):
    """Do what COINr does: weighted means of what is there, level by level."""
    read = read_coinr(folder / "iData.csv", folder / "iMeta.csv")
    plain = Pipeline((Step("normalise", "as_measured"), Step("aggregate", "arithmetic")))
    built = build_index(plain, read.dataset, read.framework)
    return {code: built.of(code)[0] for code in read.framework.aggregates}


def run_index(*words):
    code = "import sys; from teranga_analytics.composite.command import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_two_tabs_on_one_indicator_show_both_and_lose_nothing(stage, team, tmp_path):
    office = stage.window(team.adjudicator).new_page()
    make_codebook(stage, office, tmp_path)
    open_round(stage, office, team)
    context = stage.window(team.first)
    here, there = context.new_page(), context.new_page()
    open_domain(here)
    open_domain(there)

    here.fill("#CIT01-note", "écrit ici")
    here.wait_for_selector("#CIT01 [data-state=coding-lacks]")
    there.fill("#CIT01-note", "écrit là")
    there.wait_for_selector("#CIT01 .coding-conflict")
    stage.look(there)
    shown = there.inner_text(".coding-theirs")
    there.click("[data-keep=mine]")
    there.wait_for_selector("#CIT01 [data-state=coding-lacks]")
    here.reload()

    assert "écrit ici" in shown
    assert here.input_value("#CIT01-note") == "écrit là"
    assert stage.faults == []


def test_coding_page_without_javascript_is_plain_forms(stage, team, tmp_path, browser):
    office = stage.window(team.adjudicator).new_page()
    make_codebook(stage, office, tmp_path)
    open_round(stage, office, team)
    client = Client()
    client.force_login(team.first)
    context = browser.new_context(base_url=stage.url, java_script_enabled=False)
    context.add_cookies(
        [{"name": "session", "value": client.session.session_key, "url": stage.url}]
    )
    page = context.new_page()
    open_domain(page)

    page.check("#CIT01 input[value=L2]")
    page.click("#CIT01 [data-source] summary")
    page.fill("#CIT01 [name=evidence-title]", "Constitution")
    page.click("#CIT01 .coding-foot button")

    assert page.url.endswith("#CIT01")
    assert page.is_checked("#CIT01 input[value=L2]")
    assert "Constitution" in page.inner_text("#CIT01 [data-source] summary >> nth=0")
