"""What each activity needs, and the rules that bind them all together."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from teranga_analytics.matching.experts import (
    N_KINDS,
    TRAITS,
    BoolArray,
    FloatArray,
    IntArray,
)

_PAIRS = ("conflicts", "refused", "fixed")


@dataclass(frozen=True)
class Activities:
    """The activities to be staffed; every array has ``n_activities`` rows, pairs aside.

    Attributes
    ----------
    themes
        Shape ``(n_activities, n_themes)``. An activity without a theme suits everyone.
    country
        Column of the country in ``Experts.countries``; -1 where there is none.
    languages
        Shape ``(n_activities, n_languages)``. Least level of each working language, 0 for the
        other languages. Each member speaks one of them; each of them is spoken by a member.
    team_size
        Number of places.
    start, end
        First and last day, both included, counted as in `Periods`.
    days
        Paid days of each member.
    is_remote
        Whether it takes place at a distance.
    min_years
        Least years of practice of each member.
    allowed_kinds
        Shape ``(n_activities, 3)``. Kinds of employer that may take part.
    at_least
        Shape ``(n_activities, len(TRAITS))``. How many members must have each trait.
    max_per_home
        Members of one home country at most; 0 for no limit.
    budget
        Most that the fees of a team may cost; infinite for no limit.
    region_of_country
        Shape ``(n_countries,)``. Region of each column of ``Experts.countries``.
    conflicts, refused
        Shape ``(n_pairs, 2)``. Pairs of activity and expert kept apart by a declared conflict of
        interest, or because the employer did not release the expert or the expert declined.
    fixed
        Shape ``(n_pairs, 2)``. Pairs already decided: they stay.

    Raises
    ------
    ValueError
        If a shape disagrees with that of `themes`, an end precedes its start, or a team is empty.
    """

    themes: BoolArray
    country: IntArray
    languages: IntArray
    team_size: IntArray
    start: IntArray
    end: IntArray
    days: FloatArray
    is_remote: BoolArray
    min_years: FloatArray
    allowed_kinds: BoolArray
    at_least: IntArray
    max_per_home: IntArray
    budget: FloatArray
    region_of_country: IntArray
    conflicts: IntArray
    refused: IntArray
    fixed: IntArray

    def __post_init__(self) -> None:
        aside = {"region_of_country", *_PAIRS}
        for field in fields(self):
            value: Any = getattr(self, field.name)
            if field.name not in aside and len(value) != self.n_activities:
                raise ValueError(
                    f"{field.name} has {len(value)} rows;"
                    f" {self.n_activities} are wanted, as in themes."
                )
        for name, width in (("at_least", len(TRAITS)), ("allowed_kinds", N_KINDS)):
            if getattr(self, name).shape[1:] != (width,):
                shape = getattr(self, name).shape
                raise ValueError(f"{name} has shape {shape}; {width} columns are wanted.")
        if np.any(self.end < self.start):
            raise ValueError("end comes before start for an activity.")
        if np.any(self.team_size < 1):
            raise ValueError("team_size holds a team without a place.")

    @property
    def n_activities(self) -> int:
        """Number of activities."""
        return len(self.themes)

    def only(self, row: int) -> "Activities":
        """Return one of the activities alone.

        Parameters
        ----------
        row
            Which.

        Returns
        -------
        Activities
            With one row, and the pairs that are about it.
        """
        values: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _PAIRS:
                value = value[value[:, 0] == row] * np.array([0, 1])
            elif field.name != "region_of_country":
                value = value[row : row + 1]
            values[field.name] = value
        return Activities(**values)

    def without(self, activity: int, expert: int) -> "Activities":
        """Return the activities with one pair forbidden, and no longer fixed.

        Parameters
        ----------
        activity, expert
            The pair.

        Returns
        -------
        Activities
            The rest unchanged.
        """
        pair = np.array([[activity, expert]], dtype=np.int64)
        is_other = (self.fixed != pair).any(axis=1)
        return replace(self, refused=np.vstack([self.refused, pair]), fixed=self.fixed[is_other])


@dataclass(frozen=True)
class PortfolioRules:
    """Rules over all places of a plan together.

    Attributes
    ----------
    min_women_share, min_southern_share
        Least share of the places, in [0, 1].
    max_home_share
        Most that one home country may take of the places, in [0, 1]; one place at least.
    budget
        Most that all fees together may cost; infinite for no limit.
    """

    min_women_share: float = 0.0
    min_southern_share: float = 0.0
    max_home_share: float = 1.0
    budget: float = np.inf


def no_pairs() -> IntArray:
    """Return an empty list of pairs.

    Returns
    -------
    ndarray
        Shape ``(0, 2)``.
    """
    return np.zeros((0, 2), dtype=np.int64)
