"""The pages on methods: figures, outputs, tables, snippets and links are true today."""

import doctest
import importlib.util
import re
from pathlib import Path

import pytest

from teranga_analytics.composite.pipeline.checking import STEP_KINDS

PAGES = Path(__file__).parents[3] / "docs" / "methods"


@pytest.fixture(scope="module")
def maker():
    specification = importlib.util.spec_from_file_location(
        "make_figures", PAGES / "make_figures.py"
    )
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_figures_outputs_and_tables_are_up_to_date(maker):
    outdated = [
        path.name
        for path, text in maker.up_to_date().items()
        if path.read_text(encoding="utf-8") != text
    ]

    assert outdated == [], "run docs/methods/make_figures.py"


def test_every_figure_of_the_folder_is_made_and_shown(maker):
    made = {name for name, _ in maker.figures()}

    shown = set()
    for page in PAGES.glob("*.md"):
        shown |= set(re.findall(r"figures/([a-z-]+)\.svg", page.read_text(encoding="utf-8")))
    assert {path.stem for path in (PAGES / "figures").iterdir()} == made
    assert shown == made


def test_table_names_every_method_and_parameter_of_the_registry():
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    listed = {tuple(row) for row in re.findall(r"^\| (\w+) \| `(\w+)` \|", text, re.MULTILINE)}

    assert listed == {(step, name) for step, kind in STEP_KINDS.items() for name in kind.methods}
    for step, kind in STEP_KINDS.items():
        for name, method in kind.methods.items():
            line = next(row for row in text.splitlines() if row.startswith(f"| {step} | `{name}`"))
            assert all(f"`{parameter}`" in line for parameter in method.parameters)


def test_snippets_of_the_guide_are_true(monkeypatch):
    text = (PAGES / "guide.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL))
    monkeypatch.chdir(PAGES / "examples")
    test = doctest.DocTestParser().get_doctest(code, {}, "guide", "guide.md", 0)

    outcome = doctest.DocTestRunner().run(test)

    assert (outcome.failed, outcome.attempted > 5) == (0, True)


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))

    assert links
    assert [link for link in links if "://" not in link and not (PAGES / link).exists()] == []


def test_example_data_are_of_countries_that_do_not_exist():
    # ISO 3166 keeps XAA to XZZ for users: no country will ever have such a code.
    for name in ("indicators.csv", "indicators-2022-2024.csv"):
        lines = (PAGES / "examples" / name).read_text(encoding="utf-8").splitlines()[1:]
        assert all(re.match(r"X[A-Z]{2},", line) for line in lines)
