import pytest

from teranga_analytics.composite.figures.drawing import Canvas, element, lines_of, shortened, words


def test_element_escapes_attributes_and_leaves_out_nothing_said():
    assert element("text", words("a < b & c"), class_='x"y', fill=None, stroke_width=1.50) == (
        '<text class=\'x"y\' stroke-width="1.5">a &lt; b &amp; c</text>'
    )


def test_element_refuses_inline_style():
    with pytest.raises(ValueError, match="saw style"):
        element("rect", style="fill:red")


def test_canvas_mirrors_places_and_anchors():
    canvas = Canvas(100, mirrored=True)

    assert canvas.rectangle(10, 0, 20, 5) == '<rect x="70" y="0" width="20" height="5"/>'
    assert canvas.text(10, 0, "a", 12) == (
        '<text x="90" y="0" font-size="12" text-anchor="end">a</text>'
    )


def test_labels_are_cut_and_broken_to_fit():
    assert shortened("Reintegration", 50, 10) == "Reintegr…"
    assert shortened("Work", 50, 10) == "Work"
    assert lines_of("one two three", 45, 10) == ("one two", "three")
    assert lines_of("dans «\u00a0un\u00a0»", 45, 10) == ("dans", "«\u00a0un\u00a0»")
