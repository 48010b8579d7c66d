"""How well an expert suits an activity: seven parts, each shown, never one opaque number."""

from dataclasses import dataclass

import numpy as np

from teranga_analytics.matching.activities import Activities
from teranga_analytics.matching.experts import Experts, FloatArray, IntArray

PARTS = ("themes", "country", "language", "experience", "marks", "rotation", "cost")
"""Names of the parts, in the order of the last axis of `score_block`."""

_FULL_EXPERIENCE = 20.0
_SAME_REGION = 0.5
_UNKNOWN_COST = 0.5


@dataclass(frozen=True)
class ScoreWeights:
    """How much each part counts; they are divided by their sum.

    Attributes
    ----------
    themes, country, language, experience, marks, rotation, cost
        Weights, at least 0.
    mark_prior
        Number of average marks that each expert is credited with beforehand: a newcomer stands
        at the mean, and one bad mark does not sink anyone.
    cost_ceiling
        Cost of a day from which the part `cost` is 0.
    """

    themes: float = 0.35
    country: float = 0.15
    language: float = 0.15
    experience: float = 0.10
    marks: float = 0.10
    rotation: float = 0.10
    cost: float = 0.05
    mark_prior: float = 3.0
    cost_ceiling: float = 1000.0

    def vector(self) -> FloatArray:
        """Return the weights in the order of `PARTS`.

        Returns
        -------
        ndarray
            Shape ``(len(PARTS),)``, summing to 1.

        Raises
        ------
        ValueError
            If a weight is negative or all are 0.
        """
        weights = np.array([getattr(self, name) for name in PARTS], dtype=float)
        if np.any(weights < 0) or not weights.sum() > 0:
            raise ValueError(
                f"weights {weights.tolist()}: none may be negative, one must not be 0."
            )
        return np.asarray(weights / weights.sum(), dtype=float)


def shrunk_marks(mark_sum: FloatArray, n_marks: IntArray, *, prior: float) -> FloatArray:
    """Return the marks drawn towards the mean of all marks, the more so the fewer they are.

    Parameters
    ----------
    mark_sum, n_marks
        Shape ``(n_experts,)``. Sum of the marks in [1, 5], and their number.
    prior
        Number of average marks each expert is credited with.

    Returns
    -------
    ndarray
        Shape ``(n_experts,)``, in [1, 5]; 3 where nobody has a mark.

    References
    ----------
    .. [1] Efron & Morris (1975), Data analysis using Stein's estimator.
    """
    n_all = n_marks.sum()
    mean = mark_sum.sum() / n_all if n_all else 3.0
    credited = n_marks + prior
    with np.errstate(invalid="ignore", divide="ignore"):
        shrunk = (mark_sum + prior * mean) / credited
    return np.where(credited > 0, shrunk, mean)


def score_block(
    experts: Experts, activities: Activities, rows: IntArray, weights: ScoreWeights
) -> FloatArray:
    """Return the parts of the score of each expert for some of the activities.

    Parameters
    ----------
    experts, activities
        Who and what.
    rows
        Shape ``(n_rows,)``. Activities to look at: a block of them, so that memory stays small.
    weights
        Only `mark_prior` and `cost_ceiling` are read: the parts come unweighted.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_experts, len(PARTS))``, each part in [0, 1].
    """
    parts = np.empty((len(rows), experts.n_experts, len(PARTS)))
    parts[..., 0] = _themes(experts, activities, rows)
    parts[..., 1] = _country(experts, activities, rows)
    parts[..., 2] = _language(experts, activities, rows)
    parts[..., 3:] = _own_parts(experts, weights)
    return parts


def total_block(
    experts: Experts, activities: Activities, rows: IntArray, weights: ScoreWeights
) -> FloatArray:
    """Return the weighted score of each expert for some of the activities.

    The same as ``score_block(…) @ weights.vector()``, without holding the parts.

    Parameters
    ----------
    experts, activities, rows, weights
        As in `score_block`.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_experts)``, in [0, 1].
    """
    vector = weights.vector()
    total: FloatArray = vector[0] * _themes(experts, activities, rows)
    total += vector[1] * _country(experts, activities, rows)
    total += vector[2] * _language(experts, activities, rows)
    total += (_own_parts(experts, weights) @ vector[3:])[None, :]
    return total


def _themes(experts: Experts, activities: Activities, rows: IntArray) -> FloatArray:
    """Return the share of the themes of the activity on which the expert works."""
    wanted = activities.themes[rows].astype(np.float64)
    n_wanted = wanted.sum(axis=1, keepdims=True)
    shared = wanted @ experts.themes.T.astype(np.float64)
    return np.where(n_wanted > 0, shared / np.maximum(n_wanted, 1), 1.0)


def _country(experts: Experts, activities: Activities, rows: IntArray) -> FloatArray:
    """Return 1 where the country is known, one half where only its region is."""
    part = np.zeros((len(rows), experts.n_experts))
    regions = activities.region_of_country
    for place, row in enumerate(rows):
        country = activities.country[row]
        if country < 0:
            part[place] = 1.0
            continue
        neighbours = regions == regions[country]
        part[place] = _SAME_REGION * experts.countries[:, neighbours].any(axis=1)
        part[place, experts.countries[:, country]] = 1.0
    return part


def _language(experts: Experts, activities: Activities, rows: IntArray) -> FloatArray:
    """Return the level in the working language the expert speaks best; 1 is C2."""
    part = np.ones((len(rows), experts.n_experts))
    for place, row in enumerate(rows):
        working = activities.languages[row] > 0
        if working.any():
            part[place] = experts.languages[:, working].max(axis=1) / 6.0
    return part


def _own_parts(experts: Experts, weights: ScoreWeights) -> FloatArray:
    """Return the parts that do not depend on the activity, shape ``(n_experts, 4)``."""
    marks = shrunk_marks(experts.mark_sum, experts.n_marks, prior=weights.mark_prior)
    affordable = np.clip(1.0 - experts.cost / weights.cost_ceiling, 0.0, 1.0)
    return np.column_stack(
        [
            np.clip(experts.years / _FULL_EXPERIENCE, 0.0, 1.0),
            (marks - 1.0) / 4.0,
            1.0 / (1.0 + experts.load),
            np.where(np.isnan(experts.cost), _UNKNOWN_COST, affordable),
        ]
    )
