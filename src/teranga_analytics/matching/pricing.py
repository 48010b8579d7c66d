"""How good the best plan over *all* eligible pairs can be, pairs left out included.

The linear relaxation over some pairs gives a price to every rule. With any prices at all, the
sum of the priced limits and of what each pair is worth above its price is an upper bound of
every plan (Lagrangian duality) [1]_. Pairs left out that are worth more than their price are
brought in and the relaxation is solved again (column generation), until none is.

References
----------
.. [1] Geoffrion (1974), Lagrangean relaxation for integer programming.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.candidates import Candidates
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray, IntArray
from teranga_analytics.matching.linear import LinearModel, RuleKind, build_model

_TOLERANCE = 1e-9
_MORE_PER_ACTIVITY = 10


@dataclass(frozen=True)
class Priced:
    """The relaxation solved, and what it says of every eligible pair.

    Attributes
    ----------
    is_in
        Shape ``(n_pairs,)``. Pairs the relaxation was solved over.
    bound
        Upper bound of the sum of scores of every plan, over all eligible pairs.
    worth
        Shape ``(n_pairs,)``. Score of each pair above its price, negative where it is not worth
        its price.
    """

    is_in: BoolArray
    bound: float
    worth: FloatArray

    def may_hold(self, everyone: Candidates, value: float) -> BoolArray:
        """Return the pairs that a plan better than `value` may hold.

        A pair whose price exceeds its score by more than what separates `value` from the bound
        lowers the bound below `value` as soon as it is chosen (reduced-cost fixing).

        Parameters
        ----------
        everyone
            Every eligible pair.
        value
            Sum of the scores of a plan.

        Returns
        -------
        ndarray
            Shape ``(n_pairs,)``. Fixed pairs are always among them.
        """
        slack = max(self.bound - value, 0.0)
        return (self.worth >= -slack - _TOLERANCE) | everyone.is_fixed


def price_out(
    experts: Experts,
    activities: Activities,
    rules: PortfolioRules,
    everyone: Candidates,
    is_in: BoolArray,
    *,
    n_rounds: int = 8,
) -> Priced | None:
    """Solve the relaxation and bring in pairs left out until none is worth more than its price.

    Parameters
    ----------
    experts, activities, rules
        The problem.
    everyone
        Every eligible pair.
    is_in
        Shape ``(n_pairs,)``. Pairs to begin with.
    n_rounds
        Rounds at most; after the last one what is still left out is added to the bound.

    Returns
    -------
    Priced or None
        None when even the relaxation has no solution over the pairs to begin with.
    """
    for left in reversed(range(n_rounds)):
        candidates = everyone.only(is_in)
        model = build_model(experts, activities, rules, candidates)
        relaxed = _relax(model, candidates)
        if relaxed is None:
            return None
        value, dual, worth_in = relaxed
        worth = everyone.score - _price_of_pairs(model, dual, experts, activities, everyone)
        worth[is_in] = worth_in
        outside = np.where(is_in, 0.0, np.maximum(worth, 0.0))
        more = _most_worth(outside, everyone.activity)
        if not len(more) or not left:
            return Priced(is_in, value + float(outside.sum()), worth)
        is_in = is_in.copy()
        is_in[more] = True
    raise AssertionError("The last round always returns.")


def _most_worth(outside: FloatArray, activity: IntArray) -> IntArray:
    """Return the pairs most worth bringing in, a few for each activity."""
    able = np.flatnonzero(outside > _TOLERANCE)
    best = able[np.lexsort((-outside[able], activity[able]))]
    _, first, place = np.unique(activity[best], return_index=True, return_inverse=True)
    rank = np.arange(len(best)) - first[place]
    return best[rank < _MORE_PER_ACTIVITY]


def _relax(
    model: LinearModel, candidates: Candidates
) -> tuple[float, FloatArray, FloatArray] | None:
    """Return the optimum of the relaxation, the price of each row, and the worth of each pair."""
    is_equal = model.low == model.high
    is_least = np.isfinite(model.low) & ~is_equal
    sign = np.where(is_least, -1.0, 1.0)
    limit = np.where(is_least, -model.low, model.high)
    signed = scipy.sparse.csr_array(model.matrix * sign[:, None])
    lower = candidates.is_fixed.astype(float)
    linprog: Any = scipy.optimize.linprog  # its overloads leave sparse rows out
    result = linprog(
        -candidates.score,
        A_ub=signed[~is_equal],
        b_ub=limit[~is_equal],
        A_eq=signed[is_equal],
        b_eq=limit[is_equal],
        bounds=np.column_stack([lower, np.ones_like(lower)]),
        method="highs",
    )
    if result.x is None:
        return None
    price = np.empty(len(model.low))
    price[is_equal] = -result.eqlin.marginals
    price[~is_equal] = np.maximum(-result.ineqlin.marginals, 0.0)
    worth = candidates.score - signed.T @ price
    # The bound is computed from the prices themselves: whatever the solver rounded, it holds.
    gain = np.where(candidates.is_fixed, worth, np.maximum(worth, 0.0))
    return float(limit @ price + gain.sum()), price * sign, worth


def _price_of_pairs(
    model: LinearModel,
    dual: FloatArray,
    experts: Experts,
    activities: Activities,
    pairs: Candidates,
) -> FloatArray:
    """Add up the prices of the rules each pair enters, whether or not it has a column."""
    activity, who = pairs.activity, pairs.expert
    price = _of_team(model, dual, activities)[activity]
    price += _of_expert(model, dual, experts)[who]
    fees = np.nan_to_num(experts.cost[who]) * activities.days[activity]
    paid = dual[model.kind == RuleKind.BUDGET].sum()
    price += (_table(model, dual, RuleKind.TEAM_BUDGET, activities, 1)[activity, 0] + paid) * fees
    traits = experts.traits()
    n_traits, n_languages = traits.shape[1], experts.languages.shape[1]
    for trait, fee in enumerate(_table(model, dual, RuleKind.TRAIT, activities, n_traits).T):
        if fee.any():
            price += fee[activity] * traits[who, trait]
    for language, fee in enumerate(
        _table(model, dual, RuleKind.LANGUAGE, activities, n_languages).T
    ):
        if fee.any():
            least = activities.languages[activity, language]
            price += fee[activity] * (experts.languages[who, language] >= least)
    homes = _table(model, dual, RuleKind.HOME_LIMIT, activities, int(experts.home.max()) + 1)
    if homes.any():
        price += np.where(experts.home[who] >= 0, homes[activity, experts.home[who]], 0.0)
    _add_overlaps(price, model, dual, experts, pairs)
    return price


def _priced_rows(model: LinearModel, dual: FloatArray, kind: RuleKind) -> IntArray:
    return np.flatnonzero((model.kind == kind) & (dual != 0))


def _of_team(model: LinearModel, dual: FloatArray, activities: Activities) -> FloatArray:
    rows = _priced_rows(model, dual, RuleKind.TEAM_SIZE)
    price = np.zeros(activities.n_activities)
    price[model.activity[rows]] = dual[rows]
    return price


def _of_expert(model: LinearModel, dual: FloatArray, experts: Experts) -> FloatArray:
    """Return what any mission of an expert costs in prices."""
    rows = _priced_rows(model, dual, RuleKind.CAPACITY)
    price = np.zeros(experts.n_experts)
    price[model.key[rows]] = dual[rows]
    for k in _priced_rows(model, dual, RuleKind.WOMEN_SHARE):
        price += dual[k] * experts.is_woman
    for k in _priced_rows(model, dual, RuleKind.SOUTHERN_SHARE):
        price += dual[k] * experts.is_southern
    for k in _priced_rows(model, dual, RuleKind.HOME_SHARE):
        price += dual[k] * (experts.home == model.key[k])
    return price


def _table(
    model: LinearModel, dual: FloatArray, kind: RuleKind, activities: Activities, n_keys: int
) -> FloatArray:
    """Return the prices of one kind of rule by activity and key."""
    rows = _priced_rows(model, dual, kind)
    table = np.zeros((activities.n_activities, max(n_keys, 1)))
    table[model.activity[rows], np.maximum(model.key[rows], 0)] = dual[rows]
    return table


def _add_overlaps(
    price: FloatArray, model: LinearModel, dual: FloatArray, experts: Experts, pairs: Candidates
) -> None:
    """Add the price of an expert's days to the pairs of the activities on these days."""
    rows = _priced_rows(model, dual, RuleKind.OVERLAP)
    if not len(rows):
        return
    n_cliques = model.clique.shape[1]
    who, clique = np.divmod(model.key[rows], n_cliques)
    by_clique = scipy.sparse.csr_array(
        (dual[rows], (clique, who)), shape=(n_cliques, experts.n_experts)
    )
    by_pair = scipy.sparse.coo_array(scipy.sparse.csr_array(model.clique.astype(float)) @ by_clique)
    keys = pairs.activity * experts.n_experts + pairs.expert
    wanted = by_pair.row.astype(np.int64) * experts.n_experts + by_pair.col
    place = np.searchsorted(keys, wanted)
    known = place < len(keys)
    known[known] = keys[place[known]] == wanted[known]
    np.add.at(price, place[known], by_pair.data[known])
