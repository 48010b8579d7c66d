"""What the catalogues promise, beyond being complete (which `make check` sees)."""

from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import teranga

ARABIC = sorted(Path(teranga.__file__).parent.rglob("locale/ar/LC_MESSAGES/django.po"))
# Eleven to ninety-nine take another form than a hundred: the order the translations follow.
FORMS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 15: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}


@pytest.mark.parametrize("path", ARABIC, ids=lambda path: path.parts[-5])
def test_arabic_counts_follow_arabic_grammar(path):
    with path.open("rb") as stream:
        rule = dict(read_po(stream).mime_headers)["Plural-Forms"]
    form_of = c2py(rule.split("plural=")[1].rstrip("; "))

    assert {n: form_of(n) for n in FORMS} == FORMS
