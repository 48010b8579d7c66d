import pytest
from django.utils import translation

from teranga.core.models import Source
from teranga.core.translated import Translated
from teranga.programmes.models import PublishedFigure
from teranga.programmes.templatetags.content import said
from teranga.programmes.templatetags.figures import as_printed, figure_value
from teranga.programmes.templatetags.sources import source_of


def figure(*, unit=(), **fields):
    """Return a figure as the database gives it back."""
    return PublishedFigure(unit=Translated(unit), **fields)


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"value": 109}, "109"),
        ({"value": 120, "bound": "at_least"}, "more than 120"),
        ({"value": 79, "bound": "at_most"}, "up to 79"),
        ({"value": 6, "value_to": 7}, "6 to 7"),
        ({"value": 18000, "value_to": 25000, "bound": "about"}, "about 18,000 to 25,000"),
        ({"value": 9.3, "unit": {"fr": "%", "en": "%"}}, "9.3 %"),
    ],
)
def test_as_printed_keeps_the_bound_and_the_unit(fields, printed):
    with translation.override("en"):
        assert as_printed(figure(**fields)) == printed


def test_figure_value_writes_the_words_small():
    half = figure(value=50, bound="about", unit={"en": "%"})

    with translation.override("en"):
        assert figure_value(half) == (
            '<span class="tile-unit">about</span> 50 <span class="tile-unit">%</span>'
        )


def test_said_marks_a_text_that_is_not_in_the_language_of_the_page():
    text = Translated({"fr": "L'accès <aux> droits"})

    with translation.override("fr"):
        assert said(text) == "L’accès <aux> droits"
    with translation.override("ar"):
        assert said(text) == '<span lang="fr" dir="ltr">L’accès &lt;aux&gt; droits</span>'


def test_source_of_tells_pages_from_lines():
    source = Source(code="s", title={"fr": "Rapport"}, publisher="ICMPD", year=2020)

    with translation.override("en"):
        page = source_of(PublishedFigure(source=source, source_page="97–100"))
        lines = source_of(PublishedFigure(source=source, source_page="l. 12, 14"))

    assert (page["source"], page["page"]) == ("ICMPD, 2020", "97–100")
    assert (lines["source"], lines["page"]) == ("ICMPD, 2020, lines 12, 14 of the text copy", "")
