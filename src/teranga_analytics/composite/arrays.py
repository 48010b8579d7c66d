"""Array types and the checks every array function of the engine begins with."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]


def as_table(values: npt.ArrayLike, name: str) -> FloatArray:
    """Return `values` as a two-dimensional array of floats.

    Parameters
    ----------
    values
        Shape ``(n_rows, n_columns)``, any unit; NaN where missing.
    name
        Name of the argument, used in the error.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_columns)``. Not a copy when none is needed.

    Raises
    ------
    ValueError
        If the array has not two dimensions, is empty, or holds an infinity.
    """
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or table.size == 0:
        raise ValueError(
            f"{name}: wanted a non-empty table (rows, columns), saw shape {table.shape}"
        )
    if np.isinf(table).any():
        raise ValueError(f"{name}: wanted finite numbers or NaN, saw an infinity")
    return table


def as_vector(values: npt.ArrayLike, name: str, length: int | None = None) -> FloatArray:
    """Return `values` as a one-dimensional array of floats.

    Parameters
    ----------
    values
        Shape ``(length,)``; NaN where missing.
    name
        Name of the argument, used in the error.
    length
        Number of entries wanted; any when None.

    Returns
    -------
    ndarray
        Shape ``(length,)``.

    Raises
    ------
    ValueError
        If the array is not a vector of that length.
    """
    vector = np.asarray(values, dtype=np.float64)
    if vector.ndim != 1 or (length is not None and len(vector) != length):
        wanted = "(n,)" if length is None else f"({length},)"
        raise ValueError(f"{name}: wanted shape {wanted}, saw shape {vector.shape}")
    return vector


def as_labels(values: npt.ArrayLike, name: str, length: int) -> IntArray:
    """Return `values` as a vector of whole numbers.

    Parameters
    ----------
    values
        Shape ``(length,)``. Position of a group or of a parent.
    name
        Name of the argument, used in the error.
    length
        Number of entries wanted.

    Returns
    -------
    ndarray
        Shape ``(length,)``, integers.

    Raises
    ------
    ValueError
        If the shape disagrees or an entry is not a whole number.
    """
    vector = as_vector(values, name, length)
    labels = vector.astype(np.intp) if np.isfinite(vector).all() else None
    if labels is None or (labels != vector).any():
        raise ValueError(f"{name}: wanted whole numbers, saw {vector!r}")
    return labels
