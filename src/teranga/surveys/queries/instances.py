"""Reading one answer as it came: who it says it is, and the values it carries."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from lxml import etree

from teranga.surveys.queries.definitions import XForm, local, parse_xml

MAX_ID = 250
# Beyond these, a moment cannot be moved between time zones nor kept by every database.
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Instance:
    """An answer parsed once: its identity, and its tree for whoever derives more."""

    root: XForm
    form_id: str
    form_version: str
    instance_id: str
    deprecated_id: str
    label: str
    sha256: str


def read_instance(xml: bytes) -> Instance:
    """Parse an answer; raise `UnreadableFormError` when it is not plain, well-formed XML."""
    root = parse_xml(xml)
    meta = {
        local(child): (child.text or "").strip()
        for holder in root.iterchildren("{*}meta")
        for child in holder
    }
    return Instance(
        root=root,
        form_id=(root.get("id") or etree.QName(root).namespace or "")[:MAX_ID],
        form_version=(root.get("version") or _attribute(root, "version"))[:120],
        instance_id=(meta.get("instanceID") or root.get("instanceID") or "")[:MAX_ID],
        deprecated_id=meta.get("deprecatedID", "")[:MAX_ID],
        label=meta.get("instanceName", "")[:MAX_ID],
        sha256=hashlib.sha256(xml).hexdigest(),
    )


def _attribute(element: XForm, name: str) -> str:
    found = (v for k, v in element.attrib.items() if k.rpartition("}")[2] == name)
    return next(found, "")


def leaves(root: XForm) -> Iterator[tuple[str, str]]:
    """Yield `(path, text)` of every filled leaf but those of meta; repeats repeat their paths."""
    for child in root:
        if local(child) != "meta":
            yield from _leaves_below(child, local(child))


def _leaves_below(element: XForm, path: str) -> Iterator[tuple[str, str]]:
    if len(element) == 0:
        text = (element.text or "").strip()
        if text:
            yield path, text
    for child in element:
        yield from _leaves_below(child, f"{path}/{local(child)}")


def moment(text: Any) -> dt.datetime | None:
    """Return a date and time said in an answer, or nothing: a device's clock may say anything."""
    try:
        found = parse_datetime(str(text)) if text else None
    except ValueError:
        return None
    if found is None or found.year not in _YEARS:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found
