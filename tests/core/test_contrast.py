"""The colours that meet on a page can be read by day and by night: computed from the tokens."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "frontend" / "styles"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
BODY, TEXT, SHAPE = 7.0, 4.5, 3.0  # WCAG 2.2: AAA text, AA text, AA graphics

SURFACES = ["page", "paper", "sunken"]
THEMES = ["light", "dark"]


def read_tokens(theme, *sheets):
    column = THEMES.index(theme) + 2
    text = "".join((STYLES / sheet).read_text() for sheet in sheets)
    return {match[1]: match[column] for match in PAIR.finditer(text)}


def luminance(colour):
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


MEETINGS = [
    *[("ink", surface, BODY) for surface in SURFACES],
    *[("ink-soft", surface, BODY) for surface in SURFACES],
    *[
        (text, surface, TEXT)
        for text in ["indigo", "indigo-deep", "ochre-ink", "baobab-ink", "laterite-ink"]
        for surface in SURFACES
    ],
    *[("ink", f"{hue}-wash", BODY) for hue in ["indigo", "ochre", "baobab", "laterite"]],
    ("indigo", "indigo-wash", TEXT),
    ("ochre-ink", "ochre-wash", TEXT),
    *[(text, "ochre-wash", TEXT) for text in ["indigo", "ink-soft"]],  # words found by search
    ("baobab-ink", "baobab-wash", TEXT),
    ("laterite-ink", "laterite-wash", TEXT),
    ("on-strong", "indigo", TEXT),
    ("on-strong", "indigo-deep", TEXT),
    ("on-strong", "laterite", TEXT),
    ("on-strong", "laterite-ink", TEXT),
    ("night-ink", "night", BODY),
    ("night-soft", "night", BODY),
    *[(line, surface, SHAPE) for line in ["edge", "focus", "laterite"] for surface in SURFACES],
    *[(bar, "sunken", SHAPE) for bar in ["indigo", "baobab"]],
    ("ochre", "paper", SHAPE),
    ("focus", "night", SHAPE),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "least"), MEETINGS)
def test_contrast_of_colours_that_meet_is_enough(front, back, least, theme):
    tokens = read_tokens(theme, "tokens.css")

    assert contrast(tokens[front], tokens[back]) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("surface", ["page", "paper"])
def test_contrast_of_every_domain_with_its_ground_is_enough(theme, surface):
    tokens = read_tokens(theme, "tokens.css", "domains.css")

    weak = [
        name
        for name in (f"domain-{position}" for position in range(1, 12))
        if contrast(tokens[name], tokens[surface]) < SHAPE
    ]

    assert weak == []


@pytest.mark.parametrize("theme", THEMES)
def test_contrast_of_map_classes_grows_from_the_ground_step_by_step(theme):
    tokens = read_tokens(theme, "tokens.css")

    from_ground = [
        contrast(tokens[f"map-{step}"], tokens["map-none" if theme == "dark" else "page"])
        for step in range(1, 6)
    ]

    assert all(later / earlier >= 1.25 for earlier, later in pairwise(from_ground))


def test_contrast_knows_the_two_ends_of_the_scale():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
