"""What weights really do: their product down the tree, and the influence they end up with."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, as_labels, as_table, as_vector
from teranga_analytics.composite.correlation import correlate

ROOT = -1


@dataclass(frozen=True)
class Influence:
    """Stated weight beside the influence it has on the score.

    Attributes
    ----------
    stated_shares
        Shape ``(n_elements,)``. Weights rescaled to sum to 1.
    explained_variance
        Shape ``(n_elements,)``, in [0, 1]. Share of the variance of the score that a straight
        line on the element explains (squared Pearson correlation); NaN for a constant one.
    influence_shares
        Shape ``(n_elements,)``. The previous, rescaled to sum to 1.
    """

    stated_shares: FloatArray
    explained_variance: FloatArray
    influence_shares: FloatArray

    @property
    def ratios(self) -> FloatArray:
        """Influence over stated share, shape ``(n_elements,)``; 1 where they agree."""
        stated = np.where(self.stated_shares > 0, self.stated_shares, np.nan)
        ratios: FloatArray = self.influence_shares / stated
        return ratios


def effective_weights(weights: npt.ArrayLike, parent_of: npt.ArrayLike) -> FloatArray:
    """Weight of every element in the top of its tree.

    Each weight is rescaled to sum to 1 among its siblings, then multiplied by the effective
    weight of its parent.

    Parameters
    ----------
    weights
        Shape ``(n_elements,)``, non-negative, on any scale.
    parent_of
        Shape ``(n_elements,)``. Position of each parent, -1 for a root; any order, any depth.
        Every root gets 1.

    Returns
    -------
    ndarray
        Shape ``(n_elements,)``, in [0, 1]. Siblings whose weights are all zero get 0.

    Raises
    ------
    ValueError
        If shapes disagree, a weight is negative or missing, or the tree has a loop.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.
    """
    stated = as_vector(weights, "weights")
    parents = as_labels(parent_of, "parent_of", len(stated))
    if not (stated >= 0).all() or np.isinf(stated).any():
        raise ValueError("weights: wanted finite numbers of at least 0")
    if (parents < ROOT).any() or (parents >= len(stated)).any():
        raise ValueError(f"parent_of: wanted positions from -1 to {len(stated) - 1}")
    sums = np.bincount(parents + 1, weights=stated, minlength=len(stated) + 1)[parents + 1]
    effective: FloatArray = np.divide(stated, sums, out=np.zeros_like(stated), where=sums > 0)
    effective[parents == ROOT] = 1.0
    ancestor = parents.copy()
    share = effective.copy()
    for _ in range(len(stated)):
        below = ancestor != ROOT
        if not below.any():
            return effective
        effective = np.where(below, effective * share[ancestor], effective)
        ancestor = np.where(below, parents[ancestor], ROOT)
    raise ValueError("parent_of: wanted a tree, saw an element that is its own ancestor")


def influence_on_score(
    elements: npt.ArrayLike, score: npt.ArrayLike, weights: npt.ArrayLike
) -> Influence:
    """Compare stated weights with the influence of the elements on a score.

    Parameters
    ----------
    elements
        Shape ``(n_units, n_elements)``, normalised; NaN where missing.
    score
        Shape ``(n_units,)``. The score the elements feed.
    weights
        Shape ``(n_elements,)``, non-negative, on any scale.

    Returns
    -------
    Influence

    Raises
    ------
    ValueError
        If the shapes disagree or the weights are negative or all zero.

    References
    ----------
    .. [1] Paruolo, P., Saisana, M. & Saltelli, A. (2013), Ratings and rankings: voodoo or
       science?, Journal of the Royal Statistical Society A 176, 609-634.
    """
    table = as_table(elements, "elements")
    total = as_vector(score, "score", len(table))
    stated = as_vector(weights, "weights", table.shape[1])
    if not (stated >= 0).all() or stated.sum() == 0:
        raise ValueError("weights: wanted numbers of at least 0, one of them positive")
    explained = correlate(table, total[:, None])[:, 0] ** 2
    return Influence(
        stated_shares=stated / stated.sum(),
        explained_variance=explained,
        influence_shares=explained / np.nansum(explained),
    )
