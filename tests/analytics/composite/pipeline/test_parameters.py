from collections.abc import Mapping, Sequence
from typing import Literal

import pytest

from teranga_analytics.composite.pipeline.parameters import (
    described,
    fits,
    keyword_parameters,
    parameter_complaints,
)


def method(values, *, exponent: float, ties: Literal["low", "high"] = "low", reference: int = 0):
    """Stand for a declared method."""


@pytest.mark.parametrize(
    ("value", "annotation", "wanted"),
    [
        (1, float, True),
        (True, float, False),
        (float("nan"), float, False),
        (1.0, int, False),
        (True, int, False),
        (None, int | None, True),
        ("low", Literal["low", "high"], True),
        ("mid", Literal["low", "high"], False),
        ([1, 2.5], Sequence[float], True),
        ([1, "a"], list[float], False),
        ("ab", Sequence[str], False),
        ({"a": 1}, Mapping[str, float], True),
        ({"a": "b"}, Mapping[str, float], False),
        ([[1, None]], Sequence[Sequence[float | None]], True),
    ],
)
def test_fits_follows_the_annotation(value, annotation, wanted):
    assert fits(value, annotation) is wanted


def test_described_says_types_in_words():
    assert described(Literal["low", "high"] | None) == "one of 'low', 'high' or null"
    assert described(Mapping[str, float]) == "a mapping of (text) to (a number)"
    assert described(list[int]) == "a list of (a whole number)"


def test_parameter_complaints_name_unknown_missing_and_wrong():
    declared = keyword_parameters(method, given=("reference",))

    complaints = parameter_complaints(declared, {"tie": "low", "ties": "mid"})

    assert list(declared) == ["exponent", "ties"]
    assert complaints == [
        ("tie", "parameter 'tie'", "one of: exponent, ties"),
        ("exponent", "nothing", "a number"),
        ("ties", "'mid'", "one of 'low', 'high'"),
    ]
