"""An Action sheet as a printed PDF and as an editable Word file, from the same content."""

import io
from importlib import resources
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from teranga.core.exceptions import TerangaError
from teranga.facility.models import Action
from teranga.facility.queries.sheets import Sheet


class PrintingUnavailableError(TerangaError):
    """The text layout library of the system is missing."""


def sheet_file_name(action: Action, extension: str) -> str:
    return f"{slugify(action.code)}-{slugify(str(action.title))[:60]}.{extension}"


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """Print a sheet on A4 with page numbers; nothing is fetched from anywhere."""
    try:
        # The library looks for Pango when it is imported: a machine without it still serves pages.
        from weasyprint import CSS, HTML  # noqa: PLC0415
    except OSError as error:
        raise PrintingUnavailableError(
            _("This server cannot print yet: the administrator installs Pango (see deployment).")
        ) from error
    with translation.override(sheet.action.language):
        html = render_to_string("facility/sheet_print.html", _context(sheet))
    style = (resources.files("teranga.facility.exporters") / "sheet.css").read_text("utf-8")
    printed: bytes = HTML(string=html, url_fetcher=_fetch_nothing).write_pdf(
        stylesheets=[CSS(string=style)]
    )
    return printed


def sheet_as_word(sheet: Sheet) -> bytes:
    """Write a sheet that a ministry amends in Word: headings, paragraphs and tables, no picture."""
    from docx import Document  # noqa: PLC0415 - a second of start, for a rare file
    from docx.shared import Pt  # noqa: PLC0415

    with translation.override(sheet.action.language):
        document = Document()
        document.styles["Normal"].font.name = "Calibri"
        document.styles["Normal"].font.size = Pt(11)
        _write_head(document, sheet)
        for view in sheet.parts:
            if view.text.strip():
                document.add_heading(str(view.part.label), level=1)
                for paragraph in view.text.split("\n"):
                    if paragraph.strip():
                        document.add_paragraph(paragraph.strip())
        _write_tables(document, sheet)
        document.sections[0].footer.paragraphs[0].text = _foot(sheet)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _context(sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "action": sheet.action,
        "foot": _foot(sheet),
        "network_name": settings.NETWORK_NAME,
    }


def _foot(sheet: Sheet) -> str:
    """Say which version this is and of which day: a printed sheet must be told from another."""
    latest = sheet.latest
    parts = [
        sheet.action.code,
        _("version %(number)s") % {"number": latest.number} if latest else _("draft"),
        date_format(timezone.localdate(), "j F Y"),
    ]
    if sheet.action.is_fictitious:
        parts.append(_("fictitious example"))
    return " · ".join(parts)


def _write_head(document: Any, sheet: Sheet) -> None:
    action = sheet.action
    document.add_heading(str(action.title), level=0)
    _table(
        document,
        [],
        [
            [_("Action"), action.code],
            [_("Countries"), ", ".join(str(country) for country in action.countries.all())],
            [_("Themes"), ", ".join(str(theme.name) for theme in action.themes.all())],
            [_("Planned period"), _period(action)],
            [_("Version"), _foot(sheet)],
        ],
    )


def _write_tables(document: Any, sheet: Sheet) -> None:
    tables = [
        (
            _("Focal points"),
            [_("Institution"), _("Profile"), _("Function")],
            [
                [point.institution, point.get_kind_display(), point.function]
                for point in sheet.focal_points
            ],
        ),
        (
            _("Activities"),
            [
                _("No."),
                _("Activity"),
                _("Dates"),
                pgettext("of an activity", "Place"),
                _("Objective"),
            ],
            [
                [
                    str(row.number),
                    f"{row.get_kind_display()}: {row.title}",
                    _days(row),
                    _("at a distance") if row.is_remote else row.place,
                    row.objective,
                ]
                for row in sheet.activities
            ],
        ),
        (
            _("Budget"),
            [_("Label"), _("Quantity"), _("Unit cost"), _("Amount"), _("Paid by")],
            [
                [
                    line.label,
                    f"{line.quantity.normalize():f} {line.unit}".strip(),
                    str(line.unit_cost),
                    str(line.money),
                    line.get_payer_display(),
                ]
                for line in sheet.budget.lines
            ]
            + ([["", "", _("Total"), str(sheet.budget.total), ""]] if sheet.budget.lines else []),
        ),
        (
            _("Other support in the same field"),
            [_("Donor"), _("Project"), _("How the two fit together")],
            [[row.donor, row.project, row.note] for row in sheet.complementarities],
        ),
    ]
    for title, header, rows in tables:
        if rows:
            document.add_heading(title, level=1)
            _table(document, header, rows)


def _table(document: Any, header: list[str], rows: list[list[str]]) -> None:
    lines = [header, *rows] if header else rows
    table = document.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    for cells, values in zip(table.rows, lines, strict=True):
        for cell, value in zip(cells.cells, values, strict=True):
            cell.text = value
    if header:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True


def _period(action: Action) -> str:
    days = (action.planned_starts_on, action.planned_ends_on)
    return " – ".join(date_format(day, "j F Y") for day in days if day)


def _days(activity: Any) -> str:
    days = dict.fromkeys(day for day in (activity.starts_on, activity.ends_on) if day)
    return " – ".join(date_format(day, "j M Y") for day in days)


def _fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
    raise ValueError(f"{url}: a printed sheet fetches nothing.")
