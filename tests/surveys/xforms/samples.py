"""Forms for tests: small ones written here, and those kept beside the repository."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

FORMS = Path(__file__).parents[4] / "shared" / "data" / "forms"
DAY = datetime(2026, 11, 21, 12, tzinfo=UTC)

_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model>'
)


def make_form(instance, binds="", body="", extra=""):
    """Return the bytes of a form from its parts."""
    return (
        f'{_HEAD}{extra}<instance><data id="t" version="1">{instance}'
        f"<meta><instanceID/></meta></data></instance>{binds}</model></h:head>"
        f"<h:body>{body}</h:body></h:html>"
    ).encode()


def make_answers(inside):
    meta = "<meta><instanceID>uuid:1</instanceID></meta>"
    return f'<data id="t" version="1">{inside}{meta}</data>'.encode()


def shared(*parts):
    path = FORMS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path.name} is kept beside the repository, not in it")
    return path


def third_party_forms():
    """Paths of the forms of others; none when they are not beside the repository."""
    found = sorted((FORMS / "third_party").glob("*/*.xml"))
    return [path for path in found if path.parent.name != "onadata_submissions"]
