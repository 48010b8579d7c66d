"""Handing a linear model to the HiGHS solver that SciPy carries."""

from dataclasses import dataclass, replace

import numpy as np
import scipy

from teranga_analytics.matching.experts import BoolArray, FloatArray
from teranga_analytics.matching.linear import LinearModel, RuleKind

_INFEASIBLE = 2


@dataclass(frozen=True)
class Solution:
    """What the solver found.

    Attributes
    ----------
    chosen
        Shape ``(n_pairs,)``. Pairs that are in a team.
    value
        The objective reached, to be maximised.
    bound
        No solution over these columns is better than this.
    """

    chosen: BoolArray
    value: float
    bound: float


@dataclass(frozen=True)
class Worst:
    """What is maximised when the worst team comes first: the least mean score of a team.

    Attributes
    ----------
    share
        Shape ``(n_pairs,)``. Share that the score of a pair has in the mean of its team.
    low, high
        Between which values the optimum is known to lie.
    """

    share: FloatArray
    low: float
    high: float


class SolverStoppedError(RuntimeError):
    """The solver ran out of time before it found any solution."""


def solve(
    model: LinearModel,
    score: FloatArray,
    *,
    is_fixed: BoolArray,
    time_limit: float,
    relative_gap: float,
    worst: Worst | None = None,
) -> Solution | None:
    """Maximise the sum of the scores, or the mean score of the worst team.

    Parameters
    ----------
    model
        The rules.
    score
        Shape ``(n_pairs,)``.
    is_fixed
        Shape ``(n_pairs,)``. Pairs that must be chosen.
    time_limit
        Seconds.
    relative_gap
        The solver may stop this close to the optimum.
    worst
        When given, the mean of the worst team is maximised instead of the sum.

    Returns
    -------
    Solution or None
        None when no choice satisfies every rule.

    Raises
    ------
    SolverStoppedError
        If time ran out before any solution was found.
    """
    n_pairs = len(score)
    if not n_pairs:
        is_met = bool(np.all((model.low <= 0) & (model.high >= 0)))
        return Solution(np.zeros(0, dtype=bool), 0.0, 0.0) if is_met else None
    matrix, low, high, cost = model.matrix, model.low, model.high, -score
    lower, upper = is_fixed.astype(float), np.ones(n_pairs)
    integral = np.ones(n_pairs, dtype=np.int64)
    if worst is not None:
        matrix, low, high = _with_worst(model, worst.share)
        cost = np.append(np.zeros(n_pairs), -1.0)
        lower, upper, integral = (
            np.append(lower, worst.low),
            np.append(upper, worst.high),
            np.append(integral, 0),
        )
    result = scipy.optimize.milp(
        cost,
        integrality=integral,
        bounds=scipy.optimize.Bounds(lower, upper),
        constraints=scipy.optimize.LinearConstraint(matrix, low, high),
        options={"time_limit": time_limit, "mip_rel_gap": relative_gap},
    )
    if result.x is None:
        if result.status == _INFEASIBLE:
            return None
        raise SolverStoppedError(f"No team was found within {time_limit:g} s: {result.message}")
    bound = result.mip_dual_bound if result.mip_dual_bound is not None else result.fun
    return Solution(result.x[:n_pairs] > 0.5, -float(result.fun), -float(bound))


def _with_worst(
    model: LinearModel, share: FloatArray
) -> tuple["scipy.sparse.csr_array", FloatArray, FloatArray]:
    """Add a column for the mean of the worst team, and a row for each team above it."""
    is_size = model.kind == RuleKind.TEAM_SIZE
    teams = scipy.sparse.csr_array(model.matrix[is_size] * share[None, :])
    n_teams = teams.shape[0]
    above = scipy.sparse.hstack([teams, scipy.sparse.csr_array(-np.ones((n_teams, 1)))])
    present = scipy.sparse.hstack(
        [model.matrix, scipy.sparse.csr_array((model.matrix.shape[0], 1))]
    )
    matrix = scipy.sparse.csr_array(scipy.sparse.vstack([present, above]))
    low = np.concatenate([model.low, np.zeros(n_teams)])
    return matrix, low, np.concatenate([model.high, np.full(n_teams, np.inf)])


def with_floor(model: LinearModel, share: FloatArray, floor: float) -> LinearModel:
    """Return the model with a floor under the mean score of every team.

    Parameters
    ----------
    model
        The rules.
    share
        Shape ``(n_pairs,)``. Share that the score of a pair has in the mean of its team.
    floor
        Least mean, in [0, 1].

    Returns
    -------
    LinearModel
        With one more row for each activity.
    """
    is_size = model.kind == RuleKind.TEAM_SIZE
    teams = scipy.sparse.csr_array(model.matrix[is_size] * share[None, :])
    n_teams = teams.shape[0]
    return replace(
        model,
        matrix=scipy.sparse.csr_array(scipy.sparse.vstack([model.matrix, teams])),
        low=np.concatenate([model.low, np.full(n_teams, floor)]),
        high=np.concatenate([model.high, np.full(n_teams, np.inf)]),
        kind=np.concatenate([model.kind, np.full(n_teams, int(RuleKind.FLOOR))]),
        activity=np.concatenate([model.activity, model.activity[is_size]]),
        key=np.concatenate([model.key, np.full(n_teams, -1)]),
    )
