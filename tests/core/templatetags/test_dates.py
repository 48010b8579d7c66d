import datetime as dt

import pytest
from django.utils.translation import override

from teranga.core.partial_dates import PartialDate
from teranga.core.templatetags.dates import date_words, moment_words, partial_date


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "11 mars 2014"),
        ("en", "March 11, 2014"),
        ("pt", "11 de março de 2014"),
        ("ar", "11 مارس 2014"),
    ],
)
def test_date_words_says_the_day_in_the_readers_language(language, words):
    with override(language):
        assert date_words(dt.date(2014, 3, 11)) == f'<time datetime="2014-03-11">{words}</time>'


def test_date_words_counts_the_first_of_the_month_apart_in_french():
    with override("fr"):
        assert date_words(dt.date(2014, 3, 1)) == '<time datetime="2014-03-01">1er mars 2014</time>'


def test_date_words_takes_the_day_of_a_moment_where_the_network_is(settings):
    settings.TIME_ZONE = "Africa/Tunis"
    with override("fr"):
        words = date_words(dt.datetime(2014, 3, 11, 23, 30, tzinfo=dt.UTC))

    assert words == '<time datetime="2014-03-12">12 mars 2014</time>'


@pytest.mark.parametrize("write", [date_words, moment_words, partial_date])
def test_dates_that_are_not_known_are_not_written(write):
    assert write(None) == ""


def test_moment_words_adds_the_time_of_day(settings):
    settings.TIME_ZONE = "Africa/Tunis"
    with override("en"):
        words = moment_words(dt.datetime(2026, 11, 21, 9, 5, tzinfo=dt.UTC))

    assert words == '<time datetime="2026-11-21T10:05+01:00">November 21, 2026 at 10:05</time>'


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("2014", '<time datetime="2014">2014</time>'),
        ("2014-03", '<time datetime="2014-03">March 2014</time>'),
        ("2014-03-11", '<time datetime="2014-03-11">March 11, 2014</time>'),
        ("2014-early", "early 2014"),
        ("2014-mid", "mid-2014"),
        ("2014-late", "late 2014"),
        ("2014-03?", '<time datetime="2014-03">March 2014 (to be confirmed)</time>'),
        ("2014-mid?", "mid-2014 (to be confirmed)"),
    ],
)
def test_partial_date_is_as_precise_as_what_is_known(stored, words):
    with override("en"):
        assert partial_date(PartialDate.parse(stored)) == words
