"""Screening: units with too little data are set aside before anything is computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray
from teranga_analytics.composite.availability import UnitAvailability, unit_availability

Criterion = Literal["missing", "zero", "missing_or_zero"]


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """Which units stay, and why; shape ``(n_units,)`` each.

    Parameters
    ----------
    availability
        Counts and shares of each unit.
    lacks_data, lacks_non_zero
        Whether each share is below its threshold.
    included
        Whether the unit stays.
    forced
        Whether it was kept or set aside by name.
    """

    availability: UnitAvailability
    lacks_data: BoolArray
    lacks_non_zero: BoolArray
    included: BoolArray
    forced: BoolArray


def screen_units(
    values: FloatArray,
    units: Sequence[str],
    *,
    criterion: Criterion = "missing",
    available_share: float = 2 / 3,
    non_zero_share: float = 0.05,
    forced: Mapping[str, bool] | None = None,
) -> Screening:
    """Screen units by the share of data they have.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    units
        Codes of the rows.
    criterion
        Set aside the units that lack data, that lack values other than zero, or either.
    available_share
        Least share of indicators with a value.
    non_zero_share
        Least share of values other than zero, among those present.
    forced
        Units kept (True) or set aside (False) whatever their data.

    Returns
    -------
    Screening

    Raises
    ------
    ValueError
        If the criterion or a forced unit is unknown, or a share is not in [0, 1].
    """
    for name, share in (("available_share", available_share), ("non_zero_share", non_zero_share)):
        if not 0 <= share <= 1:
            raise ValueError(f"{name}: wanted a share in [0, 1], saw {share}")
    unknown = sorted(set(forced or {}) - set(units))
    if unknown:
        raise ValueError(f"forced: wanted codes of units, saw {unknown}")
    availability = unit_availability(values)
    lacks_data = availability.available_share < available_share
    lacks_non_zero = availability.non_zero_share < non_zero_share
    excluded = {
        "missing": lacks_data,
        "zero": lacks_non_zero,
        "missing_or_zero": lacks_data | lacks_non_zero,
    }
    if criterion not in excluded:
        raise ValueError(f"criterion: wanted one of {', '.join(excluded)}, saw {criterion!r}")
    included = ~excluded[criterion]
    for unit, keep in (forced or {}).items():
        included |= keep & (np.array(units) == unit)
        included &= keep | (np.array(units) != unit)
    return Screening(
        availability=availability,
        lacks_data=lacks_data,
        lacks_non_zero=lacks_non_zero,
        included=included,
        forced=np.isin(np.array(units), list(forced or {})),
    )
