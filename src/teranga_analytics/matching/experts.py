"""What is known of the experts, one row each."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

EU_GOVERNMENT, NON_EU_GOVERNMENT, NON_GOVERNMENTAL = range(3)
N_KINDS = 3
SENIOR_YEARS = 15
TRAITS = ("southern", "woman", "eu_government", "national", "local", "senior")
"""Qualities a team may need at least so many members of."""


@dataclass(frozen=True)
class Periods:
    """Spells of days, each of one expert.

    Attributes
    ----------
    expert
        Shape ``(n_periods,)``. Row of the expert.
    start, end
        Shape ``(n_periods,)``. First and last day, both included, as days since any fixed day.
    """

    expert: IntArray
    start: IntArray
    end: IntArray

    def met_by(self, start: int, end: int) -> IntArray:
        """Return the experts with a period that shares a day with ``[start, end]``.

        Parameters
        ----------
        start, end
            First and last day, both included.

        Returns
        -------
        ndarray
            Rows of experts; one may come several times.
        """
        return self.expert[(self.start <= end) & (self.end >= start)]


def no_periods() -> Periods:
    """Return an empty set of periods.

    Returns
    -------
    Periods
        Without any row.
    """
    nothing = np.zeros(0, dtype=np.int64)
    return Periods(nothing, nothing, nothing)


@dataclass(frozen=True)
class Experts:
    """The experts among whom teams are looked for; every array has ``n_experts`` rows.

    Attributes
    ----------
    themes
        Shape ``(n_experts, n_themes)``. Whether the expert works on the theme.
    countries
        Shape ``(n_experts, n_countries)``. Countries the expert knows.
    languages
        Shape ``(n_experts, n_languages)``. Level from 1 (A1) to 6 (C2); 0 where not spoken.
    kind
        0 EU government, 1 non-EU government, 2 non-governmental.
    is_southern, is_woman, works_nationally, works_locally
        Traits. A gender that was not stated is not counted as a woman.
    years
        Years of practice.
    home
        Number of the member state or country of the employer; -1 where there is none.
    load
        Missions carried out in the last twelve months.
    capacity
        Missions the expert may still take within the plan.
    cost
        Cost of a day, in the currency of the budgets; NaN where not known.
    mark_sum, n_marks
        Sum of the marks received, each in [1, 5], and how many they are.
    busy, remote_only
        Periods in which the expert cannot take part, or only at a distance.

    Raises
    ------
    ValueError
        If a shape disagrees with that of `themes`, or a level lies outside 0 to 6.
    """

    themes: BoolArray
    countries: BoolArray
    languages: IntArray
    kind: IntArray
    is_southern: BoolArray
    is_woman: BoolArray
    works_nationally: BoolArray
    works_locally: BoolArray
    years: FloatArray
    home: IntArray
    load: FloatArray
    capacity: IntArray
    cost: FloatArray
    mark_sum: FloatArray
    n_marks: IntArray
    busy: Periods
    remote_only: Periods

    def __post_init__(self) -> None:
        for field in fields(self):
            value: Any = getattr(self, field.name)
            if isinstance(value, np.ndarray) and len(value) != self.n_experts:
                raise ValueError(
                    f"{field.name} has {len(value)} rows; {self.n_experts} are wanted as in themes."
                )
        if np.any((self.languages < 0) | (self.languages > 6)):
            raise ValueError("languages holds a level outside 0 (not spoken) to 6 (C2).")

    @property
    def n_experts(self) -> int:
        """Number of experts."""
        return len(self.themes)

    def traits(self) -> BoolArray:
        """Return who has which trait.

        Returns
        -------
        ndarray
            Shape ``(n_experts, len(TRAITS))``, in the order of `TRAITS`.
        """
        return np.column_stack(
            [
                self.is_southern,
                self.is_woman,
                self.kind == EU_GOVERNMENT,
                self.works_nationally,
                self.works_locally,
                self.years >= SENIOR_YEARS,
            ]
        )
