"""Every rule as a row of a linear programme over the candidate pairs."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import scipy

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.candidates import Candidates
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray, IntArray


class RuleKind(IntEnum):
    """What a row of the programme stands for."""

    TEAM_SIZE = 0
    TRAIT = 1
    LANGUAGE = 2
    HOME_LIMIT = 3
    TEAM_BUDGET = 4
    CAPACITY = 5
    OVERLAP = 6
    WOMEN_SHARE = 7
    SOUTHERN_SHARE = 8
    HOME_SHARE = 9
    BUDGET = 10
    FLOOR = 11


@dataclass(frozen=True)
class LinearModel:
    """``low <= matrix @ x <= high`` with one column for each candidate pair.

    Attributes
    ----------
    matrix
        Shape ``(n_rows, n_pairs)``.
    low, high
        Shape ``(n_rows,)``.
    kind, activity, key
        Shape ``(n_rows,)``. What the row stands for (`RuleKind`), of which activity (-1 for none),
        and of which trait, language, home country or expert.
    clique
        Shape ``(n_activities, n_cliques)``. Sets of activities that share a day; the key of an
        overlap row is ``expert * n_cliques + clique``.
    """

    matrix: "scipy.sparse.csr_array"
    low: FloatArray
    high: FloatArray
    kind: IntArray
    activity: IntArray
    key: IntArray
    clique: BoolArray

    def only(self, columns: BoolArray) -> "LinearModel":
        """Return the model over some of the columns.

        Parameters
        ----------
        columns
            Shape ``(n_pairs,)``. Columns to keep.

        Returns
        -------
        LinearModel
            With the same rows.
        """
        return replace(self, matrix=scipy.sparse.csr_array(self.matrix[:, np.flatnonzero(columns)]))

    def relaxed(self, slack: FloatArray) -> "LinearModel":
        """Return the model with each row widened.

        Parameters
        ----------
        slack
            Shape ``(n_rows,)``. By how much a row may stay below its least value; where it has
            none, by how much it may exceed its greatest.

        Returns
        -------
        LinearModel
            With the same matrix.
        """
        has_least = np.isfinite(self.low)
        return replace(
            self,
            low=np.where(has_least, self.low - slack, self.low),
            high=np.where(has_least, self.high, self.high + slack),
        )


class _Rows:
    """Gathers rows in blocks of sparse coordinates."""

    def __init__(self) -> None:
        self.n_rows = 0
        self.coordinates: list[tuple[IntArray, IntArray, FloatArray]] = []
        self.labels: list[tuple[IntArray, IntArray, IntArray]] = []
        self.bounds: list[tuple[FloatArray, FloatArray]] = []

    def add(
        self,
        kind: RuleKind,
        row: IntArray,
        column: IntArray,
        value: FloatArray,
        *,
        activity: IntArray,
        key: IntArray,
        low: FloatArray,
        high: FloatArray,
    ) -> None:
        n_new = len(activity)
        if n_new:
            self.coordinates.append((row + self.n_rows, column, value))
            self.labels.append((np.full(n_new, int(kind)), activity, key))
            self.bounds.append((low, high))
            self.n_rows += n_new

    def add_one(
        self, kind: RuleKind, column: IntArray, value: FloatArray, *, low: float, high: float,
        activity: int = -1, key: int = -1,
    ) -> None:  # fmt: skip
        self.add(
            kind,
            np.zeros(len(column), dtype=np.int64),
            column,
            value,
            activity=np.array([activity]),
            key=np.array([key]),
            low=np.array([low]),
            high=np.array([high]),
        )


def build_model(
    experts: Experts, activities: Activities, rules: PortfolioRules, candidates: Candidates
) -> LinearModel:
    """Write the rules as rows; a rule that cannot bind is left out.

    Parameters
    ----------
    experts, activities, rules
        What the rules are about.
    candidates
        The columns.

    Returns
    -------
    LinearModel
        Every row has at least its bounds, even when no candidate counts in it.
    """
    rows = _Rows()
    starts = np.searchsorted(candidates.activity, np.arange(activities.n_activities + 1))
    _add_sizes(rows, activities, candidates)
    traits = experts.traits()
    for team in range(activities.n_activities):
        columns = np.arange(starts[team], starts[team + 1])
        _add_team_rules(
            rows, experts, activities, team, columns, candidates.expert[columns], traits
        )
    _add_capacities(rows, experts, candidates)
    clique = cliques_of(activities)
    _add_overlaps(rows, candidates, clique)
    _add_portfolio(rows, experts, activities, rules, candidates)
    place, column, value = (np.concatenate(part) for part in zip(*rows.coordinates, strict=True))
    kind, activity, key = (np.concatenate(part) for part in zip(*rows.labels, strict=True))
    low, high = (np.concatenate(part) for part in zip(*rows.bounds, strict=True))
    matrix = scipy.sparse.csr_array(
        (value, (place, column)), shape=(rows.n_rows, candidates.n_pairs)
    )
    return LinearModel(matrix, low, high, kind, activity, key, clique)


def cliques_of(activities: Activities) -> BoolArray:
    """Return the largest sets of activities that all share a day.

    Parameters
    ----------
    activities
        With their first and last days.

    Returns
    -------
    ndarray
        Shape ``(n_activities, n_cliques)``; only sets of two activities or more.
    """
    opening = np.unique(activities.start)
    member = (activities.start[:, None] <= opening) & (activities.end[:, None] >= opening)
    # A set is largest when an activity of it ends before the next set opens.
    next_opening = np.append(opening[1:], np.iinfo(np.int64).max)
    is_largest = (member & (activities.end[:, None] < next_opening)).any(axis=0)
    return member[:, is_largest & (member.sum(axis=0) > 1)]


def _add_sizes(rows: _Rows, activities: Activities, candidates: Candidates) -> None:
    n = activities.n_activities
    places = activities.team_size.astype(float)
    rows.add(
        RuleKind.TEAM_SIZE,
        candidates.activity,
        np.arange(candidates.n_pairs),
        np.ones(candidates.n_pairs),
        activity=np.arange(n),
        key=np.full(n, -1),
        low=places,
        high=places,
    )


def _add_team_rules(
    rows: _Rows,
    experts: Experts,
    activities: Activities,
    row: int,
    columns: IntArray,
    who: IntArray,
    traits: BoolArray,
) -> None:
    ones = np.ones(len(columns))
    for trait in np.flatnonzero(activities.at_least[row] > 0):
        has = traits[who, trait]
        least = float(activities.at_least[row, trait])
        rows.add_one(
            RuleKind.TRAIT,
            columns[has],
            ones[has],
            low=least,
            high=np.inf,
            activity=row,
            key=int(trait),
        )
    for language in np.flatnonzero(activities.languages[row] > 0):
        speaks = experts.languages[who, language] >= activities.languages[row, language]
        if not speaks.all() or not len(who):
            rows.add_one(
                RuleKind.LANGUAGE, columns[speaks], ones[speaks], low=1.0, high=np.inf,
                activity=row, key=int(language),
            )  # fmt: skip
    limit = activities.max_per_home[row]
    if limit > 0:
        homes, counts = np.unique(experts.home[who], return_counts=True)
        for home in homes[(homes >= 0) & (counts > limit)]:
            here = experts.home[who] == home
            rows.add_one(
                RuleKind.HOME_LIMIT, columns[here], ones[here], low=-np.inf, high=float(limit),
                activity=row, key=int(home),
            )  # fmt: skip
    if np.isfinite(activities.budget[row]):
        fees = np.nan_to_num(experts.cost[who]) * activities.days[row]
        rows.add_one(
            RuleKind.TEAM_BUDGET, columns, fees, low=-np.inf, high=float(activities.budget[row]),
            activity=row,
        )  # fmt: skip


def _add_capacities(rows: _Rows, experts: Experts, candidates: Candidates) -> None:
    counts = np.bincount(candidates.expert, minlength=experts.n_experts)
    crowded = np.flatnonzero(counts > experts.capacity)
    row_of = np.full(experts.n_experts, -1)
    row_of[crowded] = np.arange(len(crowded))
    column = np.flatnonzero(row_of[candidates.expert] >= 0)
    rows.add(
        RuleKind.CAPACITY,
        row_of[candidates.expert[column]],
        column,
        np.ones(len(column)),
        activity=np.full(len(crowded), -1),
        key=crowded,
        low=np.full(len(crowded), -np.inf),
        high=experts.capacity[crowded].astype(float),
    )


def _add_overlaps(rows: _Rows, candidates: Candidates, clique: BoolArray) -> None:
    """Nobody is in two places at once: one row for an expert and days that several want."""
    n_cliques = clique.shape[1]
    pair_row, which = np.nonzero(clique[candidates.activity])
    label = candidates.expert[pair_row] * n_cliques + which
    labels, row, counts = np.unique(label, return_inverse=True, return_counts=True)
    # Days that the same candidates want give the same row once.
    fingerprint = np.random.default_rng(0).random(candidates.n_pairs)
    prints = np.bincount(row, weights=fingerprint[pair_row], minlength=len(labels))
    _, first = np.unique(np.round(prints, 9), return_index=True)
    kept = np.intersect1d(first, np.flatnonzero(counts > 1))
    new_row = np.full(len(labels), -1)
    new_row[kept] = np.arange(len(kept))
    used = new_row[row] >= 0
    rows.add(
        RuleKind.OVERLAP,
        new_row[row[used]],
        pair_row[used],
        np.ones(int(used.sum())),
        activity=np.full(len(kept), -1),
        key=labels[kept],
        low=np.full(len(kept), -np.inf),
        high=np.ones(len(kept)),
    )


def _add_portfolio(
    rows: _Rows,
    experts: Experts,
    activities: Activities,
    rules: PortfolioRules,
    candidates: Candidates,
) -> None:
    n_places = float(activities.team_size.sum())
    who = candidates.expert
    shares = (
        (RuleKind.WOMEN_SHARE, experts.is_woman, rules.min_women_share),
        (RuleKind.SOUTHERN_SHARE, experts.is_southern, rules.min_southern_share),
    )
    for kind, has, share in shares:
        if share > 0:
            column = np.flatnonzero(has[who])
            least = float(np.ceil(share * n_places - 1e-9))
            rows.add_one(kind, column, np.ones(len(column)), low=least, high=np.inf)
    if rules.max_home_share < 1:
        # Variety never asks for fewer than one: a small plan would have no place for anybody.
        limit = max(1.0, float(np.floor(rules.max_home_share * n_places + 1e-9)))
        homes, counts = np.unique(experts.home[who], return_counts=True)
        for home in homes[(homes >= 0) & (counts > limit)]:
            column = np.flatnonzero(experts.home[who] == home)
            rows.add_one(
                RuleKind.HOME_SHARE,
                column,
                np.ones(len(column)),
                low=-np.inf,
                high=limit,
                key=int(home),
            )
    if np.isfinite(rules.budget):
        fees = np.nan_to_num(experts.cost[who]) * activities.days[candidates.activity]
        rows.add_one(
            RuleKind.BUDGET, np.arange(len(who)), fees, low=-np.inf, high=float(rules.budget)
        )
