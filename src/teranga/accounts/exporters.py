"""Files people take away: what is held on them, the register, the audit."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from teranga.accounts.services.register import Processing
from teranga.core.models import AuditEntry

# A spreadsheet runs a cell that begins so; a quote in front makes it text (ASVS V1.3.3).
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def held_as_json(held: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        json.dumps(held, ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="teranga-personal-data.json"'},
    )


def register_as_csv(lines: Iterable[Processing]) -> HttpResponse:
    head = [_("Purpose"), _("Data"), _("Fields"), _("Recipients"), _("Kept")]
    rows = [
        [
            str(line.purpose),
            str(line.kind),
            *(" ; ".join(part) for part in (line.fields, line.recipients, line.retention)),
        ]
        for line in lines
    ]
    return _csv("teranga-processing-register.csv", [head, *rows])


def audit_as_csv(lines: Iterable[AuditEntry]) -> HttpResponse:
    columns = ["position", "at", "actor", "action", "model", "object_id", "address", "detail"]
    rows = [
        [
            str(line.position or ""),
            line.at.isoformat(),
            str(line.actor or line.actor_label),
            line.action,
            line.model,
            line.object_id,
            line.address,
            json.dumps(line.detail, ensure_ascii=False, sort_keys=True),
        ]
        for line in lines
    ]
    return _csv("teranga-audit.csv", [columns, *rows])


def _csv(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_TRIGGERS) else cell for cell in row])
    # The mark lets spreadsheets read accents.
    return HttpResponse(
        "\ufeff" + buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
