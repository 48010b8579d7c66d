"""Group units that resemble each other, and say how clear the groups are."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, IntArray, as_table
from teranga_analytics.composite.cautions import small_sample_cautions

ClusterMethod = Literal["ward", "kmeans"]

_MOST_CLUSTERS_TRIED = 8
_STARTS = 30
# Kaufman & Rousseeuw's reading: below a quarter, no substantial structure.
_CLEAR_SILHOUETTE = 0.25


@dataclass(frozen=True)
class Typology:
    """Clusters of units.

    Attributes
    ----------
    cluster_of
        Shape ``(n_units,)``. Cluster of each unit, from 0; clusters are numbered from the one
        with the highest mean value down, so the order of rows does not matter.
    centres
        Shape ``(n_clusters, n_columns)``. Mean profile of each cluster, in the unit given.
    silhouettes
        Shape ``(n_units,)``, in [-1, 1]. Near 1 the unit sits well in its cluster, below 0 it
        is nearer another one; 0 when alone.
    mean_silhouette
        Over units.
    tried
        Number of clusters to mean silhouette, for each number tried.
    cautions
        Plain sentences to print beside the typology.
    """

    cluster_of: IntArray
    centres: FloatArray
    silhouettes: FloatArray
    mean_silhouette: float
    tried: dict[int, float]
    cautions: tuple[str, ...]


def typology(
    values: npt.ArrayLike,
    n_clusters: int | None = None,
    method: ClusterMethod = "ward",
    *,
    standardise: bool = False,
    seed: int = 0,
) -> Typology:
    """Cluster units by their profile.

    Parameters
    ----------
    values
        Shape ``(n_units, n_columns)``, three units or more, without missing value. Columns of
        one common unit (domain scores), or `standardise`.
    n_clusters
        At least 2, at most the number of distinct profiles, fewer than the units. When None,
        the number from 2 to 8 with the best mean silhouette.
    method
        ``ward`` (hierarchical, no chance involved) or ``kmeans`` (best of 30 seeded starts).
    standardise
        Divide each column by its standard deviation first; constant columns are left alone.
    seed
        Seed of ``kmeans``.

    Returns
    -------
    Typology

    Raises
    ------
    ValueError
        If a value is missing, or an option is out of range.

    References
    ----------
    .. [1] Ward, J. H. (1963), Hierarchical grouping to optimize an objective function.
    .. [2] Rousseeuw, P. J. (1987), Silhouettes, Journal of Computational and Applied
       Mathematics 20, 53-65.
    .. [3] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.3.
    """
    table = as_table(values, "values")
    n_units = len(table)
    incomplete = np.flatnonzero(np.isnan(table).any(axis=1)).tolist()
    if incomplete or n_units < 3:
        raise ValueError(
            f"values: wanted three units or more, none with a missing value; saw {n_units}, "
            f"with missing values in rows {incomplete}"
        )
    if method not in get_args(ClusterMethod):
        raise ValueError(f"method: wanted one of {get_args(ClusterMethod)}, saw {method!r}")
    most = min(n_units - 1, len(np.unique(table, axis=0)))
    if most < 2 or not 2 <= (n_clusters or 2) <= most:
        raise ValueError(
            f"n_clusters: wanted from 2 to {most} (distinct profiles, fewer than units), "
            f"saw {n_clusters}"
        )
    spread = table.std(axis=0, ddof=1)
    points = table / np.where(spread > 0, spread, 1.0) if standardise else table
    gaps = scipy.spatial.distance.squareform(scipy.spatial.distance.pdist(points))
    numbers = [n_clusters] if n_clusters else range(2, min(_MOST_CLUSTERS_TRIED, most) + 1)
    labels = {n: _labels(points, n, method, seed) for n in numbers}
    profiles = {n: silhouettes(gaps, labels[n]) for n in numbers}
    tried = {n: float(profile.mean()) for n, profile in profiles.items()}
    best = max(tried, key=lambda n: (tried[n], -n))
    cluster_of = _renumbered(table, labels[best])
    centres = np.array([table[cluster_of == c].mean(axis=0) for c in range(cluster_of.max() + 1)])
    return Typology(
        cluster_of=cluster_of,
        centres=centres,
        silhouettes=profiles[best],
        mean_silhouette=tried[best],
        tried=tried,
        cautions=_cautions(n_units, cluster_of, tried[best]),
    )


def silhouettes(distances: FloatArray, cluster_of: IntArray) -> FloatArray:
    """How well each unit sits in its cluster.

    Parameters
    ----------
    distances
        Shape ``(n_units, n_units)``, between units.
    cluster_of
        Shape ``(n_units,)``. Cluster of each unit, two clusters or more.

    Returns
    -------
    ndarray
        Shape ``(n_units,)``, in [-1, 1]; 0 for a unit alone in its cluster.

    References
    ----------
    .. [1] Rousseeuw (1987).
    """
    clusters, own = np.unique(cluster_of, return_inverse=True)
    member = (own[:, None] == np.arange(len(clusters))).astype(np.float64)
    sizes = member.sum(axis=0)
    sums = distances @ member
    unit = np.arange(len(own))
    inside = sums[unit, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[unit, own] = np.inf
    nearest = means.min(axis=1)
    widest = np.maximum(inside, nearest)
    gained = (nearest - inside) / np.where(widest > 0, widest, 1.0)
    return np.where(sizes[own] > 1, gained, 0.0)


def _labels(points: FloatArray, n_clusters: int, method: ClusterMethod, seed: int) -> IntArray:
    if method == "ward":
        tree = scipy.cluster.hierarchy.linkage(points, method="ward")
        return np.asarray(scipy.cluster.hierarchy.cut_tree(tree, [n_clusters])[:, 0], dtype=np.intp)
    generator = np.random.default_rng(seed)
    best, least = np.zeros(len(points), dtype=np.intp), np.inf
    for _ in range(_STARTS):
        try:
            centres, labels = scipy.cluster.vq.kmeans2(
                points, n_clusters, minit="++", missing="raise", rng=generator
            )
        except scipy.cluster.vq.ClusterError:  # this start emptied a cluster
            continue
        inertia = float(((points - centres[labels]) ** 2).sum())
        if inertia < least:
            best, least = np.asarray(labels, dtype=np.intp), inertia
    if np.isinf(least):
        raise ValueError(f"n_clusters: no start found {n_clusters} clusters, wanted fewer")
    return best


def _renumbered(table: FloatArray, labels: IntArray) -> IntArray:
    """Give clusters numbers from the highest mean profile down."""
    clusters, own = np.unique(labels, return_inverse=True)
    level = np.array([table[own == c].mean() for c in range(len(clusters))])
    number = np.argsort(np.argsort(-level, kind="stable"), kind="stable")
    return np.asarray(number[own], dtype=np.intp)


def _cautions(n_units: int, cluster_of: IntArray, mean_silhouette: float) -> tuple[str, ...]:
    cautions = list(small_sample_cautions("Typology", n_units, 0))
    if mean_silhouette < _CLEAR_SILHOUETTE:
        cautions.append(
            f"Typology: mean silhouette {mean_silhouette:.2f}; the groups are hardly distinct."
        )
    alone = int((np.bincount(cluster_of) == 1).sum())
    if alone:
        cautions.append(f"Typology: clusters made of a single unit: {alone}.")
    return tuple(cautions)
