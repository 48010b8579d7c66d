"""Equal weights."""

import numpy as np

from teranga_analytics.composite.weighting.contract import Weights


def equal_weights(n_elements: int) -> Weights:
    """Give every element the same weight.

    Parameters
    ----------
    n_elements
        Number of elements, at least 1.

    Returns
    -------
    Weights

    Raises
    ------
    ValueError
        If there is no element.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.
    """
    if n_elements < 1:
        raise ValueError(f"n_elements: wanted at least 1, saw {n_elements}")
    return Weights(values=np.full(n_elements, 1 / n_elements), method="equal")
