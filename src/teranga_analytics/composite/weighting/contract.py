"""What every weighting method returns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, as_vector


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Weights of the elements of one group.

    Attributes
    ----------
    values
        Shape ``(n_elements,)``, non-negative, summing to 1.
    method
        Name of the method that gave them.
    cautions
        Plain sentences to print beside the weights.

    Raises
    ------
    ValueError
        If a weight is negative or missing, or the sum is not 1.
    """

    values: FloatArray
    method: str
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no method may return."""
        if not (self.values >= 0).all() or not np.isclose(self.values.sum(), 1):
            raise ValueError(
                f"{self.method}: wanted non-negative weights summing to 1, saw {self.values}"
            )


def shares(raw: npt.ArrayLike, name: str) -> FloatArray:
    """Rescale non-negative numbers to sum to 1.

    Parameters
    ----------
    raw
        Shape ``(n_elements,)``, non-negative.
    name
        Name of the quantity, used in the error.

    Returns
    -------
    ndarray
        Shape ``(n_elements,)``, summing to 1.

    Raises
    ------
    ValueError
        If a number is negative or missing, or all are zero.
    """
    vector = as_vector(raw, name)
    if not (vector >= 0).all() or not 0 < vector.sum() < np.inf:
        raise ValueError(f"{name}: wanted numbers of at least 0, one positive, saw {vector}")
    rescaled: FloatArray = vector / vector.sum()
    return rescaled
