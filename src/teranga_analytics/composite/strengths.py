"""Strengths and weaknesses of a unit, its summary, and ranks inside groups of units."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray, as_table
from teranga_analytics.composite.comparison import rank_scores
from teranga_analytics.composite.statistics import column_means


@dataclass(frozen=True)
class StrengthsAndWeaknesses:
    """Indicators on which a unit does best and worst among its peers.

    Attributes
    ----------
    strengths
        Shape ``(n_strengths,)``. Columns, best rank first.
    weaknesses
        Shape ``(n_weaknesses,)``. Columns, worst rank first.
    ranks
        Shape ``(n_indicators,)``. Rank of the unit on every indicator; NaN where missing.
    n_ranked
        Shape ``(n_indicators,)``. Peers ranked on the indicator, the unit included.
    gaps
        Shape ``(n_indicators,)``. Value of the unit less the mean of the other peers, signed so
        that positive is good; in the unit of the indicator.
    """

    strengths: IntArray
    weaknesses: IntArray
    ranks: FloatArray
    n_ranked: IntArray
    gaps: FloatArray


@dataclass(frozen=True)
class UnitSummary:
    """Scores of one unit with their place among all units, shape ``(n_columns,)`` each.

    Attributes
    ----------
    scores
        Score of the unit; NaN where missing.
    ranks
        1 is best.
    n_ranked
        Units with a score.
    means
        Mean over units with a score.
    """

    scores: FloatArray
    ranks: FloatArray
    n_ranked: IntArray
    means: FloatArray


def strengths_and_weaknesses(
    values: npt.ArrayLike,
    unit: int,
    directions: npt.ArrayLike | None = None,
    *,
    n_strengths: int = 5,
    n_weaknesses: int = 5,
    peers: npt.ArrayLike | None = None,
    least_unique_share: float = 0.0,
    discard_last: bool = True,
) -> StrengthsAndWeaknesses:
    """Find the indicators on which a unit ranks best and worst.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; NaN where missing.
    unit
        Row of the unit.
    directions
        Shape ``(n_indicators,)``, 1 where high is good and -1 where low is; all 1 when None.
    n_strengths, n_weaknesses
        How many to list; fewer are listed when fewer indicators qualify.
    peers
        Shape ``(n_units,)``. True for the units to compare with; all when None. The unit itself
        always counts.
    least_unique_share
        Indicators whose distinct values are no more than this share of the peers are left out:
        a rank says little when most units are tied.
    discard_last
        Leave out indicators on which the unit shares the last place, where many zeros lie.

    Returns
    -------
    StrengthsAndWeaknesses
        Ties in rank keep the order of the columns.

    Raises
    ------
    ValueError
        If the unit does not exist, the shapes disagree or an option is out of range.
    """
    table = as_table(values, "values")
    n_units, n_indicators = table.shape
    if not 0 <= unit < n_units or min(n_strengths, n_weaknesses) < 0:
        raise ValueError(
            f"unit, n_strengths, n_weaknesses: wanted a row below {n_units} and counts of at "
            f"least 0, saw {unit}, {n_strengths}, {n_weaknesses}"
        )
    sign = _signs(directions, n_indicators)
    compared = _mask(peers, n_units)
    compared[unit] = True
    place = int(compared[:unit].sum())
    good_high = table[compared] * sign
    ranks = rank_scores(good_high)
    own = ranks[place]
    qualifies = np.isfinite(own)
    qualifies &= _unique_shares(good_high) > least_unique_share
    if discard_last:
        qualifies &= own != np.fmax.reduce(ranks, axis=0)
    columns = np.flatnonzero(qualifies)
    ordered = columns[np.argsort(own[columns], kind="stable")]
    return StrengthsAndWeaknesses(
        strengths=ordered[:n_strengths],
        weaknesses=ordered[::-1][:n_weaknesses],
        ranks=own,
        n_ranked=np.isfinite(good_high).sum(axis=0),
        gaps=good_high[place] - column_means(np.delete(good_high, place, axis=0)),
    )


def group_ranks(scores: npt.ArrayLike, group_of: npt.ArrayLike) -> FloatArray:
    """Rank units inside their group (region, income group).

    Parameters
    ----------
    scores
        Shape ``(n_units, n_columns)``, any unit; NaN where missing.
    group_of
        Shape ``(n_units,)``. Label of each unit's group, of any type.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_columns)``. 1 is best of the group, ties share the better rank.

    Raises
    ------
    ValueError
        If the shapes disagree.
    """
    table = as_table(scores, "scores")
    labels = np.asarray(group_of)
    if labels.shape != (len(table),):
        raise ValueError(f"group_of: wanted shape ({len(table)},), saw shape {labels.shape}")
    ranks = np.full(table.shape, np.nan)
    for label in np.unique(labels):
        inside = labels == label
        ranks[inside] = rank_scores(table[inside])
    return ranks


def unit_summary(scores: npt.ArrayLike, unit: int) -> UnitSummary:
    """Summarise one unit: its scores, ranks and the mean of all.

    Parameters
    ----------
    scores
        Shape ``(n_units, n_columns)``; NaN where missing.
    unit
        Row of the unit.

    Returns
    -------
    UnitSummary

    Raises
    ------
    ValueError
        If the unit does not exist.
    """
    table = as_table(scores, "scores")
    if not 0 <= unit < len(table):
        raise ValueError(f"unit: wanted a row below {len(table)}, saw {unit}")
    return UnitSummary(
        scores=table[unit],
        ranks=rank_scores(table)[unit],
        n_ranked=np.isfinite(table).sum(axis=0),
        means=column_means(table),
    )


def _signs(directions: npt.ArrayLike | None, n_indicators: int) -> FloatArray:
    if directions is None:
        return np.ones(n_indicators)
    signs = np.asarray(directions, dtype=np.float64)
    if signs.shape != (n_indicators,) or not np.isin(signs, [-1, 1]).all():
        raise ValueError(f"directions: wanted {n_indicators} entries of 1 or -1, saw {signs}")
    return signs


def _mask(peers: npt.ArrayLike | None, n_units: int) -> BoolArray:
    if peers is None:
        return np.ones(n_units, dtype=np.bool_)
    mask = np.array(peers, dtype=np.bool_)
    if mask.shape != (n_units,):
        raise ValueError(f"peers: wanted shape ({n_units},), saw shape {mask.shape}")
    return mask


def _unique_shares(table: FloatArray) -> FloatArray:
    """Share of distinct values, missing counting as one value, in each column."""
    return np.array([len(np.unique(column)) / len(column) for column in table.T])
