"""Weights optimised so that elements reach wanted correlations with the score."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, IntArray, as_labels, as_table
from teranga_analytics.composite.reliability import pairwise_covariance
from teranga_analytics.composite.weighting.contract import Weights, shares

Objective = Literal["balance", "information"]
_Function = Callable[[FloatArray], tuple[float, FloatArray]]

# A correlation share nearer its target than this is on target.
_ON_TARGET = 1e-6
_STATIONARY = 1e-6
_FORBIDDEN = 1e6


@dataclass(frozen=True, kw_only=True)
class OptimisedWeights(Weights):
    """Weights with a truthful account of the optimisation.

    Attributes
    ----------
    correlations
        Shape ``(n_elements,)``. Pearson correlation of each element with the score.
    obtained_shares, target_shares
        Shape ``(n_elements,)``. Correlations rescaled to sum to 1, and what was wanted; the
        target is NaN for the information objective.
    converged
        No admissible small change of the weights improves the objective.
    on_target
        Every correlation is positive and every share equals its target within 1e-6.
    """

    correlations: FloatArray
    obtained_shares: FloatArray
    target_shares: FloatArray
    converged: bool
    on_target: bool


def correlation_optimised_weights(
    values: npt.ArrayLike,
    target: npt.ArrayLike | None = None,
    objective: Objective = "balance",
    *,
    group_of: npt.ArrayLike | None = None,
    group_weights: npt.ArrayLike | None = None,
) -> OptimisedWeights:
    """Find non-negative weights giving elements wanted correlations with their weighted mean.

    Parameters
    ----------
    values
        Shape ``(n_units, n_elements)``, normalised; NaN where missing (covariances are then
        pairwise).
    target
        Shape ``(n_elements,)``, positive. Wanted importance of each element; equal when None.
    objective
        ``balance`` brings the correlations as near as possible to proportion with `target`
        (least squares on shares); ``information`` maximises their sum.
    group_of, group_weights
        Shapes ``(n_elements,)`` and ``(n_groups,)``. Parent of each element and effective
        weight of each parent, for elements that reach the score through several parents: the
        sum of weights of each group then stays as it is.

    Returns
    -------
    OptimisedWeights
        Effective weights of the elements. Cautions say when the target is out of reach, when
        elements were driven to zero, and when the search did not converge.

    Raises
    ------
    ValueError
        If shapes disagree, an element is constant, or a target is not positive.

    References
    ----------
    .. [1] Becker, W., Saisana, M., Paruolo, P. & Vandecasteele, I. (2017), Weights and
       importance in composite indicators: closing the gap, Ecological Indicators 80, 12-22.
    """
    table = as_table(values, "values")
    n_elements = table.shape[1]
    if objective not in {"balance", "information"}:
        raise ValueError(f"objective: wanted balance or information, saw {objective!r}")
    wanted = shares(np.ones(n_elements) if target is None else target, "target")
    if len(wanted) != n_elements or (wanted <= 0).any():
        raise ValueError(f"target: wanted {n_elements} positive numbers, saw {wanted}")
    covariance, _ = pairwise_covariance(table)
    deviations = np.sqrt(np.diag(covariance))
    if not (deviations > 0).all() or np.isnan(covariance).any():
        raise ValueError("values: wanted elements that vary and share units with each other")
    groups, totals = _groups(group_of, group_weights, n_elements)
    slopes = covariance / deviations[:, None]
    function = (
        _balance(slopes, wanted) if objective == "balance" else _information(slopes, covariance)
    )
    weights, converged = _minimise(function, groups, totals)
    correlations = slopes @ weights / np.sqrt(weights @ covariance @ weights)
    obtained = correlations / correlations.sum()
    reached = (correlations > 0).all() and np.abs(obtained - wanted).max() < _ON_TARGET
    on_target = bool(objective == "balance" and reached)
    return OptimisedWeights(
        values=weights,
        method=f"correlation optimised ({objective})",
        cautions=_cautions(weights, converged, on_target or objective == "information"),
        correlations=correlations,
        obtained_shares=obtained,
        target_shares=wanted if objective == "balance" else np.full(n_elements, np.nan),
        converged=converged,
        on_target=on_target,
    )


def _groups(
    group_of: npt.ArrayLike | None, group_weights: npt.ArrayLike | None, n_elements: int
) -> tuple[IntArray, FloatArray]:
    if group_of is None and group_weights is None:
        return np.zeros(n_elements, dtype=np.intp), np.ones(1)
    if group_of is None or group_weights is None:
        raise ValueError("group_of, group_weights: wanted both or none")
    groups = as_labels(group_of, "group_of", n_elements)
    totals = shares(group_weights, "group_weights")
    if set(groups.tolist()) != set(range(len(totals))):
        raise ValueError(
            f"group_of: wanted every group from 0 to {len(totals) - 1}, saw {sorted(set(groups))}"
        )
    return groups, totals


def _balance(slopes: FloatArray, target: FloatArray) -> _Function:
    """Squared distance of correlation shares to their target, with its gradient."""
    column_sums = slopes.sum(axis=0)

    def function(weights: FloatArray) -> tuple[float, FloatArray]:
        pull = slopes @ weights
        total = pull.sum()
        if total <= 0:  # shares of a negative sum would turn signs round
            return _FORBIDDEN * (1 - float(total)), -_FORBIDDEN * column_sums
        gap = pull / total - target
        gradient = 2 * (slopes.T @ gap - column_sums * (gap @ pull) / total) / total
        return float(gap @ gap), gradient

    return function


def _information(slopes: FloatArray, covariance: FloatArray) -> _Function:
    """Minus the sum of correlations, with its gradient."""
    column_sums = slopes.sum(axis=0)

    def function(weights: FloatArray) -> tuple[float, FloatArray]:
        reach = covariance @ weights
        deviation = np.sqrt(weights @ reach)
        total = column_sums @ weights / deviation
        return -float(total), -(column_sums - total * reach / deviation) / deviation

    return function


def _minimise(function: _Function, groups: IntArray, totals: FloatArray) -> tuple[FloatArray, bool]:
    """Sequential quadratic programming from the middle and from near each corner of the groups."""
    membership = (groups[None, :] == np.arange(len(totals))[:, None]).astype(np.float64)
    sizes = membership.sum(axis=1)
    middle = (totals / sizes)[groups]
    best, best_value = middle, function(middle)[0]
    for start in _starts(middle, groups, totals):
        found = scipy.optimize.minimize(
            function,
            start,
            jac=True,
            method="SLSQP",
            bounds=[(0.0, 1.0)] * len(middle),
            constraints=scipy.optimize.LinearConstraint(membership, totals, totals),
            options={"maxiter": 500, "ftol": 1e-15},
        )
        weights = np.maximum(found.x, 0.0)
        weights[weights < 1e-9] = 0.0
        weights = weights * (totals / (membership @ weights))[groups]
        value = function(weights)[0]
        if value < best_value:
            best, best_value = weights, value
    return best, _is_stationary(function, best, groups)


def _starts(middle: FloatArray, groups: IntArray, totals: FloatArray) -> list[FloatArray]:
    generator = np.random.default_rng(0)
    starts = [middle]
    for _ in range(4):
        raw = generator.dirichlet(np.ones(len(middle)))
        sums = np.bincount(groups, weights=raw, minlength=len(totals))
        starts.append(raw * (totals / sums)[groups])
    return starts


def _is_stationary(function: _Function, weights: FloatArray, groups: IntArray) -> bool:
    """Tell whether moving weight between two elements of a group could still improve."""
    _, gradient = function(weights)
    for group in np.unique(groups):
        inside = groups == group
        givers = inside & (weights > 0)
        gain = gradient[givers].max() - gradient[inside].min()
        if gain > _STATIONARY * max(1.0, float(np.abs(gradient).max())):
            return False
    return True


def _cautions(weights: FloatArray, converged: bool, on_target: bool) -> tuple[str, ...]:
    cautions = []
    if not converged:
        cautions.append("Optimised weights: the search did not converge; do not use them.")
    if not on_target:
        cautions.append(
            "Optimised weights: no non-negative weights reach the wanted correlations; "
            "these come nearest."
        )
    dropped = np.flatnonzero(weights == 0).tolist()
    if dropped:
        cautions.append(f"Optimised weights: columns {dropped} were driven to zero.")
    return tuple(cautions)
