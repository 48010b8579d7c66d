import math

import numpy as np
import pytest

from teranga_analytics.composite.command.output import Report, aligned, plain, refusal, written
from teranga_analytics.composite.problems import Problem


def test_plain_turns_arrays_and_dataclasses_into_json():
    document = {1: np.array([1.0, np.nan]), "p": Problem("f", 2, None, "a", "b"), "n": np.int64(3)}

    assert plain(document) == {
        "1": [1.0, None],
        "p": {"file": "f", "row": 2, "column": None, "seen": "a", "wanted": "b"},
        "n": 3,
    }
    assert plain(math.inf) is None


def test_written_is_json_or_words():
    report = Report({"ok": True}, "Fine.\n\n")

    assert written(report, as_json=True) == '{\n  "ok": true\n}\n'
    assert written(report, as_json=False) == "Fine.\n"


def test_refusal_counts_and_names_its_problems():
    report = refusal([Problem("a.csv", 3, "x", "'q'", "a number")])

    assert report.exit_code == 1
    assert report.text == (
        "1 problem; nothing was computed.\n  a.csv, row 3, column x: saw 'q', wanted a number"
    )


def test_aligned_puts_words_left_and_numbers_right():
    assert aligned(("unit", "n"), [("A", "1"), ("Long", "100")]) == (
        "unit    n\nA       1\nLong  100"
    )


@pytest.mark.parametrize("value", [True, None, "text", 3])
def test_plain_leaves_json_values_alone(value):
    assert plain(value) is value
