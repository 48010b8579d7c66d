import pytest

from teranga_analytics.composite.figures.palette import (
    DOMAINS,
    INK,
    MUTED,
    PAPER,
    SEQUENCE,
    contrast,
    mixed,
    readable_on,
    sequential,
)

# Viénot, Brettel and Mollon (1999): what people without one kind of cone see, in linear light.
PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def linear(colour):
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]


def lab(channels):
    r, g, b = (min(max(channel, 0), 1) for channel in channels)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, matrix):
    channels = linear(colour)
    if matrix is None:
        return lab(channels)
    return lab([sum(m * c for m, c in zip(row, channels, strict=True)) for row in matrix])


@pytest.mark.parametrize("matrix", [None, PROTAN, DEUTAN], ids=["normal", "protan", "deutan"])
def test_domains_stay_apart_for_different_eyes(matrix):
    places = [seen(colour, matrix) for colour in DOMAINS]
    distances = [
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for number, one in enumerate(places)
        for other in places[:number]
    ]

    assert min(distances) > 10


def test_text_is_readable_on_paper_and_on_every_colour():
    assert contrast(INK, PAPER) >= 7
    assert contrast(MUTED, PAPER) >= 4.5
    for share in range(101):
        colour = sequential(share / 100)
        assert contrast(readable_on(colour), colour) >= 4.5
    for colour in DOMAINS:
        assert contrast(readable_on(colour), colour) >= 4.5


def test_sequential_meets_its_classes_and_grows_darker():
    assert [sequential(step / 4) for step in range(5)] == list(SEQUENCE)
    darkness = [contrast(sequential(share / 20), "#ffffff") for share in range(21)]
    assert darkness == sorted(darkness)


def test_mixed_goes_from_one_colour_to_the_other():
    assert [mixed("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == [
        "#000000", "#808080", "#ffffff",
    ]  # fmt: skip
