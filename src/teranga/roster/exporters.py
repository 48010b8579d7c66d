"""The roster as a workbook, safe to open in a spreadsheet program."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from teranga.core.spreadsheets import write_xlsx
from teranga.roster.models import ExpertProfile, Nomination
from teranga.roster.queries.sheet_fields import FIELDS, SEPARATOR

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def expert_rows(profiles: Iterable[ExpertProfile]) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return the header and one row for each; the import reads the same columns back."""
    header = [str(field.label) for field in FIELDS]
    header += [_("State"), _("Agreed on"), _("To be confirmed before"), _("Fictitious")]
    return header, [_row(profile) for profile in profiles]


def _row(profile: ExpertProfile) -> Sequence[Any]:
    return [
        profile.code,
        profile.get_kind_display(),
        profile.home_country_id or "",
        _("yes") if profile.is_southern else _("no"),
        profile.get_gender_display(),
        profile.years_of_practice,
        profile.get_level_display(),
        profile.job_title,
        profile.summary,
        SEPARATOR.join(f"{line.language_id}:{line.get_level_display()}" for line in
                       profile.languages.all()),
        SEPARATOR.join(theme.pk for theme in profile.themes.all()),
        SEPARATOR.join(country.pk for country in profile.countries_known.all()),
        float(profile.cost_per_day) if profile.cost_per_day is not None else None,
        profile.missions_a_year,
        profile.get_state_display(),
        profile.consented_on,
        profile.expires_on,
        _("fictitious, for the demonstration") if profile.is_fictitious else "",
    ]  # fmt: skip


def nomination_rows(
    nominations: Iterable[Nomination],
) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return what the page tells of each nomination: nothing of the profile but its state."""
    header = [_("Expert"), _("Administration"), _("Nominated on"), _("State"), _("Fictitious")]
    return header, [
        [
            row.profile.code,
            str(row.organisation),
            row.nominated_on,
            row.profile.get_state_display(),
            _("fictitious, for the demonstration") if row.profile.is_fictitious else "",
        ]
        for row in nominations
    ]


def roster_file(profiles: Iterable[ExpertProfile]) -> HttpResponse:
    return _workbook("experts", _("Experts"), *expert_rows(profiles))


def nomination_file(nominations: Iterable[Nomination]) -> HttpResponse:
    return _workbook("nominations", _("My nominations"), *nomination_rows(nominations))


def _workbook(
    name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    response = HttpResponse(write_xlsx([(title, header, rows)]), content_type=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
