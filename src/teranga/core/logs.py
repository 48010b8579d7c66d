"""Logs of one line each, whatever a visitor sends: no forged lines, no personal data."""

import logging
import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+\d[\d .-]{7,}\d")


class SingleLineFormatter(logging.Formatter):
    """Escapes line breaks and masks e-mail addresses and telephone numbers."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        text = _CONTROL.sub(
            lambda match: match[0].encode("unicode_escape").decode(), super().format(record)
        )
        return _PERSONAL.sub("[…]", text)
