"""Weights from principal components: first component, and the Handbook's rotated factors."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.components import PrincipalComponents, principal_components
from teranga_analytics.composite.weighting.contract import Weights, shares

_MOST_ROTATIONS = 1000
_ROTATION_TOLERANCE = 1e-10  # radians


@dataclass(frozen=True, kw_only=True)
class FactorWeights(Weights):
    """Weights from rotated factors.

    Attributes
    ----------
    loadings
        Shape ``(n_indicators, n_factors)``. Correlation of indicators with rotated factors.
    factor_of
        Shape ``(n_indicators,)``. Factor each indicator was given to.
    factor_shares
        Shape ``(n_factors,)``. Share of the retained variance, summing to 1.
    """

    loadings: FloatArray
    factor_of: IntArray
    factor_shares: FloatArray


def first_component_weights(values: npt.ArrayLike) -> Weights:
    """Weigh indicators by their squared loading on the first component.

    The square is the share of the indicator in the length of the component: it is never
    negative, and needs no arbitrary sign.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; units with a missing value are left out.

    Returns
    -------
    Weights
        With a caution naming the columns that point against the first component.

    Raises
    ------
    ValueError
        As `principal_components`.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.1.
    """
    components = principal_components(values)
    loadings = components.first_loadings
    return Weights(
        values=shares(loadings**2, "squared loadings"),
        method="first principal component",
        cautions=components.cautions + _opposed(loadings),
    )


def factor_weights(
    values: npt.ArrayLike,
    least_eigenvalue: float = 1.0,
    least_share: float = 0.1,
    least_total_share: float = 0.6,
) -> FactorWeights:
    """Weigh indicators by the rotated factor that explains them best.

    Factors are kept by the Handbook's three rules and rotated (varimax). Each indicator goes to
    the factor it loads on most and counts by its squared loading, as a share of that factor;
    factors count by the variance they explain.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; units with a missing value are left out.
    least_eigenvalue
        A factor explains at least as much as this number of indicators.
    least_share
        A factor explains at least this share of all variance, in [0, 1].
    least_total_share
        Factors are added, strongest first, until together they explain this share.

    Returns
    -------
    FactorWeights

    Raises
    ------
    ValueError
        As `principal_components`.

    References
    ----------
    .. [1] Nicoletti, G., Scarpetta, S. & Boylaud, O. (2000), OECD Economics Department
       Working Papers 226.
    .. [2] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.1.
    """
    components = principal_components(values)
    n_factors = _retained(components, least_eigenvalue, least_share, least_total_share)
    unrotated = components.loadings[:, :n_factors] * np.sqrt(components.variances[:n_factors])
    rotated = varimax(unrotated)
    squared = rotated**2
    explained = squared.sum(axis=0)
    factor_of = squared.argmax(axis=1)
    own = squared[np.arange(len(squared)), factor_of]
    # Own share of the factor, times the share of the factor: the explained variance cancels.
    weights = shares(own / explained[factor_of] * (explained / explained.sum())[factor_of], "own")
    main = rotated[np.arange(len(rotated)), factor_of]
    side = np.array([np.sign(rotated[factor_of == f, f].sum()) for f in range(n_factors)])
    return FactorWeights(
        values=weights,
        method="rotated factors",
        cautions=components.cautions + _opposed(main * side[factor_of]),
        loadings=rotated,
        factor_of=factor_of,
        factor_shares=explained / explained.sum(),
    )


def varimax(loadings: FloatArray) -> FloatArray:
    """Rotate loadings so that each factor has few large ones.

    Parameters
    ----------
    loadings
        Shape ``(n_indicators, n_factors)``.

    Returns
    -------
    ndarray
        Same shape; the sum of squares of each row is kept.

    References
    ----------
    .. [1] Kaiser, H. F. (1958), The varimax criterion for analytic rotation in factor
       analysis, Psychometrika 23, 187-200.
    """
    n_indicators, n_factors = loadings.shape
    rotation = np.eye(n_factors)
    for _ in range(_MOST_ROTATIONS):
        rotated = loadings @ rotation
        gradient = loadings.T @ (rotated**3 - rotated * (rotated**2).sum(axis=0) / n_indicators)
        left, _, right = np.linalg.svd(gradient)
        moved = np.abs(left @ right - rotation).max()
        rotation = left @ right
        if moved < _ROTATION_TOLERANCE:
            break
    return loadings @ rotation


def _retained(
    components: PrincipalComponents, eigenvalue: float, share: float, total_share: float
) -> int:
    cumulated = np.cumsum(components.variance_shares)
    strong = (components.variances >= eigenvalue) & (components.variance_shares >= share)
    enough = int(np.searchsorted(cumulated, total_share - 1e-12)) + 1
    return max(min(int(strong.sum()), len(cumulated)), min(enough, len(cumulated)), 1)


def _opposed(loadings: FloatArray) -> tuple[str, ...]:
    against = np.flatnonzero(loadings < 0).tolist()
    if not against:
        return ()
    return (
        f"Columns {against} point against the component that weighs them: check their direction "
        "before using these weights.",
    )
