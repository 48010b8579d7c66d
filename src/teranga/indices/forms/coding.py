"""What a coder sends, from a plain form or from the page that saves by itself: one shape."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.file_types import FILE_TYPES
from teranga.core.partial_dates import PartialDate
from teranga.indices.enums import Confidence, Implementation, MissingCode
from teranga.indices.services.coding import EVIDENCE_FIELDS, CodeContent

MAX_EVIDENCE = 20
_NUMBER = (("", "–"),)
_LENGTHS = {
    "kind": 40,
    "title": 300,
    "reference": 200,
    "quote": 4000,
    "url": 500,
    "language": 8,
    "source_page": 60,
}


class CodeForm(forms.Form):
    key = forms.UUIDField(required=False)
    version = forms.IntegerField(min_value=0)
    wording = forms.UUIDField()
    # "L2" for a level, or one of the three codes of what has none.
    answer = forms.RegexField(r"^(L\d{1,2}|NA|NF|NC)?$", required=False)
    implementation = forms.TypedChoiceField(
        choices=[*_NUMBER, *Implementation.choices], coerce=int, empty_value=None, required=False
    )
    confidence = forms.TypedChoiceField(
        choices=[*_NUMBER, *Confidence.choices], coerce=int, empty_value=None, required=False
    )
    note = forms.CharField(required=False, max_length=4000, strip=False)

    def __init__(self, sent: "SentCode") -> None:
        super().__init__(sent.fields)
        self.sent = sent

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        rows = []
        for number, row in enumerate(self.sent.evidence, start=1):
            try:
                rows.append(_evidence_row(row))
            except ValidationError as error:
                for message in error.messages:
                    place = _("Evidence %(number)s") % {"number": number}
                    self.add_error(None, f"{place}: {message}")
        cleaned["evidence"] = rows
        return cleaned

    def content(self) -> CodeContent:
        data = self.cleaned_data
        answer = data["answer"]
        return CodeContent(
            level=int(answer[1:]) if answer.startswith("L") else None,
            missing=answer if answer in MissingCode.values else "",
            implementation=data["implementation"],
            confidence=data["confidence"],
            note=data["note"],
            evidence=tuple(data["evidence"]),
        )


class ArchiveForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The text itself: PDF, picture of the page, or plain text."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in FILE_TYPES)}),
    )


@dataclass(frozen=True, slots=True)
class SentCode:
    fields: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...]


def sent_as_json(body: bytes) -> SentCode:
    """Read what the page sends by itself; raise `ValidationError` when it is not that."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This save cannot be read.")) from error
    evidence = document.pop("evidence", []) if isinstance(document, dict) else None
    if not isinstance(evidence, list) or len(evidence) > MAX_EVIDENCE:
        raise ValidationError(_("This save cannot be read."))
    if not all(isinstance(row, dict) for row in evidence):
        raise ValidationError(_("This save cannot be read."))
    fields = {name: value for name, value in document.items() if not isinstance(value, dict | list)}
    return SentCode(fields, tuple(row for row in evidence if is_filled(row)))


def sent_as_form(data: QueryDict) -> SentCode:
    """Read a plain form: the columns of evidence are parallel lists."""
    keys = data.getlist("evidence-id")[:MAX_EVIDENCE]
    rows = []
    for position, key in enumerate(keys):
        row = {"id": key}
        for name in EVIDENCE_FIELDS:
            values = data.getlist(f"evidence-{name}")
            row[name] = values[position] if position < len(values) else ""
        if is_filled(row):
            rows.append(row)
    return SentCode(data, tuple(rows))


def is_filled(row: Mapping[str, Any]) -> bool:
    """Say whether anything was typed in a row, the type of source aside."""
    return any(str(row.get(name) or "").strip() for name in EVIDENCE_FIELDS if name not in {"kind"})


def _evidence_row(sent: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": _identity(sent.get("id"))}
    for name, length in _LENGTHS.items():
        text = str(sent.get(name) or "").strip()
        if len(text) > length:
            raise ValidationError(_("at most %(n)s characters.") % {"n": length})
        row[name] = text
    if not row["title"]:
        raise ValidationError(_("give the title of the text."))
    if row["url"]:
        URLValidator(["http", "https"])(row["url"])
    for name in ("in_force_on", "repealed_on"):
        row[name] = _partial_date(sent.get(name))
    row["read_on"] = _day(sent.get("read_on"))
    return row


def _identity(sent: object) -> UUID:
    if not sent:
        return uuid4()
    try:
        return UUID(str(sent))
    except ValueError as error:
        raise ValidationError(_("this row cannot be read.")) from error


def _partial_date(sent: object) -> PartialDate | None:
    if not str(sent or "").strip():
        return None
    try:
        return PartialDate.parse(str(sent))
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a date: write 2014, 2014-03, 2014-03-11 or 2014-mid.")
            % {"value": sent}
        ) from error


def _day(sent: object) -> dt.date | None:
    if not str(sent or "").strip():
        return None
    try:
        return dt.date.fromisoformat(str(sent))
    except ValueError as error:
        raise ValidationError(_("write the day it was read as 2026-03-11.")) from error
