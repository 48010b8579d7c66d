"""A period that ends before it starts is a slip of the pen, told at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from teranga.core.partial_dates import PartialDate


def check_period(starts_on: PartialDate | None, ends_on: PartialDate | None) -> None:
    if starts_on and ends_on and _is_before(ends_on, starts_on):
        raise ValidationError({"ends_on": _("This date is before the start.")})


def _is_before(date: PartialDate, other: PartialDate) -> bool:
    """Compare as far as both are known: “2014” is not before “2014-03”."""
    for unit in ("year", "month", "day"):
        one, two = getattr(date, unit), getattr(other, unit)
        if one is None or two is None:
            return False
        if one != two:
            return bool(one < two)
    return False
