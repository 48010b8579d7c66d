"""Codes of several coders counted by cell, and the distances between the levels of a scale."""

from typing import Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Measurement = Literal["nominal", "ordinal", "interval"]
AgreementWeights = Literal["identity", "ordinal", "linear", "quadratic"]


def as_codes(codes: npt.ArrayLike) -> FloatArray:
    """Return the codes as a table of floats.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``, two coders or more; NaN where a coder gave no code.

    Returns
    -------
    ndarray
        Same shape.

    Raises
    ------
    ValueError
        If the shape is wrong or a code is infinite.
    """
    table = np.asarray(codes, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] < 2:
        raise ValueError(f"codes: wanted shape (n_coders >= 2, n_cells), saw shape {table.shape}")
    if np.isinf(table).any():
        raise ValueError("codes: wanted finite codes or NaN, saw an infinity")
    return table


def count_codes(codes: npt.ArrayLike, scale: npt.ArrayLike | None) -> tuple[FloatArray, FloatArray]:
    """Count how many coders gave each level to each cell.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``; NaN where a coder gave no code.
    scale
        Shape ``(n_levels,)``. Codes a coder could have used; the codes seen when None.

    Returns
    -------
    levels : ndarray
        Shape ``(n_levels,)``, increasing.
    counts : ndarray
        Shape ``(n_cells, n_levels)``.

    Raises
    ------
    ValueError
        If a code lies outside the scale, or as `as_codes`.
    """
    table = as_codes(codes)
    seen = np.isfinite(table)
    levels = np.unique(table[seen] if scale is None else np.asarray(scale, dtype=np.float64))
    strange = np.setdiff1d(table[seen], levels)
    if strange.size:
        raise ValueError(f"codes: wanted codes of the scale {levels}, saw {strange}")
    counts = np.zeros((table.shape[1], len(levels)))
    cell = np.broadcast_to(np.arange(table.shape[1]), table.shape)
    np.add.at(counts, (cell[seen], np.searchsorted(levels, table[seen])), 1.0)
    return levels, counts


def squared_distances(
    margins: FloatArray, scale: FloatArray, measurement: Measurement
) -> FloatArray:
    """Square the distance between levels, as Krippendorff's alpha measures it.

    Parameters
    ----------
    margins
        Shape ``(n_resamples, n_levels)``. How often each level was used.
    scale
        Shape ``(n_levels,)``, increasing.
    measurement
        The ordinal distance counts the codes lying between two levels.

    Returns
    -------
    ndarray
        Shape ``(n_resamples, n_levels, n_levels)``, zero on the diagonal.
    """
    shape = (len(margins), len(scale), len(scale))
    if measurement == "nominal":
        return np.broadcast_to(1 - np.eye(len(scale)), shape)
    if measurement == "interval":
        return np.broadcast_to((scale[:, None] - scale[None, :]) ** 2, shape)
    # The codes lying between two levels, each end counting for half.
    middle = np.cumsum(margins, axis=1) - margins / 2
    squared: FloatArray = (middle[:, :, None] - middle[:, None, :]) ** 2
    return squared


def near_miss_credit(scale: FloatArray, weights: AgreementWeights) -> FloatArray:
    """Credit the agreement of each pair of levels.

    Parameters
    ----------
    scale
        Shape ``(n_levels,)``, increasing, two levels or more.
    weights
        Rule by which the credit decreases with distance.

    Returns
    -------
    ndarray
        Shape ``(n_levels, n_levels)``: 1 on the diagonal, 0 between the extremes.
    """
    rank = np.arange(len(scale), dtype=np.float64)
    steps = np.abs(rank[:, None] - rank[None, :])
    distance = np.abs(scale[:, None] - scale[None, :]) / (scale[-1] - scale[0])
    crossed = steps * (steps + 1) / 2
    credits_by_name: dict[AgreementWeights, FloatArray] = {
        "identity": np.eye(len(scale)),
        "linear": 1 - distance,
        "quadratic": 1 - distance**2,
        "ordinal": 1 - crossed / crossed.max(),
    }
    return credits_by_name[weights]
