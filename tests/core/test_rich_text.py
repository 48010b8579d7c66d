"""ASVS V1.3.1: a fixed list of tags, when it is written and when it is shown."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.core.rich_text import TAGS, render_rich_text, without_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![picture](https://elsewhere.example/track.png)",
    '<a href="https://x.example" onclick="alert(1)">x</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<svg><script>alert(1)</script></svg>",
    '[x](https://a.example "title\\" onmouseover=\\"alert(1)")',
    "<iframe src=//evil.example></iframe>",
    "<style>body{display:none}</style>",
]


class Opened(HTMLParser):
    """What a browser would open in a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(html):
    for tag, attributes in Opened(html).found:
        assert tag in TAGS
        assert set(attributes) <= {"href", "title", "rel"}
        assert attributes.get("href", "https://").startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_rich_text_is_harmless_written_and_shown_v1_3_1(attack):
    assert_harmless(render_rich_text(attack))
    assert_harmless(render_rich_text(without_html(attack)))


@given(st.text(alphabet="<>/ab \"'=()[]!&;#*_\n-`:javscriptonerx", max_size=200))
def test_rich_text_never_opens_another_tag(text):
    assert_harmless(render_rich_text(text))


def test_rich_text_shows_what_people_write():
    html = render_rich_text(
        "## Constat\n\nL'appui a **compté**, *surtout* ici :\n\n- un\n- deux\n\n[texte](https://a.example)"
    )

    assert "<h4>Constat</h4>" in html
    assert "<strong>compté</strong>" in html
    assert html.count("<li>") == 2
    assert 'href="https://a.example"' in html


def test_text_keeps_its_signs_without_html():
    assert without_html("moins de 5 < 10 & plus > 3") == "moins de 5 < 10 & plus > 3"
    assert without_html("un <b>mot</b>") == "un mot"
