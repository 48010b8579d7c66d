"""When no team satisfies every rule: which rule stands in the way, and by how much."""

from dataclasses import dataclass

import numpy as np
import scipy

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.candidates import list_candidates
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray
from teranga_analytics.matching.linear import LinearModel, RuleKind, build_model
from teranga_analytics.matching.scores import ScoreWeights

_PENALTY = {
    RuleKind.TEAM_SIZE: 50.0,
    RuleKind.LANGUAGE: 20.0,
    RuleKind.TRAIT: 5.0,
    RuleKind.HOME_LIMIT: 4.0,
    RuleKind.WOMEN_SHARE: 3.0,
    RuleKind.SOUTHERN_SHARE: 3.0,
    RuleKind.HOME_SHARE: 3.0,
    RuleKind.TEAM_BUDGET: 0.01,
    RuleKind.BUDGET: 0.01,
}
"""What one unit over a rule weighs when some rule must give: an empty place weighs most. Nobody is
ever in two places at once or sent on more missions than they accept: these rules never give."""

_LEAST = 1e-6


@dataclass(frozen=True)
class Block:
    """A rule that stands in the way.

    Attributes
    ----------
    kind
        Which rule.
    activity
        Of which activity; -1 for a rule over all of them.
    key
        Which trait, language or home country; -1 where the rule needs none.
    amount
        By how much it must give: places, people, or money.
    limit
        What the rule asks for.
    """

    kind: RuleKind
    activity: int
    key: int
    amount: float
    limit: float


def find_blocks(
    experts: Experts,
    activities: Activities,
    *,
    rules: PortfolioRules | None = None,
    weights: ScoreWeights | None = None,
    time_limit: float = 10.0,
) -> tuple[Block, ...]:
    """Return each rule that would be enough to loosen alone, and by how much.

    Where no single rule is enough, return the rules to loosen together, as little as possible.

    Parameters
    ----------
    experts, activities
        Who and what: best one activity (`Activities.only`), since each rule is tried in turn.
    rules
        Rules over all places together; none when not given.
    weights
        Weights of the scores, which play no part here but in the order of the candidates.
    time_limit
        Seconds for each rule tried.

    Returns
    -------
    tuple
        Empty when some plan satisfies every rule.
    """
    candidates = list_candidates(experts, activities, weights or ScoreWeights())
    model = build_model(experts, activities, rules or PortfolioRules(), candidates)
    _, together = loosen(model, candidates.is_fixed, time_limit=time_limit)
    if not together:
        return ()
    alone: list[Block] = []
    for row in np.flatnonzero(np.isin(model.kind, [int(kind) for kind in _PENALTY])):
        may_give = np.zeros(len(model.kind), dtype=bool)
        may_give[row] = True
        found = _least_slack(model, candidates.is_fixed, may_give, time_limit)
        if found is not None:
            alone += _blocks(model, found)
    return tuple(alone) or together


def loosen(
    model: LinearModel, is_fixed: BoolArray, *, time_limit: float
) -> tuple[FloatArray, tuple[Block, ...]]:
    """Return how much each row must give so that a plan exists, the total penalty least.

    Parameters
    ----------
    model
        The rules.
    is_fixed
        Shape ``(n_pairs,)``. Pairs that must be chosen.
    time_limit
        Seconds.

    Returns
    -------
    tuple
        Slack of each row, shape ``(n_rows,)``, and the rules that give.

    Raises
    ------
    ValueError
        If what is already fixed breaks a rule that never gives.
    """
    may_give = np.isin(model.kind, [int(kind) for kind in _PENALTY])
    slack = _least_slack(model, is_fixed, may_give, time_limit)
    if slack is None:
        raise ValueError("fixed holds pairs that put someone in two places or over their capacity.")
    return slack, _blocks(model, slack)


def _least_slack(
    model: LinearModel, is_fixed: BoolArray, may_give: BoolArray, time_limit: float
) -> FloatArray | None:
    rows = np.flatnonzero(may_give)
    n_pairs, n_slacks = model.matrix.shape[1], len(rows)
    sign = np.where(np.isfinite(model.low[rows]), 1.0, -1.0)
    column = scipy.sparse.csr_array(
        (sign, (rows, np.arange(n_slacks))), shape=(len(model.kind), n_slacks)
    )
    penalty = np.array([_PENALTY[RuleKind(kind)] for kind in model.kind[rows]])
    result = scipy.optimize.milp(
        np.concatenate([np.zeros(n_pairs), penalty]),
        integrality=np.repeat([1, 0], [n_pairs, n_slacks]),
        bounds=scipy.optimize.Bounds(
            np.concatenate([is_fixed.astype(float), np.zeros(n_slacks)]),
            np.concatenate([np.ones(n_pairs), np.full(n_slacks, np.inf)]),
        ),
        constraints=scipy.optimize.LinearConstraint(
            scipy.sparse.csr_array(scipy.sparse.hstack([model.matrix, column])),
            model.low,
            model.high,
        ),
        options={"time_limit": time_limit},
    )
    if result.x is None:
        return None
    slack = np.zeros(len(model.kind))
    slack[rows] = result.x[n_pairs:]
    is_money = np.isin(model.kind, [int(RuleKind.TEAM_BUDGET), int(RuleKind.BUDGET)])
    # Slacks of counts are whole; the solver's own rounding must not narrow the rule again.
    return np.where(is_money, slack + _LEAST * (slack > _LEAST), np.round(slack))


def _blocks(model: LinearModel, slack: FloatArray) -> tuple[Block, ...]:
    limit = np.where(np.isfinite(model.low), model.low, model.high)
    return tuple(
        Block(
            RuleKind(int(model.kind[row])),
            int(model.activity[row]),
            int(model.key[row]),
            float(slack[row]),
            float(limit[row]),
        )
        for row in np.flatnonzero(slack > _LEAST)
    )
