"""Lists as files: what the visitor may see and nothing else, safe to open in a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from teranga.core.spreadsheets import write_csv, write_xlsx
from teranga.directory.models import Contact, Organisation, Person
from teranga.directory.queries.focal_points import CountrySeats, SeatView
from teranga.directory.queries.sheet_fields import FIELD_OF, SEPARATOR

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
    header = [_("Given name"), _("Family name"), _("Language"), _("Country"), _("Contacts")]
    return [
        header,
        *(
            [
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
