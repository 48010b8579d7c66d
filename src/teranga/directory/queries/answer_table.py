"""All answers of the mapping as one table, for figures that name nobody.

Reads every sheet, whoever may open it: organisations that answered agreed to analyses in
which none can be recognised. Only counts and means of at least five leave this module's
callers (`mapping_figures`, `crosstab`); rows leave through `micro_data`, which asks the door.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teranga.directory.models import FactSheet
from teranga.directory.queries.questions import questions

# Fewer organisations than this are never counted apart.
THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class AnswerRow:
    organisation_id: UUID
    country: str
    is_fictitious: bool
    values: Mapping[str, Any]

    def number(self, code: str) -> int | None:
        value = self.values.get(code)
        return None if value in (None, "") else int(float(str(value)))

    def codes(self, code: str) -> Sequence[str]:
        value = self.values.get(code)
        if value in (None, ""):
            return ()
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def answer_rows() -> list[AnswerRow]:
    """Return one row for each organisation of the mapping that is not put away."""
    sheets = FactSheet.objects.current().filter(organisation__archived_at__isnull=True)
    return _rows(sheets)


def rows_visible_to(user: object) -> list[AnswerRow]:
    """Return the answers this reader may open, for files of rows."""
    sheets = FactSheet.objects.visible_to(user).filter(organisation__archived_at__isnull=True)
    return _rows(sheets)


def _rows(sheets: Any) -> list[AnswerRow]:
    held: dict[UUID, dict[str, Any]] = {}
    country: dict[UUID, tuple[str, bool]] = {}
    columns = (
        "organisation_id",
        "organisation__country_id",
        "organisation__is_fictitious",
        "facts",
    )
    for pk, alpha3, is_fictitious, facts in sheets.order_by().values_list(*columns):
        values = held.setdefault(pk, {})
        country[pk] = (alpha3 or "", is_fictitious)
        values |= {code: row["value"] for code, row in facts.items()}
    return [AnswerRow(pk, *country[pk], values) for pk, values in sorted(held.items())]


def crossable() -> dict[str, str]:
    """Return the questions of one answer, which can be crossed with another, by code."""
    return {
        code: str(question.label)
        for code, question in questions().items()
        if question.kind == "one" and code not in {"ville", "region"}
    }
