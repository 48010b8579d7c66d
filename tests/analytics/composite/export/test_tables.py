import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga_analytics.composite.export.tables import TextTable, exact, harmless, rounded
from teranga_analytics.composite.reading.tables import as_number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_numbers_are_read_again_unchanged(value):
    assert as_number(exact(value)) == value


def test_numbers_are_written_plainly():
    assert (exact(3.0), exact(0.1), exact(math.nan)) == ("3", "0.1", "")
    assert (rounded(200 / 3), rounded(-1e-300 * 1e-300), rounded(math.nan)) == (
        "66.6666666667", "0", "",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tb"])
def test_live_text_is_made_harmless(text):
    assert harmless(text) == f"'{text}"


def test_csv_quotes_what_needs_it():
    assert TextTable.of(["a", "b"], [["x,y", 'q"']]).as_csv() == 'a,b\n"x,y","q"""\n'
