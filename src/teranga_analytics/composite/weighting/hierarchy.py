"""Analytic hierarchy process: weights from pairwise judgements."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.weighting.contract import Weights, shares

# Mean consistency index of random reciprocal matrices of order 1 to 15 (Alonso & Lamata 2006).
_RANDOM_INDEX = (
    *(0.0, 0.0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056),
    *(1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
)
ACCEPTABLE_RATIO = 0.1


@dataclass(frozen=True, kw_only=True)
class HierarchyWeights(Weights):
    """Principal eigenvector of the judgements.

    Attributes
    ----------
    consistency_ratio
        0 when the judgements never contradict each other; above 0.1 they should be revised.
    largest_eigenvalue
        Equal to the number of elements when consistent, larger otherwise.
    """

    consistency_ratio: float
    largest_eigenvalue: float


def analytic_hierarchy(judgements: npt.ArrayLike) -> HierarchyWeights:
    """Turn pairwise judgements into weights, and measure their consistency.

    Parameters
    ----------
    judgements
        Shape ``(n_elements, n_elements)`` or, for several judges, ``(n_judges, n_elements,
        n_elements)``. Entry (i, j) says how many times more important i is than j, usually
        from 1/9 to 9; entry (j, i) must be its inverse. Judges are combined by the geometric
        mean, which keeps matrices reciprocal.

    Returns
    -------
    HierarchyWeights

    Raises
    ------
    ValueError
        If a matrix is not square, positive and reciprocal, or larger than 15.

    References
    ----------
    .. [1] Saaty, T. L. (1980), The Analytic Hierarchy Process, McGraw-Hill.
    .. [2] Alonso, J. A. & Lamata, M. T. (2006), Consistency in the analytic hierarchy process:
       a new approach, International Journal of Uncertainty, Fuzziness and Knowledge-Based
       Systems 14, 445-459.
    .. [3] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.3.
    """
    matrix = _combined(judgements)
    n_elements = len(matrix)
    eigenvalues, eigenvectors = np.linalg.eig(matrix)
    strongest = int(np.argmax(eigenvalues.real))
    largest = float(eigenvalues[strongest].real)
    index = (largest - n_elements) / (n_elements - 1) if n_elements > 1 else 0.0
    random_index = _RANDOM_INDEX[n_elements - 1]
    ratio = max(index / random_index, 0.0) if random_index else 0.0
    cautions: tuple[str, ...] = ()
    if ratio > ACCEPTABLE_RATIO:
        cautions = (
            f"Analytic hierarchy process: consistency ratio {ratio:.2f} is above "
            f"{ACCEPTABLE_RATIO}; the judgements contradict each other, revise them.",
        )
    return HierarchyWeights(
        values=shares(np.abs(eigenvectors[:, strongest].real), "judgements"),
        method="analytic hierarchy process",
        cautions=cautions,
        consistency_ratio=ratio,
        largest_eigenvalue=largest,
    )


def _combined(judgements: npt.ArrayLike) -> FloatArray:
    stack = np.asarray(judgements, dtype=np.float64)
    if stack.ndim == 2:
        stack = stack[None]
    if stack.ndim != 3 or stack.shape[1] != stack.shape[2] or not stack.size:
        raise ValueError(f"judgements: wanted square matrices, saw shape {stack.shape}")
    if stack.shape[1] > len(_RANDOM_INDEX):
        raise ValueError(
            f"judgements: wanted at most {len(_RANDOM_INDEX)} elements, saw {stack.shape[1]}"
        )
    if not (stack > 0).all() or not np.allclose(stack * stack.transpose(0, 2, 1), 1, rtol=1e-3):
        raise ValueError(
            "judgements: wanted positive entries with (j, i) the inverse of (i, j) and 1 on the "
            "diagonal"
        )
    combined: FloatArray = np.exp(np.log(stack).mean(axis=0))
    return combined
