"""How good the best plan over *all* eligible pairs can be, pairs left out included.

The linear relaxation over the candidates gives a price to every rule. With any prices at all,
the sum of the priced limits and of what each pair is worth above its price is an upper bound of
every plan (Lagrangian duality) [1]_. Pairs left out that are worth more than their price are
brought in and the relaxation is solved again (column generation), until none is.

References
----------
.. [1] Geoffrion (1974), Lagrangean relaxation for integer programming.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, sparse

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.candidates import Candidates, blocks_of, with_more
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray, IntArray
from teranga_analytics.matching.linear import LinearModel, RuleKind, build_model
from teranga_analytics.matching.scores import ScoreWeights

_TOLERANCE = 1e-9
_MORE_PER_ACTIVITY = 10


@dataclass(frozen=True)
class Priced:
    """The relaxation solved, and what it says of the pairs left out.

    Attributes
    ----------
    candidates, model
        The columns and rules, with the pairs that pricing brought in.
    bound
        Upper bound of the sum of scores of every plan, over all eligible pairs.
    worth
        Shape ``(n_pairs,)``. Score of each candidate above its price, at most 0 where it is not
        worth its price.
    """

    candidates: Candidates
    model: LinearModel
    bound: float
    worth: FloatArray
    prices: "Prices"


@dataclass(frozen=True)
class Prices:
    """Prices by the way they enter a pair, so that any pair can be priced without its column.

    Attributes
    ----------
    row, trait, language, home_limit, fee
        Prices of the rules of each activity.
    expert
        Shape ``(n_experts,)``. What any mission of the expert costs in prices.
    overlap
        Shape ``(n_activities, n_experts)``. Price of the days of an expert.
    paid
        Price of one unit of the common budget.
    """

    row: FloatArray
    trait: FloatArray
    language: FloatArray
    home_limit: dict[int, dict[int, float]]
    fee: FloatArray
    expert: FloatArray
    overlap: sparse.csr_array
    paid: float


def price_out(
    experts: Experts,
    activities: Activities,
    rules: PortfolioRules,
    weights: ScoreWeights,
    candidates: Candidates,
    *,
    n_rounds: int = 8,
) -> Priced | None:
    """Solve the relaxation and bring in pairs left out until none is worth more than its price.

    Parameters
    ----------
    experts, activities, rules, weights
        The problem.
    candidates
        Where to begin.
    n_rounds
        Rounds at most; after the last one what is still left out is added to the bound.

    Returns
    -------
    Priced or None
        None when even the relaxation has no solution over the candidates.
    """
    for left in reversed(range(n_rounds)):
        model = build_model(experts, activities, rules, candidates)
        relaxed = _relax(model, candidates)
        if relaxed is None:
            return None
        value, dual, worth = relaxed
        prices = _prices(model, dual, experts, activities)
        if not candidates.n_left_out:
            return Priced(candidates, model, value, worth, prices)
        found, excess = _left_out(
            experts, activities, weights, candidates, prices, n_best=_MORE_PER_ACTIVITY
        )
        if found is None or not left:
            return Priced(candidates, model, value + excess, worth, prices)
        candidates = with_more(candidates, *found)
    raise AssertionError("The last round always returns.")


def _relax(
    model: LinearModel, candidates: Candidates
) -> tuple[float, FloatArray, FloatArray] | None:
    """Return the optimum of the relaxation, the price of each row, and the worth of each pair."""
    is_equal = model.low == model.high
    is_least = np.isfinite(model.low) & ~is_equal
    sign = np.where(is_least, -1.0, 1.0)
    limit = np.where(is_least, -model.low, model.high)
    signed = sparse.csr_array(model.matrix * sign[:, None])
    lower = candidates.is_fixed.astype(float)
    linprog: Any = optimize.linprog  # its overloads leave sparse rows out
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


def _prices(
    model: LinearModel, dual: FloatArray, experts: Experts, activities: Activities
) -> Prices:
    def of(kind: RuleKind) -> IntArray:
        return np.flatnonzero((model.kind == kind) & (dual != 0))

    n = activities.n_activities
    row, fee = np.zeros(n), np.zeros(n)
    trait = np.zeros(activities.at_least.shape)
    language = np.zeros(activities.languages.shape)
    expert = np.zeros(experts.n_experts)
    home_limit: dict[int, dict[int, float]] = {}
    for kind, into in ((RuleKind.TEAM_SIZE, row), (RuleKind.TEAM_BUDGET, fee)):
        into[model.activity[of(kind)]] = dual[of(kind)]
    for kind, table in ((RuleKind.TRAIT, trait), (RuleKind.LANGUAGE, language)):
        table[model.activity[of(kind)], model.key[of(kind)]] = dual[of(kind)]
    expert[model.key[of(RuleKind.CAPACITY)]] = dual[of(RuleKind.CAPACITY)]
    for k in of(RuleKind.HOME_LIMIT):
        home_limit.setdefault(int(model.activity[k]), {})[int(model.key[k])] = float(dual[k])
    for k in of(RuleKind.WOMEN_SHARE):
        expert += dual[k] * experts.is_woman
    for k in of(RuleKind.SOUTHERN_SHARE):
        expert += dual[k] * experts.is_southern
    for k in of(RuleKind.HOME_SHARE):
        expert += dual[k] * (experts.home == model.key[k])
    paid = float(dual[of(RuleKind.BUDGET)].sum())
    return Prices(
        row, trait, language, home_limit, fee, expert, _overlaps(model, dual, experts), paid
    )


def _overlaps(model: LinearModel, dual: FloatArray, experts: Experts) -> sparse.csr_array:
    """Return the price of an expert's days, by activity and expert."""
    n_activities, n_cliques = model.clique.shape
    k = np.flatnonzero((model.kind == RuleKind.OVERLAP) & (dual != 0))
    if not len(k):
        return sparse.csr_array((n_activities, experts.n_experts))
    expert, clique = np.divmod(model.key[k], n_cliques)
    by_clique = sparse.csr_array((dual[k], (clique, expert)), shape=(n_cliques, experts.n_experts))
    return sparse.csr_array(sparse.csr_array(model.clique.astype(float)) @ by_clique)


def _left_out(
    experts: Experts,
    activities: Activities,
    weights: ScoreWeights,
    candidates: Candidates,
    prices: Prices,
    *,
    n_best: int,
    least: float = _TOLERANCE,
) -> tuple[tuple[IntArray, IntArray, FloatArray] | None, float]:
    """Return the pairs left out that are worth most, and what all of them add to the bound."""
    traits, cost = experts.traits().astype(float), np.nan_to_num(experts.cost)
    starts = np.searchsorted(candidates.activity, np.arange(activities.n_activities + 1))
    found: list[tuple[IntArray, IntArray, FloatArray]] = []
    excess = 0.0
    for rows, is_open, score in blocks_of(experts, activities, weights):
        price = prices.row[rows, None] + prices.expert[None, :] + prices.trait[rows] @ traits.T
        price += (prices.fee[rows] + prices.paid)[:, None] * activities.days[rows, None] * cost
        price += prices.overlap[rows].toarray()
        _add_languages(price, experts, activities, prices, rows)
        for place, row in enumerate(rows):
            is_open[place, candidates.expert[starts[row] : starts[row + 1]]] = False
            for home, dual in prices.home_limit.get(int(row), {}).items():
                price[place, experts.home == home] += dual
        worth = np.where(is_open, score - price, -np.inf)
        excess += float(np.maximum(worth, 0.0).sum())
        found += _worth_adding(rows, score, worth, n_best, least)
    if not found:
        return None, excess
    activity, expert, scores = (np.concatenate(column) for column in zip(*found, strict=True))
    return (activity, expert, scores), excess


def _add_languages(
    price: FloatArray, experts: Experts, activities: Activities, prices: Prices, rows: IntArray
) -> None:
    for place, row in enumerate(rows):
        for language in np.flatnonzero(prices.language[row]):
            speaks = experts.languages[:, language] >= activities.languages[row, language]
            price[place, speaks] += prices.language[row, language]


def _worth_adding(
    rows: IntArray, score: FloatArray, worth: FloatArray, n_best: int, least: float
) -> list[tuple[IntArray, IntArray, FloatArray]]:
    added = []
    for place, row in enumerate(rows):
        able = np.flatnonzero(worth[place] > least)
        if len(able):
            best = able[np.argsort(-worth[place, able], kind="stable")[:n_best]]
            added.append((np.full(len(best), row), np.sort(best), score[place, np.sort(best)]))
    return added


def keep_worth(priced: Priced, slack: float) -> BoolArray:
    """Return the candidates that a plan within `slack` of the bound may hold.

    A pair whose price exceeds its score by more than `slack` lowers the bound below such a plan
    as soon as it is chosen (reduced-cost fixing).

    Parameters
    ----------
    priced
        The relaxation.
    slack
        At least 0.

    Returns
    -------
    ndarray
        Shape ``(n_pairs,)``.
    """
    return (priced.worth >= -slack) | priced.candidates.is_fixed


def also_worth(
    experts: Experts, activities: Activities, weights: ScoreWeights, priced: Priced, slack: float
) -> Candidates | None:
    """Return the candidates with every pair left out that a plan within `slack` may hold.

    Parameters
    ----------
    experts, activities, weights
        The problem.
    priced
        The relaxation.
    slack
        At least 0.

    Returns
    -------
    Candidates or None
        None when no such pair was left out.
    """
    if not priced.candidates.n_left_out:
        return None
    found, _ = _left_out(
        experts,
        activities,
        weights,
        priced.candidates,
        priced.prices,
        n_best=experts.n_experts,
        least=-slack - _TOLERANCE,
    )
    return None if found is None else with_more(priced.candidates, *found)
