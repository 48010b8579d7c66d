"""Do coders agree? Krippendorff's alpha, percentage agreement and Gwet's AC2.

Every function takes one table of codes, coders in rows and coded cells (a country and an
indicator) in columns, with NaN where a coder gave no code. A cell counts as soon as two
coders coded it.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import get_args

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.code_counts import (
    AgreementWeights,
    FloatArray,
    Measurement,
    as_codes,
    count_codes,
    near_miss_credit,
    squared_distances,
)

# Resampled margins are held block by block, so that a large codebook stays in memory.
_BOOTSTRAP_BLOCK = 250


@dataclass(frozen=True)
class Coefficient:
    """An agreement coefficient with its interval.

    Attributes
    ----------
    value
        1 is perfect agreement, 0 is what chance would give; NaN where undefined.
    low, high
        Bounds of the interval, same unit; NaN when no interval was asked for or none exists.
    n_cells
        Number of cells coded by at least two coders.
    n_codes
        Number of codes in those cells.
    n_undefined
        Bootstrap replications in which every code was the same, left out of the interval.
    cautions
        Plain sentences to print beside the figure.
    """

    value: float
    low: float
    high: float
    n_cells: int
    n_codes: int
    n_undefined: int = 0
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """The three readings of the same table, to be shown together.

    Attributes
    ----------
    alpha
        Krippendorff's alpha.
    ac2
        Gwet's AC2, which stays meaningful when nearly every code is the same.
    percentage
        Share of agreeing pairs of codes, in [0, 1]; NaN without a cell coded twice.
    """

    alpha: Coefficient
    ac2: Coefficient
    percentage: float


@dataclass(frozen=True)
class AgreementReport:
    """Agreement overall, per policy domain and per pair of coders.

    Attributes
    ----------
    overall
        All cells, all coders.
    by_domain
        Domain number to agreement within that domain.
    by_pair
        Positions of two coders to their agreement.
    """

    overall: Agreement
    by_domain: dict[int, Agreement]
    by_pair: dict[tuple[int, int], Agreement]


def krippendorff_alpha(
    codes: npt.ArrayLike,
    measurement: Measurement = "ordinal",
    *,
    n_bootstrap: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Coefficient:
    """Krippendorff's alpha: one minus observed over expected disagreement.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``. Codes on one scale; NaN where a coder gave none.
    measurement
        How far apart two codes are: ``nominal`` (equal or not), ``ordinal`` (how many codes
        lie between them), ``interval`` (squared difference).
    n_bootstrap
        Number of bootstrap replications; cells are resampled, coders are kept. 0 for no interval.
    confidence
        Share of the replications inside, in (0, 1).
    seed
        Seed of the bootstrap: same seed, same bounds.

    Returns
    -------
    Coefficient
        NaN when no cell was coded twice, or when no code ever varies.

    Raises
    ------
    ValueError
        If the table or an option is not as described.

    References
    ----------
    .. [1] Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability.
    .. [2] Zapf, A. et al. (2016), Measuring inter-rater reliability for nominal data,
       BMC Medical Research Methodology 16:93 (bootstrap over cells).
    """
    _check_options("measurement", measurement, get_args(Measurement), confidence)
    scale, counts = count_codes(codes, None)
    counts = counts[counts.sum(axis=1) >= 2]
    every_cell_once = np.ones((1, len(counts)))
    value = float(_alpha_of_resamples(counts, scale, measurement, every_cell_once)[0])
    low = high = np.nan
    n_undefined = 0
    if n_bootstrap > 0 and np.isfinite(value):
        draws = _bootstrap_alpha(counts, scale, measurement, n_bootstrap, seed)
        n_undefined = int(np.isnan(draws).sum())
        tail = (1 - confidence) / 2
        low, high = np.quantile(draws[np.isfinite(draws)], [tail, 1 - tail])
    return Coefficient(
        value=value,
        low=float(low),
        high=float(high),
        n_cells=len(counts),
        n_codes=int(counts.sum()),
        n_undefined=n_undefined,
        cautions=_cautions(counts, "Krippendorff's alpha"),
    )


def percentage_agreement(codes: npt.ArrayLike) -> float:
    """Share of agreeing pairs of codes, averaged over cells; chance is not taken out.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``; NaN where a coder gave no code.

    Returns
    -------
    float
        In [0, 1]; NaN when no cell was coded twice.

    Raises
    ------
    ValueError
        If `codes` is not a table.
    """
    scale, counts = count_codes(codes, None)
    return _observed_agreement(counts, np.eye(len(scale)))[0]


def gwet_ac2(
    codes: npt.ArrayLike,
    weights: AgreementWeights = "ordinal",
    *,
    scale: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Coefficient:
    """Gwet's AC2: weighted agreement beyond chance, stable when one code dominates.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``; NaN where a coder gave none.
    weights
        Credit for a near miss: ``identity`` (none; the coefficient is then AC1), ``ordinal``
        (by number of levels crossed), ``linear`` or ``quadratic`` (by distance between codes).
    scale
        Shape ``(n_levels,)``. All codes a coder could have used; the codes seen when None.
        Give it: a level nobody used still lowers the agreement expected by chance.
    confidence
        Confidence of the interval, in (0, 1).

    Returns
    -------
    Coefficient
        NaN when the scale has one level or no cell was coded twice. The interval is
        Student's, from the linearised variance over cells.

    Raises
    ------
    ValueError
        If an option is unknown or a code lies outside `scale`.

    References
    ----------
    .. [1] Gwet, K. L. (2014), Handbook of Inter-Rater Reliability, 4th ed., chapters 5 and 6.
    """
    _check_options("weights", weights, get_args(AgreementWeights), confidence)
    levels, counts = count_codes(codes, scale)
    counts = counts[counts.sum(axis=1) >= 1]
    coded_twice = counts.sum(axis=1) >= 2
    cautions = _cautions(counts[coded_twice], "Gwet's AC2")
    n_cells, n_codes = int(coded_twice.sum()), int(counts[coded_twice].sum())
    if n_cells == 0 or len(levels) < 2:
        return Coefficient(np.nan, np.nan, np.nan, n_cells, n_codes, cautions=cautions)
    credit = near_miss_credit(levels, weights)
    observed, observed_by_cell = _observed_agreement(counts, credit)
    shares = counts / counts.sum(axis=1, keepdims=True)
    popularity = shares.mean(axis=0)
    per_pair = credit.sum() / (len(levels) * (len(levels) - 1))
    expected = per_pair * float(popularity @ (1 - popularity))
    value = (observed - expected) / (1 - expected)
    cell_expected = per_pair * (shares @ (1 - popularity))
    gain = np.where(coded_twice, len(counts) / n_cells * (observed_by_cell - expected), 0.0)
    linearised = (gain - 2 * (1 - value) * (cell_expected - expected)) / (1 - expected)
    margin = _student_margin(linearised - value, confidence)
    return Coefficient(
        value, max(value - margin, -1.0), min(value + margin, 1.0), n_cells, n_codes, 0, cautions
    )


def agreement(
    codes: npt.ArrayLike,
    measurement: Measurement = "ordinal",
    weights: AgreementWeights = "ordinal",
    *,
    scale: npt.ArrayLike | None = None,
    n_bootstrap: int = 1000,
    seed: int = 0,
) -> Agreement:
    """Alpha, AC2 and percentage agreement of one table of codes.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``; NaN where a coder gave no code.
    measurement
        Passed to `krippendorff_alpha`.
    weights, scale
        Passed to `gwet_ac2`.
    n_bootstrap, seed
        Bootstrap of alpha.

    Returns
    -------
    Agreement
        Intervals at 95 %.

    Raises
    ------
    ValueError
        As the functions called.
    """
    return Agreement(
        alpha=krippendorff_alpha(codes, measurement, n_bootstrap=n_bootstrap, seed=seed),
        ac2=gwet_ac2(codes, weights, scale=scale),
        percentage=percentage_agreement(codes),
    )


def agreement_report(
    codes: npt.ArrayLike,
    domain_of: npt.ArrayLike,
    measurement: Measurement = "ordinal",
    weights: AgreementWeights = "ordinal",
    *,
    scale: npt.ArrayLike | None = None,
    n_bootstrap: int = 1000,
    seed: int = 0,
) -> AgreementReport:
    """Agreement overall, in each policy domain and for each pair of coders.

    Parameters
    ----------
    codes
        Shape ``(n_coders, n_cells)``; NaN where a coder gave no code.
    domain_of
        Shape ``(n_cells,)``. Domain number of each cell.
    measurement, weights, scale, n_bootstrap, seed
        As in `agreement`. One scale serves all domains.

    Returns
    -------
    AgreementReport
        Pairs of coders with no cell in common are left out.

    Raises
    ------
    ValueError
        If the shapes disagree, or as the functions called.
    """
    table = as_codes(codes)
    domains = np.asarray(domain_of, dtype=np.intp)
    if domains.shape != (table.shape[1],):
        raise ValueError(f"domain_of: wanted shape ({table.shape[1]},), saw {domains.shape}")
    levels = np.unique(table[np.isfinite(table)]) if scale is None else scale

    def measure(part: FloatArray) -> Agreement:
        return agreement(
            part, measurement, weights, scale=levels, n_bootstrap=n_bootstrap, seed=seed
        )

    return AgreementReport(
        overall=measure(table),
        by_domain={int(d): measure(table[:, domains == d]) for d in np.unique(domains)},
        by_pair={
            (first, second): measure(table[[first, second]])
            for first, second in combinations(range(len(table)), 2)
            if np.isfinite(table[[first, second]]).all(axis=0).any()
        },
    )


def _bootstrap_alpha(
    counts: FloatArray, scale: FloatArray, measurement: Measurement, n_bootstrap: int, seed: int
) -> FloatArray:
    generator = np.random.default_rng(seed)
    n_cells = len(counts)
    draws = []
    for start in range(0, n_bootstrap, _BOOTSTRAP_BLOCK):
        size = min(_BOOTSTRAP_BLOCK, n_bootstrap - start)
        times = generator.multinomial(n_cells, np.full(n_cells, 1 / n_cells), size=size)
        draws.append(_alpha_of_resamples(counts, scale, measurement, times.astype(np.float64)))
    return np.concatenate(draws)


def _alpha_of_resamples(
    counts: FloatArray, scale: FloatArray, measurement: Measurement, times: FloatArray
) -> FloatArray:
    """Alpha of each resample; `times` (n_resamples, n_cells) says how often a cell is drawn."""
    margins = times @ counts
    n_codes = margins.sum(axis=1)
    distances = squared_distances(margins, scale, measurement)
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs /= np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None]
    coincidences = (times @ pairs.reshape(len(counts), len(scale) ** 2)).reshape(distances.shape)
    observed = np.einsum("rck,rck->r", coincidences, distances)
    expected = np.einsum("rc,rck,rk->r", margins, distances, margins)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (n_codes - 1) * observed / expected
    return np.where(expected > 0, 1 - ratio, np.nan)


def _observed_agreement(counts: FloatArray, credit: FloatArray) -> tuple[float, FloatArray]:
    """Weighted agreement over cells coded twice, and in each cell (0 where coded once)."""
    n_coders = counts.sum(axis=1)
    coded_twice = n_coders >= 2
    agreeing = (counts * (counts @ credit - 1)).sum(axis=1)
    by_cell = np.where(coded_twice, agreeing / np.maximum(n_coders * (n_coders - 1), 1), 0.0)
    if not coded_twice.any():
        return float("nan"), by_cell
    return float(by_cell[coded_twice].mean()), by_cell


def _student_margin(deviations: FloatArray, confidence: float) -> float:
    n = len(deviations)
    if n < 2:
        return float("nan")
    error = np.sqrt((deviations**2).sum() / (n - 1) / n)
    return float(scipy.stats.t.ppf((1 + confidence) / 2, n - 1) * error)


def _cautions(counts: FloatArray, what: str) -> tuple[str, ...]:
    if len(counts) == 0:
        return (f"{what}: no cell was coded by two coders.",)
    if (counts.sum(axis=0) > 0).sum() < 2:
        return (f"{what}: every code is the same, so chance cannot be told from agreement.",)
    if len(counts) < 30:
        return (f"{what}: {len(counts)} cells coded twice only; the interval is wide.",)
    return ()


def _check_options(name: str, seen: str, known: tuple[str, ...], confidence: float) -> None:
    if seen not in known:
        raise ValueError(f"{name}: wanted one of {', '.join(known)}, saw {seen!r}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: wanted a share between 0 and 1, saw {confidence}")
