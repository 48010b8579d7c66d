"""Budget allocation: experts share out points."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, as_table
from teranga_analytics.composite.weighting.contract import Weights

# Beyond ten or so elements experts stop weighing one against another (Handbook, section 6.3).
_MOST_ELEMENTS = 12


@dataclass(frozen=True, kw_only=True)
class BudgetWeights(Weights):
    """Mean of the experts' allocations.

    Attributes
    ----------
    disagreement
        Shape ``(n_elements,)``. Standard deviation of the experts' shares; NaN with one expert.
    """

    disagreement: FloatArray


def budget_allocation(points: npt.ArrayLike) -> BudgetWeights:
    """Average the shares of a budget of points over experts.

    Parameters
    ----------
    points
        Shape ``(n_experts, n_elements)``, non-negative. Each row is rescaled to sum to 1, so
        budgets may differ.

    Returns
    -------
    BudgetWeights

    Raises
    ------
    ValueError
        If an expert gave a negative number, left a blank, or gave no point at all.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.3.
    """
    table = as_table(points, "points")
    budgets = table.sum(axis=1)
    wrong = np.flatnonzero(~((table >= 0).all(axis=1) & (budgets > 0)))
    if wrong.size:
        raise ValueError(
            "points: wanted every expert to give numbers of at least 0, one of them positive; "
            f"saw otherwise in rows {wrong.tolist()}"
        )
    allocations = table / budgets[:, None]
    n_experts, n_elements = table.shape
    cautions = []
    if n_elements > _MOST_ELEMENTS:
        cautions.append(
            f"Budget allocation: {n_elements} elements are many to weigh at once; "
            "share the budget inside groups first."
        )
    return BudgetWeights(
        values=allocations.mean(axis=0),
        method="budget allocation",
        cautions=tuple(cautions),
        disagreement=(
            allocations.std(axis=0, ddof=1) if n_experts > 1 else np.full(n_elements, np.nan)
        ),
    )
