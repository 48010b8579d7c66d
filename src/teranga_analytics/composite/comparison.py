"""Compare versions of an index: rank shifts, agreement of rankings, one element removed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, as_table, as_vector
from teranga_analytics.composite.correlation import correlate
from teranga_analytics.composite.normalisation.ranks import without_rounding
from teranga_analytics.composite.statistics import column_means


@dataclass(frozen=True)
class VersionComparison:
    """Versions of a score set against the first of them.

    Attributes
    ----------
    scores
        Shape ``(n_units, n_versions)``. The scores compared.
    ranks
        Same shape. 1 is best, ties share the better rank, NaN without score.
    rank_shifts
        Same shape. Rank in the first version minus rank: positive where the unit climbs.
    score_shifts
        Same shape. Score minus score in the first version.
    mean_rank_shift, largest_rank_shift
        Shape ``(n_versions,)``. Over units, of absolute shifts.
    """

    scores: FloatArray
    ranks: FloatArray
    rank_shifts: FloatArray
    score_shifts: FloatArray
    mean_rank_shift: FloatArray
    largest_rank_shift: FloatArray

    @cached_property
    def spearman(self) -> FloatArray:
        """Rank correlation of versions, shape ``(n_versions, n_versions)``, in [-1, 1]."""
        return correlate(self.scores, method="spearman")

    @cached_property
    def kendall(self) -> FloatArray:
        """Kendall's tau-b of versions, shape ``(n_versions, n_versions)``, in [-1, 1]."""
        return correlate(self.scores, method="kendall")


@dataclass(frozen=True)
class Removal:
    """What removing each element in turn does to the score.

    Attributes
    ----------
    nominal
        Shape ``(n_units,)``. Score with every element.
    scores
        Shape ``(n_units, n_elements)``. Score without each element.
    comparison
        Versions in the order nominal, without element 0, without element 1, ...
    """

    nominal: FloatArray
    scores: FloatArray
    comparison: VersionComparison

    @property
    def mean_rank_shift(self) -> FloatArray:
        """Mean absolute rank shift without each element, shape ``(n_elements,)``."""
        return self.comparison.mean_rank_shift[1:]

    @property
    def largest_rank_shift(self) -> FloatArray:
        """Largest absolute rank shift without each element, shape ``(n_elements,)``."""
        return self.comparison.largest_rank_shift[1:]


def rank_scores(scores: npt.ArrayLike) -> FloatArray:
    """Rank units from the best score down.

    Parameters
    ----------
    scores
        Shape ``(n_units, ...)``, any unit; NaN where missing. Each column is ranked alone.

    Returns
    -------
    ndarray
        Same shape. 1 is best, ties share the better rank, NaN stays NaN.

    Raises
    ------
    ValueError
        If there is no unit.
    """
    values = np.asarray(scores, dtype=np.float64)
    if values.ndim == 0 or len(values) == 0:
        raise ValueError(f"scores: wanted at least one unit, saw shape {values.shape}")
    values = without_rounding(values, axis=0)
    # Missing scores come last, so they never push a scored unit down.
    ranks = scipy.stats.rankdata(np.where(np.isnan(values), np.inf, -values), method="min", axis=0)
    return np.where(np.isnan(values), np.nan, ranks)


def compare_versions(scores: npt.ArrayLike) -> VersionComparison:
    """Compare versions of a score with the first one.

    Parameters
    ----------
    scores
        Shape ``(n_units, n_versions)``, the same units in each; NaN where a version gives none.

    Returns
    -------
    VersionComparison
        Shifts are NaN where either version gives no score, and left out of means.

    Raises
    ------
    ValueError
        If `scores` is not a table.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 7.
    """
    table = as_table(scores, "scores")
    ranks = rank_scores(table)
    rank_shifts = ranks[:, :1] - ranks
    return VersionComparison(
        scores=table,
        ranks=ranks,
        rank_shifts=rank_shifts,
        score_shifts=table - table[:, :1],
        mean_rank_shift=column_means(np.abs(rank_shifts)),
        largest_rank_shift=np.fmax.reduce(np.abs(rank_shifts), axis=0),
    )


def remove_each(n_elements: int, score: Callable[[int | None], npt.ArrayLike]) -> Removal:
    """Score again without each element in turn.

    Parameters
    ----------
    n_elements
        Number of elements (indicators, domains), at least 1.
    score
        Called with None for the nominal score, then with the number of the element to leave
        out; returns the scores of all units, shape ``(n_units,)``.

    Returns
    -------
    Removal

    Raises
    ------
    ValueError
        If there is no element, or a score has another number of units than the nominal one.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 7.
    """
    if n_elements < 1:
        raise ValueError(f"n_elements: wanted at least 1, saw {n_elements}")
    nominal = as_vector(score(None), "score(None)")
    without = [
        as_vector(score(element), f"score({element})", len(nominal))
        for element in range(n_elements)
    ]
    versions = np.column_stack([nominal, *without])
    return Removal(nominal, versions[:, 1:], compare_versions(versions))
