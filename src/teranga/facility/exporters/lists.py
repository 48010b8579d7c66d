"""Lists as XLSX: real dates and numbers, texts that never become formulas."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from teranga.core.spreadsheets import write_xlsx
from teranga.facility.models import (
    Action,
    Activity,
    Deployment,
    Evaluation,
    Participant,
    SupportedPolicy,
)
from teranga.facility.queries.clocks import RequestClocks
from teranga.facility.queries.periods import ReviewSection

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEPARATOR = "; "
Row = Sequence[Any]


def request_rows(lines: Iterable[RequestClocks]) -> list[Row]:
    """One row for each request, without the contact: personal data have their own export."""
    header = [
        *[_("No."), _("Subject"), _("State"), _("Waits for"), _("Requesting authority")],
        *[_("Kind of requester"), _("Countries"), _("Themes"), _("Received on"), _("Approved on")],
        *[_("Days since receipt"), _("Days since approval"), _("Due day"), _("Days late")],
        *[_("Followed by"), _("Action"), _("Fictitious")],
    ]
    return [header, *(_request_row(line) for line in lines)]


def _request_row(line: RequestClocks) -> Row:
    row = line.expertise_request
    return [
        row.number,
        row.title,
        line.state_label,
        line.holder,
        row.authority_name,
        row.get_requester_kind_display(),
        SEPARATOR.join(country.pk for country in row.countries.all()) or row.regional_body,
        SEPARATOR.join(theme.pk for theme in row.themes.all()),
        row.received_on,
        row.approved_on,
        line.receipt.n_elapsed,
        line.approval.n_elapsed if line.approval else None,
        line.step.due_on if line.step else None,
        line.step.n_late if line.step else None,
        row.officer.name if row.officer else "",
        line.action.code if line.action else "",
        _mark(row.is_fictitious),
    ]


def action_rows(actions: Iterable[Action]) -> list[Row]:
    """One row for each Action; the import reads the same columns back."""
    header = [
        *["id", _("Code"), _("Title (French)"), _("Title (English)"), _("Countries")],
        *[_("Region"), _("Themes"), _("Start"), _("End"), _("State"), _("Official reference")],
        *[_("Requesting authority"), _("Source"), _("Page"), _("Fictitious")],
    ]
    return [header, *(_action_row(action) for action in actions)]


def _action_row(action: Action) -> Row:
    asked = [line.name for line in action.authorities.all() if line.part == "requesting"]
    return [
        str(action.pk),
        action.code,
        action.title.get("fr", ""),
        action.title.get("en", ""),
        SEPARATOR.join(country.pk for country in action.countries.all()) or action.regional_body,
        action.get_region_display(),
        SEPARATOR.join(theme.pk for theme in action.themes.all()),
        str(action.starts_on or action.planned_starts_on or ""),
        str(action.ends_on or action.planned_ends_on or ""),
        action.get_state_display(),
        action.reference,
        SEPARATOR.join(asked),
        str(action.source or ""),
        action.source_page,
        _mark(action.is_fictitious),
    ]


def activity_rows(activities: Iterable[Activity]) -> list[Row]:
    header = [
        *[_("Action"), _("No."), _("Kind"), _("Title"), _("State"), _("From"), _("Until")],
        *[_("At a distance"), pgettext("of an activity", "Place"), _("Countries"), _("Fictitious")],
    ]
    return [
        header,
        *(
            [
                row.action.code,
                row.number,
                row.get_kind_display(),
                row.title,
                row.get_state_display(),
                row.starts_on,
                row.ends_on,
                _("yes") if row.is_remote else _("no"),
                row.place,
                SEPARATOR.join(country.pk for country in row.action.countries.all()),
                _mark(row.is_fictitious),
            ]
            for row in activities
        ),
    ]


def policy_rows(policies: Iterable[SupportedPolicy]) -> list[Row]:
    header = [
        *[_("Country"), _("Title (French)"), _("Title (English)"), _("Kind"), _("State")],
        *[_("Date"), _("Action"), _("Source"), _("Page")],
    ]
    return [
        header,
        *(
            [
                row.country_id or "",
                row.title.get("fr", ""),
                row.title.get("en", ""),
                row.get_kind_display(),
                row.get_state_display(),
                str(row.dated_on or ""),
                row.action.code if row.action else "",
                str(row.source or ""),
                row.source_page,
            ]
            for row in policies
        ),
    ]


def participant_rows(people: Iterable[Participant]) -> list[Row]:
    header = [
        *[_("Institution"), _("Level"), _("Gender"), _("Country"), _("Name"), _("Function")],
        *[_("E-mail address"), _("Attended")],
    ]
    return [
        header,
        *(
            [
                row.institution,
                row.get_level_display(),
                row.get_gender_display(),
                row.country_id or "",
                row.name,
                row.function,
                row.email,
                _("yes") if row.attended else _("no"),
            ]
            for row in people
        ),
    ]


def mission_rows(missions: Iterable[Deployment]) -> list[Row]:
    """One row for each mission proposed to an expert, as their own page tells it."""
    header = [
        *[_("Action"), _("Mission"), _("Kind"), _("Start"), _("End"), _("At a distance")],
        *[_("Country"), _("State"), _("Fictitious")],
    ]
    return [
        header,
        *(
            [
                row.activity.action.code,
                row.activity.title,
                row.activity.get_kind_display(),
                row.activity.starts_on,
                row.activity.ends_on,
                _("yes") if row.activity.is_remote else _("no"),
                row.activity.held_in_id or "",
                row.get_state_display(),
                _mark(row.activity.is_fictitious),
            ]
            for row in missions
        ),
    ]


def evaluation_rows(evaluations: Iterable[Evaluation]) -> list[Row]:
    """One row for each evaluation; what people answered is on its own page."""
    header = [
        *[_("Action"), _("About"), _("Who answers"), _("Months after the end"), _("State")],
        *[_("To be sent on"), _("Sent on"), _("Closed on"), _("Answers"), _("Fictitious")],
    ]
    return [
        header,
        *(
            [
                row.action.code,
                row.activity.title if row.activity else str(row.action.title),
                row.get_kind_display(),
                row.months_after,
                row.get_state_display(),
                row.due_on,
                row.opened_on,
                row.closed_on,
                row.n_answers,  # type: ignore[attr-defined]
                _mark(row.is_fictitious),
            ]
            for row in evaluations
        ),
    ]


def review_rows(sections: Iterable[ReviewSection]) -> list[Row]:
    header = [_("Heading"), _("What is counted"), _("Number"), _("Which")]
    return [
        header,
        *(
            [section.title, line.label, line.value, SEPARATOR.join(line.things)]
            for section in sections
            for line in section.lines
        ),
    ]


def file_response(rows: Sequence[Row], *, name: str, file_format: str) -> HttpResponse:
    header, *body = rows
    response = HttpResponse(write_xlsx([(name, header, body)]), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response


def stamped(name: str, today: dt.date) -> str:
    return f"{name}-{today.isoformat()}"


def _mark(is_fictitious: bool) -> str:
    return _("fictitious") if is_fictitious else ""
