import logging

import pytest

from teranga.core.logs import SingleLineFormatter


def line(message):
    record = logging.LogRecord("teranga", logging.INFO, "", 0, message, (), None)
    return SingleLineFormatter().format(record)


@pytest.mark.parametrize("forged", ["a\nb", "a\r\nb", "a\x1b[31mb", "a\u2028b", "a\x00b"])
def test_formatter_keeps_one_line_whatever_is_sent(forged):
    text = line(forged)

    assert len(text.splitlines()) == 1
    assert "\x1b" not in text


@pytest.mark.parametrize("personal", ["a.b+c@example.org", "+221 77 123 45 67"])
def test_formatter_masks_addresses_and_telephones(personal):
    assert personal not in line(f"refused for {personal}.")


def test_formatter_tells_an_error_on_one_line():
    error = ValueError("first\nsecond")
    record = logging.LogRecord(
        "t", logging.ERROR, "", 0, "failed", (), (type(error), error, error.__traceback__)
    )

    assert len(SingleLineFormatter().format(record).splitlines()) == 1
