"""Lists as files: what the visitor may see and nothing else, safe to open in a spreadsheet."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from teranga.core.sheets.fields import SEPARATOR
from teranga.core.spreadsheets import write_csv, write_xlsx
from teranga.directory.enums import OrganisationKind, PositionPrecision
from teranga.directory.models import Contact, Organisation, Person
from teranga.directory.queries.focal_points import CountrySeats, SeatView
from teranga.directory.queries.map_index import MapEntry
from teranga.directory.queries.questions import choices_of
from teranga.directory.queries.sheet_fields import FIELD_OF, PEOPLE_FIELDS

TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ORGANISATION_FIELDS = [
    *["id", "name", "acronym", "other_names", "kind", "level", "country", "city", "themes"],
    *["description_fr", "description_en", "founded_on", "website", "visibility"],
]
Row = Sequence[str]


def organisation_rows(organisations: Iterable[Organisation]) -> list[Row]:
    """Return the header and one row for each; the import reads the same columns back."""
    header = [str(FIELD_OF[name].label) for name in _ORGANISATION_FIELDS]
    header += [_("Source"), _("Page"), _("Basis"), _("Basis of the kind")]
    return [header, *(_organisation_row(row) for row in organisations)]


def _organisation_row(organisation: Organisation) -> Row:
    return [
        str(organisation.pk),
        organisation.name,
        organisation.acronym,
        organisation.other_names,
        organisation.get_kind_display(),
        organisation.get_level_display(),
        organisation.country_id or "",
        organisation.city,
        SEPARATOR.join(theme.pk for theme in organisation.themes.all()),
        organisation.description.get("fr", ""),
        organisation.description.get("en", ""),
        str(organisation.founded_on or ""),
        organisation.website,
        organisation.get_visibility_display(),
        str(organisation.source or ""),
        organisation.source_page,
        organisation.get_basis_display(),
        organisation.get_kind_basis_display(),
    ]


def people_rows(people: Iterable[Person], contacts: Mapping[Any, Sequence[Contact]]) -> list[Row]:
    """Return the header and one row for each; the import reads the same columns back."""
    names = ("id", "given_name", "family_name", "language", "country")
    labels = {field.name: str(field.label) for field in PEOPLE_FIELDS}
    return [
        [*(labels[name] for name in names), _("Contacts")],
        *(
            [
                str(person.pk),
                person.given_name,
                person.family_name,
                person.language,
                person.country_id or "",
                SEPARATOR.join(contact.value for contact in contacts.get(person.pk, [])),
            ]
            for person in people
        ),
    ]


def seat_rows(groups: Iterable[CountrySeats]) -> list[Row]:
    header = [
        *[_("Country"), _("Component"), _("Seat"), _("Institution"), _("Held")],
        *[_("Since"), _("Source"), _("Page")],
    ]
    return [header, *(_seat_row(view) for group in groups for view in group.seats)]


def _seat_row(view: SeatView) -> Row:
    seat = view.seat
    return [
        seat.country_id or "",
        seat.component.code if seat.component else "",
        seat.get_kind_display(),
        str(seat.institution or ""),
        _("held") if view.holder else view.empty_words,
        view.holder.focal_point.starts_on.isoformat() if view.holder else "",
        str(seat.source or ""),
        seat.source_page,
    ]


_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def map_rows(entries: Iterable[MapEntry]) -> list[Row]:
    """Return the header and one row for each entry of the public map; nothing that is not on it."""
    header = [_("Identifier"), _("Name"), _("Acronym"), _("Kind"), _("Country"), _("Town")]
    header += [_("Latitude"), _("Longitude"), _("Precision"), _("Themes"), _("Publics")]
    header += [_("In relation with"), _("Training needs"), _("Confirmed on"), _("Fictitious")]
    header += [_("Towns"), _("Licence")]
    return [header, *(_map_row(entry) for entry in entries)]


def _map_row(entry: MapEntry) -> Row:
    latitude, longitude = entry.point or ("", "")
    return [
        str(entry.pk),
        entry.name,
        entry.acronym,
        str(OrganisationKind(entry.kind).label),
        entry.country,
        entry.city,
        str(latitude),
        str(longitude),
        str(PositionPrecision(entry.precision).label),
        SEPARATOR.join(entry.codes("theme")),
        *(_words_of(entry, facet) for facet in ("public", "institution", "need")),
        entry.confirmed_on.isoformat() if entry.confirmed_on else "",
        _("fictitious") if entry.is_fictitious else "",
        TOWNS_SOURCE,
        _LICENCE,
    ]


_LISTS = {"public": "public", "institution": "type_institution", "need": "capacite"}
TOWNS_SOURCE = "GeoNames (CC BY 4.0)"


def _words_of(entry: MapEntry, facet: str) -> str:
    words = choices_of(_LISTS[facet])
    return SEPARATOR.join(str(words.get(code, code)) for code in entry.codes(facet))


def map_geojson(entries: Iterable[MapEntry], *, page_url: Callable[[MapEntry], str]) -> bytes:
    """Return a FeatureCollection (RFC 7946); an entry without a place has a null geometry."""
    collection = {
        "type": "FeatureCollection",
        "licence": _LICENCE,
        "attribution": [TOWNS_SOURCE, "Natural Earth"],
        "features": [_feature(entry, page_url(entry)) for entry in entries],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(entry: MapEntry, url: str) -> dict[str, Any]:
    geometry = None
    if entry.point is not None:
        latitude, longitude = entry.point
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": str(entry.pk),
        "geometry": geometry,
        "properties": {
            "name": entry.name,
            "acronym": entry.acronym,
            "kind": entry.kind,
            "country": entry.country,
            "town": entry.city,
            "precision": entry.precision,
            "confirmed_on": entry.confirmed_on.isoformat() if entry.confirmed_on else None,
            "is_fictitious": entry.is_fictitious,
            "url": url,
            **{facet: entry.codes(facet) for facet in _SEVERAL},
        },
    }


_SEVERAL = ("level", "theme", "public", "institution", "need")


def file_response(rows: Sequence[Row], *, name: str, file_format: str) -> HttpResponse:
    if file_format not in TYPES:
        raise Http404
    header, *body = rows
    content = (
        write_csv(header, body) if file_format == "csv" else write_xlsx([(name, header, body)])
    )
    response = HttpResponse(content, content_type=TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response
