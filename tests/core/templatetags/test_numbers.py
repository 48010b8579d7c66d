from decimal import Decimal

import pytest
from django.utils.translation import override

from teranga.core.templatetags.numbers import file_size, number, percent, short_number


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "1\u00a0234\u00a0567,5"),
        ("en", "1,234,567.5"),
        ("pt", "1.234.567,5"),
        ("ar", "1,234,567.5"),
    ],
)
def test_number_is_written_as_the_reader_writes_it(language, written):
    with override(language):
        assert number(1234567.5) == written


def test_number_keeps_two_decimals_at_most_unless_told():
    with override("fr"):
        assert number(0.41666) == "0,42"
        assert number(Decimal("3.1"), 2) == "3,10"
        assert number(2.6, 0) == "3"


@pytest.mark.parametrize("words", ["not coded", "", None, True])
def test_number_leaves_what_is_not_a_number_alone(words):
    assert number(words) is words


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "13,8\u00a0%"), ("en", "13.8%"), ("pt", "13,8%")]
)
def test_percent_writes_a_share_in_hundredths(language, written):
    with override(language):
        assert percent(0.1375, 1) == written


def test_percent_leaves_words_alone():
    assert percent("no data") == "no data"


@pytest.mark.parametrize(
    ("n_bytes", "written"),
    [(2_431_000, "2,4 Mo"), (31_000_000, "31 Mo"), (310_000, "310 ko"), (12, "12 o")],
)
def test_file_size_is_written_in_the_unit_one_thinks_of(n_bytes, written):
    with override("fr"):
        assert file_size(n_bytes).replace("\u202f", " ").replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("fr", 0, "0"),
        ("fr", 999, "999"),
        ("fr", 1_234, "1,2\u00a0k"),
        ("fr", 9_999, "10\u00a0k"),
        ("en", 12_345, "12K"),
        ("ar", 1_234, "1.2\u00a0ألف"),
    ],
)
def test_short_number_keeps_two_figures_or_three(language, value, written):
    with override(language):
        assert short_number(value) == written
