"""Benefit of the doubt: each unit is scored with the weights that suit it best."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, as_table, as_vector


@dataclass(frozen=True)
class BenefitOfTheDoubt:
    """Scores and weights, unit by unit.

    Attributes
    ----------
    scores
        Shape ``(n_units,)``, in [0, 1]; 1 when no unit does better with the same weights. NaN
        for a unit whose bounds no weights can satisfy, or with a missing value.
    weights
        Shape ``(n_units, n_indicators)``, non-negative; not summing to 1.
    contribution_shares
        Shape ``(n_units, n_indicators)``. Weight times value over score: what the bounds act on.
    cautions
        Plain sentences, naming the units without score.
    """

    scores: FloatArray
    weights: FloatArray
    contribution_shares: FloatArray
    cautions: tuple[str, ...]


def benefit_of_the_doubt(
    values: npt.ArrayLike,
    least_share: npt.ArrayLike = 0.0,
    most_share: npt.ArrayLike = 1.0,
) -> BenefitOfTheDoubt:
    """Score every unit with its own best weights, within bounds.

    For each unit, the weights maximise its weighted sum while no unit, with the same weights,
    exceeds 1. Bounds apply to the share of each indicator in the score of the unit.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, non-negative (normalised), high meaning good; NaN
        where missing: such a unit gets no score and is no benchmark for the others.
    least_share, most_share
        One number, or shape ``(n_indicators,)``, in [0, 1]. Least shares sum to at most 1,
        most shares to at least 1.

    Returns
    -------
    BenefitOfTheDoubt

    Raises
    ------
    ValueError
        If a value is negative, or the bounds exclude each other.

    References
    ----------
    .. [1] Cherchye, L., Moesen, W., Rogge, N. & Van Puyenbroeck, T. (2007), An introduction to
       'benefit of the doubt' composite indicators, Social Indicators Research 82, 111-145.
    .. [2] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.2.
    """
    table = as_table(values, "values")
    if (table < 0).any():
        raise ValueError("values: wanted numbers of at least 0, saw negative ones")
    n_units, n_indicators = table.shape
    least, most = (
        as_vector(np.broadcast_to(np.asarray(bound, dtype=np.float64), n_indicators), name)
        for bound, name in ((least_share, "least_share"), (most_share, "most_share"))
    )
    if not ((least >= 0) & (least <= most) & (most <= 1)).all():
        raise ValueError("least_share, most_share: wanted 0 <= least <= most <= 1")
    if least.sum() > 1 + 1e-12 or most.sum() < 1 - 1e-12:
        raise ValueError(
            "least_share, most_share: wanted sums at most 1 and at least 1, "
            f"saw {least.sum():g} and {most.sum():g}"
        )
    complete = np.isfinite(table).all(axis=1)
    benchmarks = table[complete]
    weights = np.full((n_units, n_indicators), np.nan)
    for unit in np.flatnonzero(complete):
        weights[unit] = _best_weights(table[unit], benchmarks, least, most)
    scores = (weights * table).sum(axis=1)
    positive = np.where(scores > 0, scores, np.nan)
    without = np.flatnonzero(np.isnan(scores)).tolist()
    cautions = (
        (
            f"Benefit of the doubt: units {without} have no score, for a missing value or because "
            "a least share falls on an indicator where they have 0.",
        )
        if without
        else ()
    )
    return BenefitOfTheDoubt(scores, weights, weights * table / positive[:, None], cautions)


def _best_weights(
    unit: FloatArray, benchmarks: FloatArray, least: FloatArray, most: FloatArray
) -> FloatArray:
    """Solve the linear programme of one unit; NaN when its bounds cannot be met."""
    # Share bounds are linear once multiplied by the score: w_j y_j >= least_j * sum(w y).
    own = np.diag(unit)
    bounds = np.vstack([np.outer(least, unit) - own, own - np.outer(most, unit)])
    binding = np.concatenate([least > 0, most < 1])
    solution = scipy.optimize.linprog(
        -unit,
        A_ub=np.vstack([benchmarks, bounds[binding]]),
        b_ub=np.concatenate([np.ones(len(benchmarks)), np.zeros(int(binding.sum()))]),
        bounds=(0, None),
        method="highs",
    )
    # Zero weights satisfy every bound, so an unscorable unit shows as a zero optimum.
    weights = np.full(len(unit), np.nan) if solution.x is None else np.asarray(solution.x)
    scored = weights @ unit > 1e-12 or not unit.any()
    return weights if scored else np.full(len(unit), np.nan)
