"""Dates as programmes really write them: a year, a month, "mid-2014", "to be confirmed".

Stored as short text that sorts in time order: `2014`, `2014-03`, `2014-03-11`,
`2014-early`, `2014-mid`, `2014-late`, each with a final `?` when to be confirmed.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(
    r"^(?P<year>\d{4})(?:-(?P<part>early|mid|late)|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<tbc>\?)?$"
)
_PART_STARTS = {"early": 1, "mid": 5, "late": 9}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the part of the year, the month or the day."""

    year: int
    month: int | None = None
    day: int | None = None
    part: str | None = None
    to_be_confirmed: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the stored form; raise `ValueError` naming what was seen and what is wanted."""
        match = _SHAPE.match(text.strip())
        if match is None:
            message = (
                f"{text!r} is not a date: write 2014, 2014-03, 2014-03-11 or 2014-mid, "
                "with ? if to be confirmed."
            )
            raise ValueError(message)
        month, day = match["month"], match["day"]
        if month is not None:
            dt.date(int(match["year"]), int(month), int(day or 1))
        return cls(
            year=int(match["year"]),
            month=int(month) if month else None,
            day=int(day) if day else None,
            part=match["part"],
            to_be_confirmed=match["tbc"] is not None,
        )

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.part:
            text += f"-{self.part}"
        elif self.month:
            text += f"-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")
        return text + ("?" if self.to_be_confirmed else "")

    @property
    def earliest(self) -> dt.date:
        """The first day this date can mean."""
        month = self.month or _PART_STARTS.get(self.part or "", 1)
        return dt.date(self.year, month, self.day or 1)


class PartialDateField(models.CharField[Any, Any]):
    """A `PartialDate` column; empty means not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 12)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date: write 2014, 2014-03, 2014-03-11 or 2014-mid."),
                params={"value": value},
            ) from error

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return str(value) if value else (None if self.null else "")

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(str(value) if value else None if self.null else "", model_instance)

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value) if value else "")
