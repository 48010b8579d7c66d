from teranga_analytics.composite.figures.wording import _WORDS, number, percentage


def test_number_follows_the_language():
    assert number(-1234.56, "en") == "−1,234.6"
    assert number(-1234.56, "fr") == "−1\u202f234,6"
    assert number(float("nan"), "fr") == "–"
    assert number(-0.04, "en") == "0.0"


def test_percentage_follows_the_language():
    assert (percentage(0.125, "en"), percentage(0.125, "fr")) == ("12.5%", "12,5\u202f%")


def test_every_word_exists_in_every_language():
    assert all(set(entry) == {"en", "fr", "ar"} for entry in _WORDS.values())
