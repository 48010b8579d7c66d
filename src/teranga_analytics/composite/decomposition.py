"""Share out a score, or its change between two waves, among indicators, exactly.

At each node of the tree the change of the node is shared out among its children; shares are
then carried down. Power means (arithmetic, geometric, harmonic) have a closed form, which for
the geometric mean is the logarithmic mean Divisia index. Any other aggregation is shared out by
its Shapley values. Either way the parts sum to the whole, without residual.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, IntArray, as_labels, as_table, as_vector
from teranga_analytics.composite.shapley import exact_shapley

Aggregation = Callable[[FloatArray, FloatArray], FloatArray]

# 2 ** 12 mixed profiles per unit.
_MOST_SHAPLEY_CHILDREN = 12
# Below this relative gap a difference quotient loses digits and the derivative is exact enough.
_CLOSE = 1e-7


@dataclass(frozen=True)
class PowerMean:
    """A weighted power mean, as an operator of a node.

    Attributes
    ----------
    exponent
        1 arithmetic, 0 geometric, -1 harmonic, any other number generalised.
    floor
        Values below it count as it; needed where values may reach 0 and the exponent is not
        positive. None for no floor.
    """

    exponent: float = 1.0
    floor: float | None = None

    def scale(self, values: FloatArray) -> FloatArray:
        """Bring values to the scale on which the mean is a weighted sum; same shape."""
        floored = values if self.floor is None else np.maximum(values, self.floor)
        if self.exponent == 1:
            return floored
        if (floored <= 0).any():
            raise ValueError(
                f"values: wanted numbers above 0 (or a floor) for exponent {self.exponent}, "
                f"saw {np.nanmin(floored)}"
            )
        scaled: FloatArray = np.log(floored) if self.exponent == 0 else floored**self.exponent
        return scaled

    def unscale(self, scaled: FloatArray) -> FloatArray:
        """Undo `scale`; same shape."""
        if self.exponent == 1:
            return scaled
        values: FloatArray = np.exp(scaled) if self.exponent == 0 else scaled ** (1 / self.exponent)
        return values

    def steepness(self, before: FloatArray, after: FloatArray) -> FloatArray:
        """Change of `scale` per change of value, its derivative where the two meet."""
        middle, gap = (before + after) / 2, after - before
        close = np.abs(gap) <= _CLOSE * np.abs(middle)
        rise = self.scale(after) - self.scale(before)
        return np.where(close, self._derivative(middle), rise / np.where(close, 1.0, gap))

    def _derivative(self, values: FloatArray) -> FloatArray:
        if self.exponent == 1 and self.floor is None:
            return np.ones_like(values)
        safe = values if self.floor is None else np.maximum(values, self.floor)
        factor = self.exponent if self.exponent else 1.0
        derivative: FloatArray = factor * safe ** (self.exponent - 1)
        return derivative if self.floor is None else np.where(values > self.floor, derivative, 0.0)


@dataclass(frozen=True)
class Decomposition:
    """Exact parts of the change of a score.

    Attributes
    ----------
    before, after
        Shape ``(n_units,)``. Score of the top in the two states.
    value_effects
        Shape ``(n_units, n_nodes)``. What each indicator adds by its own change, in the unit of
        the score; 0 for aggregates.
    weight_effects
        Shape ``(n_units, n_nodes)``. What each node adds because its weight changed, or because
        it has a value in one state only.
    """

    before: FloatArray
    after: FloatArray
    value_effects: FloatArray
    weight_effects: FloatArray

    @property
    def change(self) -> FloatArray:
        """Score after less score before, shape ``(n_units,)``; the sum of all effects."""
        return self.after - self.before


@dataclass(frozen=True)
class _ChildEffects:
    """Effects of the children on their parent, shape (n_units, n_children) each."""

    slopes: FloatArray
    weight_effects: FloatArray


def decompose_change(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    parent_of: npt.ArrayLike,
    weights: npt.ArrayLike,
    operators: Mapping[int, PowerMean | Aggregation] | None = None,
    *,
    weights_after: npt.ArrayLike | None = None,
) -> Decomposition:
    """Share out the change of the top score among indicators.

    Parameters
    ----------
    before, after
        Shape ``(n_units, n_nodes)``. Normalised indicators in the two states (waves, versions,
        a unit and its peers), NaN where missing. Columns of aggregates are not read.
    parent_of
        Shape ``(n_nodes,)``. Position of each parent; -1 for the one top.
    weights
        Shape ``(n_nodes,)``, non-negative; rescaled among the siblings present.
    operators
        How each aggregate is computed, by position; `PowerMean()` for those not given. A
        function takes values ``(..., n_units, n_children)`` and weights ``(n_children,)``,
        leaves missing values out, and returns ``(..., n_units)``.
    weights_after
        Weights in the second state; the same when None. Power means only.

    Returns
    -------
    Decomposition
        NaN for a unit without score in either state.

    Raises
    ------
    ValueError
        If shapes disagree, the tree has not one top, a value does not suit its power mean, or a
        function has more than 12 children.

    Notes
    -----
    An aggregate under a function (not a power mean) whose own score did not move passes
    nothing on: changes that cancelled out inside it are not shown.

    References
    ----------
    .. [1] Ang, B. W. (2004), Decomposition analysis for policymaking in energy, Energy Policy
       32, 1131-1139 (logarithmic mean Divisia index).
    .. [2] Shorrocks, A. F. (2013), Decomposition procedures for distributional analysis: a
       unified framework based on the Shapley value, Journal of Economic Inequality 11, 99-126.
    .. [3] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 8.
    """
    first, second = as_table(before, "before").copy(), as_table(after, "after").copy()
    if first.shape != second.shape:
        raise ValueError(f"after: wanted shape {first.shape} as before, saw {second.shape}")
    n_nodes = first.shape[1]
    parents = as_labels(parent_of, "parent_of", n_nodes)
    stated = as_vector(weights, "weights", n_nodes)
    later = stated if weights_after is None else as_vector(weights_after, "weights_after", n_nodes)
    chosen = operators or {}
    groups = _groups_from_the_top(parents)
    effects: dict[int, _ChildEffects] = {}
    for node, children in reversed(groups):
        operator = chosen.get(node, PowerMean())
        pair = (first[:, children], second[:, children])
        if isinstance(operator, PowerMean):
            ends, effects[node] = _share_power_mean(
                *pair, stated[children], later[children], operator
            )
        else:
            ends, effects[node] = _share_by_shapley(*pair, stated[children], operator)
        first[:, node], second[:, node] = ends
    top = groups[0][0]
    reach = {top: np.ones(len(first))}
    value_effects, weight_effects = np.zeros_like(first), np.zeros_like(first)
    for node, children in groups:
        weight_effects[:, children] = reach[node][:, None] * effects[node].weight_effects
        for place, child in enumerate(children):
            reach[child] = reach[node] * effects[node].slopes[:, place]
            if child not in effects:
                moved = np.nan_to_num(second[:, child] - first[:, child])
                value_effects[:, child] = reach[child] * moved
    unscored = np.isnan(second[:, top] - first[:, top])
    value_effects[unscored] = weight_effects[unscored] = np.nan
    return Decomposition(first[:, top], second[:, top], value_effects, weight_effects)


def decompose_score(
    values: npt.ArrayLike,
    parent_of: npt.ArrayLike,
    weights: npt.ArrayLike,
    operators: Mapping[int, PowerMean | Aggregation] | None = None,
    *,
    reference: npt.ArrayLike = 0.0,
) -> Decomposition:
    """Share out the distance of a score to a reference among indicators.

    Parameters
    ----------
    values
        Shape ``(n_units, n_nodes)``, as in `decompose_change`.
    parent_of, weights, operators
        As in `decompose_change`.
    reference
        One number or shape ``(n_nodes,)``: the profile the score is measured from, such as 0
        (for arithmetic means) or the mean of peers.

    Returns
    -------
    Decomposition
        Measured over the indicators each unit has: a missing one has no effect.

    Raises
    ------
    ValueError
        As `decompose_change`.
    """
    table = as_table(values, "values")
    profile = np.broadcast_to(np.asarray(reference, dtype=np.float64), table.shape)
    start = np.where(np.isnan(table), np.nan, profile)
    return decompose_change(start, table, parent_of, weights, operators)


def _groups_from_the_top(parents: IntArray) -> list[tuple[int, IntArray]]:
    """List aggregates with their children, each after its parent."""
    tops = np.flatnonzero(parents < 0)
    if len(tops) != 1 or parents.max() >= len(parents):
        raise ValueError(f"parent_of: wanted one top (-1) and known parents, saw {parents}")
    groups: list[tuple[int, IntArray]] = []
    waiting, seen = [int(tops[0])], 0
    while waiting:
        node = waiting.pop(0)
        seen += 1
        children = np.flatnonzero(parents == node)
        if children.size:
            groups.append((node, children))
            waiting.extend(children.tolist())
    if seen != len(parents) or not groups:
        raise ValueError("parent_of: wanted a tree with at least one indicator under its top")
    return groups


def _share_power_mean(
    before: FloatArray,
    after: FloatArray,
    weights_before: FloatArray,
    weights_after: FloatArray,
    mean: PowerMean,
) -> tuple[tuple[FloatArray, FloatArray], _ChildEffects]:
    """Use the closed form: on its own scale a power mean is a weighted sum."""
    here, there = np.isfinite(before), np.isfinite(after)
    share_before = _rescaled(weights_before, here)
    share_after = _rescaled(weights_after, there)
    # Missing values carry no weight: any admissible number may stand in for them.
    x0 = np.where(here, before, np.where(there, after, 1.0))
    x1 = np.where(there, after, x0)
    g0, g1 = mean.scale(x0), mean.scale(x1)
    total_before, total_after = (share_before * g0).sum(axis=1), (share_after * g1).sum(axis=1)
    y0 = mean.unscale(np.where(here.any(axis=1), total_before, np.nan))
    y1 = mean.unscale(np.where(there.any(axis=1), total_after, np.nan))
    per_scale = 1 / PowerMean(mean.exponent).steepness(y0, y1)[:, None]
    middle = ((total_before + total_after) / 2)[:, None]
    whole = share_after * (g1 - middle) - share_before * (g0 - middle)
    both = here & there
    slopes = np.where(
        both, per_scale * (share_before + share_after) / 2 * mean.steepness(x0, x1), 0.0
    )
    own = slopes * np.where(both, x1 - x0, 0.0)
    return (y0, y1), _where_scored(y0, y1, slopes, per_scale * whole - own)


def _share_by_shapley(
    before: FloatArray, after: FloatArray, weights: FloatArray, aggregate: Aggregation
) -> tuple[tuple[FloatArray, FloatArray], _ChildEffects]:
    """Shapley values over all profiles mixing the two states."""
    n_children = before.shape[1]
    if n_children > _MOST_SHAPLEY_CHILDREN:
        raise ValueError(
            f"operators: wanted at most {_MOST_SHAPLEY_CHILDREN} children under a function, "
            f"saw {n_children}; use PowerMean or an intermediate level"
        )
    moved = np.arange(2**n_children)[:, None] >> np.arange(n_children) & 1 == 1
    scores = aggregate(np.where(moved[:, None, :], after, before), weights)
    ends = scores[0], scores[-1]
    # A mixture may miss every child though both states have a score: put it midway.
    effects = exact_shapley(np.where(np.isnan(scores), (ends[0] + ends[1]) / 2, scores)).T
    both = np.isfinite(before) & np.isfinite(after)
    gap = np.where(both, after - before, 0.0)
    slopes = np.divide(effects, gap, out=np.zeros_like(effects), where=gap != 0)
    return ends, _where_scored(*ends, slopes, np.where(both, 0.0, effects))


def _where_scored(
    before: FloatArray, after: FloatArray, slopes: FloatArray, weight_effects: FloatArray
) -> _ChildEffects:
    """Silence a node without score in one state: it acts as a whole, one level up."""
    scored = np.isfinite(before + after)[:, None]
    return _ChildEffects(np.where(scored, slopes, 0.0), np.where(scored, weight_effects, 0.0))


def _rescaled(weights: FloatArray, present: npt.NDArray[np.bool_]) -> FloatArray:
    kept = np.where(present, weights, 0.0)
    total = kept.sum(axis=1, keepdims=True)
    if (weights < 0).any() or (present.any(axis=1, keepdims=True) & (total <= 0)).any():
        raise ValueError("weights: wanted numbers of at least 0, one positive in each group")
    return kept / np.where(total > 0, total, 1.0)
