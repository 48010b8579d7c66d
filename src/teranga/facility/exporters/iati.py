"""Actions as activities of the IATI standard, version 2.03.

The schema fixes the order of elements within an activity: it is kept in one list, and every
element is written through it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from teranga.core.partial_dates import PartialDate
from teranga.core.translated import Translated
from teranga.facility.enums import ActionState
from teranga.facility.models import Action

VERSION = "2.03"
_XML = "{http://www.w3.org/XML/1998/namespace}"

# The elements written here, in the order of the schema.
ORDER = (
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
    "contact-info",
    "recipient-country",
    "recipient-region",
    "sector",
    "document-link",
    "related-activity",
    "result",
)
# Codes of IATI: ActivityStatus.
_STATUS = {
    ActionState.DESIGN: "1",
    ActionState.READY: "1",
    ActionState.UNDER_WAY: "2",
    ActionState.ADJUSTED: "2",
    ActionState.CLOSED: "4",
    ActionState.EVALUATED: "4",
    ActionState.CANCELLED: "5",
}
# ActivityDateType: planned start, actual start, planned end, actual end.
_DATE_TYPES = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who reports: its IATI reference and name."""

    reference: str
    name: str


def write_iati(actions: Iterable[Action], *, publisher: Publisher, now: dt.datetime) -> bytes:
    root = ET.Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(now)})
    for action in actions:
        root.append(_activity(action, publisher))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _activity(action: Action, publisher: Publisher) -> ET.Element:
    element = ET.Element(
        "iati-activity",
        {
            f"{_XML}lang": "fr",
            "last-updated-datetime": _moment(action.updated_at),
            "hierarchy": "1",
        },
    )
    parts: dict[str, list[ET.Element]] = {name: [] for name in ORDER}
    parts["iati-identifier"].append(_plain("iati-identifier", _identifier(action, publisher)))
    parts["reporting-org"].append(
        _narrated(
            "reporting-org",
            Translated(fr=publisher.name),
            {"ref": publisher.reference, "type": "40", "secondary-reporter": "0"},
        )
    )
    parts["title"].append(_narrated("title", action.title))
    parts["description"].append(
        _narrated("description", action.summary or action.title, {"type": "1"})
    )
    parts["participating-org"] += _organisations(action, publisher)
    parts["activity-status"].append(_coded("activity-status", _status(action)))
    parts["activity-date"] += _dates(action)
    countries = [country.alpha2 for country in action.countries.all()]
    # Shares must add up to 100 when there are several: the last takes the rest.
    for code, share in zip(countries, _shares(len(countries)), strict=True):
        values = {"code": code} | ({"percentage": share} if len(countries) > 1 else {})
        parts["recipient-country"].append(ET.Element("recipient-country", values))
    # 15190: facilitation of orderly, safe, regular and responsible migration and mobility.
    parts["sector"].append(ET.Element("sector", {"vocabulary": "1", "code": "15190"}))
    for name in ORDER:
        element.extend(parts[name])
    return element


def _identifier(action: Action, publisher: Publisher) -> str:
    programme = action.programme.code if action.programme else "x"
    return f"{publisher.reference}-{programme}-{action.code}"


def _organisations(action: Action, publisher: Publisher) -> list[ET.Element]:
    """Write who pays and who asked; the role codes are those of OrganisationRole."""
    found = [
        _narrated(
            "participating-org",
            Translated(fr=publisher.name),
            {"ref": publisher.reference, "role": "4", "type": "40"},
        )
    ]
    found += [
        _narrated("participating-org", Translated(fr=authority.name), {"role": "4", "type": "10"})
        for authority in action.authorities.all()
    ]
    return found


def _status(action: Action) -> str:
    if action.state:
        return _STATUS[ActionState(action.state)]
    # Known from a report only: what has an end in the past is closed, the rest is not said.
    return "4"


def _dates(action: Action) -> list[ET.Element]:
    known: Mapping[str, dt.date | None] = {
        "1": action.planned_starts_on,
        "2": action.started_on or _first_day(action.starts_on),
        "3": action.planned_ends_on,
        "4": action.closed_on or _first_day(action.ends_on),
    }
    return [
        ET.Element("activity-date", {"type": kind, "iso-date": day.isoformat()})
        for kind in _DATE_TYPES
        if (day := known[kind]) is not None
    ]


def _first_day(date: PartialDate | None) -> dt.date | None:
    return None if date is None else date.earliest


def _shares(n_countries: int) -> list[str]:
    if n_countries == 0:
        return []
    share = round(100 / n_countries, 2)
    last = round(100 - share * (n_countries - 1), 2)
    return [f"{share:g}"] * (n_countries - 1) + [f"{last:g}"]


def _narrated(name: str, text: Translated, values: Mapping[str, str] | None = None) -> ET.Element:
    element = ET.Element(name, dict(values or {}))
    # French first; the order of a column in JSON is the database's own.
    for language, words in sorted(text.items(), key=lambda pair: (pair[0] != "fr", pair[0])):
        if words:
            narrative = ET.SubElement(element, "narrative", {f"{_XML}lang": language})
            narrative.text = words
    return element


def _plain(name: str, words: str) -> ET.Element:
    element = ET.Element(name)
    element.text = words
    return element


def _coded(name: str, code: str) -> ET.Element:
    return ET.Element(name, {"code": code})


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
