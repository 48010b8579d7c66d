"""Which declared choice moves the index: Sobol indices and Shapley effects of a study."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.problems import refuse_if_any
from teranga_analytics.composite.shapley import ShapleyEffects, shapley_design, shapley_effects
from teranga_analytics.composite.sobol import (
    SobolEstimator,
    SobolIndices,
    sobol_design,
    sobol_indices,
)
from teranga_analytics.composite.uncertainty.checking import study_problems
from teranga_analytics.composite.uncertainty.declaration import Study
from teranga_analytics.composite.uncertainty.evaluation import Block, Failure, Model
from teranga_analytics.composite.uncertainty.execution import ALONE, Workers, in_order
from teranga_analytics.composite.uncertainty.ranks import rank_rows
from teranga_analytics.composite.uncertainty.tally import gathered

Progress = Callable[[int, int], None]
Output = Literal["score", "rank"]


@dataclass(frozen=True)
class Runs:
    """Runs of the model at designed points.

    Parameters
    ----------
    outputs
        Shape ``(n_runs, 1 + n_rows)``: mean absolute rank change over units against the pipeline
        as it stands, then the score or rank of each row; NaN where a run failed.
    failures
        Why runs failed.
    """

    outputs: FloatArray
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Sensitivity:
    """Shares of the variance of an index due to each variation of a study.

    Parameters
    ----------
    factors
        Names of the variations, first axis of the indices.
    dataset
        The data; second axis of the indices: the index overall, then each row of the data.
    node
        Code of the node studied.
    output
        What is followed for each row: its score or its rank. Overall it is the mean absolute
        change of ranks.
    indices
        Sobol indices, shape ``(n_factors, 1 + n_rows)``; NaN where nothing varies.
    n_base
        Base points.
    n_runs, n_failed
        Runs of the model, and those that gave no scores: their base points are left out.
    failures
        Why they failed.
    is_settled
        Whether the overall intervals are as narrow as asked; None when no width was asked.
    """

    factors: tuple[str, ...]
    dataset: Dataset
    node: str
    output: Output
    indices: SobolIndices
    n_base: int
    n_runs: int
    n_failed: int
    failures: tuple[Failure, ...]
    is_settled: bool | None = None

    @property
    def first_order(self) -> FloatArray:
        """Overall share of each factor alone, shape ``(n_factors,)``."""
        overall: FloatArray = self.indices.first_order[:, 0]
        return overall

    @property
    def total_order(self) -> FloatArray:
        """Overall share of each factor with its interactions, shape ``(n_factors,)``."""
        overall: FloatArray = self.indices.total_order[:, 0]
        return overall

    @property
    def first_order_of_units(self) -> FloatArray:
        """Shape ``(n_factors, n_rows)``."""
        of_units: FloatArray = self.indices.first_order[:, 1:]
        return of_units

    @property
    def total_order_of_units(self) -> FloatArray:
        """Shape ``(n_factors, n_rows)``."""
        of_units: FloatArray = self.indices.total_order[:, 1:]
        return of_units


@dataclass(frozen=True)
class ShapleySensitivity:
    """Variance of an index shared out fully among the variations of a study.

    Parameters
    ----------
    factors, dataset, node, output
        As in `Sensitivity`.
    effects
        Shape ``(n_factors, 1 + n_rows)``, summing to one over factors.
    n_runs, n_failed, failures
        As in `Sensitivity`.
    """

    factors: tuple[str, ...]
    dataset: Dataset
    node: str
    output: Output
    effects: ShapleyEffects
    n_runs: int
    n_failed: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Plan:
    """How a sensitivity analysis is run.

    Parameters
    ----------
    n_base
        Base points, or walks for Shapley effects. A power of two keeps the sequence balanced.
    node
        Aggregate studied; the first top by default.
    output
        What is followed for each unit.
    estimator
        See `sobol_indices`.
    n_bootstrap
        Bootstrap replications of the intervals; 0 for none.
    width
        Stopping rule: double the base points until the widest overall interval of a total index
        is no wider, or `most_base` is reached.
    most_base
        Base points at which to stop doubling.
    memoise
        As in `assess_uncertainty`.

    Raises
    ------
    ValueError
        If a stopping rule is given without bootstrap.
    """

    n_base: int = 1024
    node: str | None = None
    output: Output = "score"
    estimator: SobolEstimator = "janon"
    n_bootstrap: int = 100
    width: float | None = None
    most_base: int = 16384
    memoise: bool = True

    def __post_init__(self) -> None:
        if self.output not in get_args(Output):
            raise ValueError(f"output: wanted one of {get_args(Output)}, saw {self.output!r}")
        if self.width is not None and (self.width <= 0 or self.n_bootstrap < 1):
            raise ValueError(
                f"width, n_bootstrap: wanted a width above 0 and a bootstrap, saw {self.width}, "
                f"{self.n_bootstrap}"
            )


DEFAULT_PLAN = Plan()


def assess_sensitivity(
    study: Study,
    pipeline: Pipeline,
    dataset: Dataset,
    framework: Framework,
    plan: Plan = DEFAULT_PLAN,
    *,
    workers: Workers = ALONE,
    progress: Progress | None = None,
) -> Sensitivity:
    """Estimate first and total order Sobol indices, overall and for every unit.

    Parameters
    ----------
    study
        What varies; its number of replications is not used.
    pipeline, dataset, framework
        What it runs on.
    plan
        How; the model runs ``n_base * (n_factors + 2)`` times.
    workers, progress
        As in `assess_uncertainty`.

    Returns
    -------
    Sensitivity

    Raises
    ------
    InvalidInputError
        With every problem found before anything runs.
    ValueError
        If the node is unknown or a size is too small.

    References
    ----------
    .. [1] Saltelli, A. et al. (2010), Variance based sensitivity analysis of model output,
       Computer Physics Communications 181.
    .. [2] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 7.
    """
    model = _model(study, pipeline, dataset, framework, plan)
    n_factors, n_base = len(study.variations), plan.n_base
    while True:
        design = sobol_design(n_base, n_factors, study.seed)
        runs = _run(model, design.points, plan.output, workers, progress)
        indices = sobol_indices(
            runs.outputs,
            n_factors,
            plan.estimator,
            n_bootstrap=plan.n_bootstrap,
            seed=study.seed,
        )
        widest = float(np.max(indices.total_high[:, 0] - indices.total_low[:, 0]))
        is_settled = plan.width is not None and widest <= plan.width
        if plan.width is None or is_settled or 2 * n_base > plan.most_base:
            break
        n_base *= 2
    return Sensitivity(
        factors=study.factors,
        dataset=dataset,
        node=model.nodes[0],
        output=plan.output,
        indices=indices,
        n_base=n_base,
        n_runs=len(design.points),
        n_failed=sum(failure.n_replications for failure in runs.failures),
        failures=runs.failures,
        is_settled=None if plan.width is None else is_settled,
    )


def assess_shapley(
    study: Study,
    pipeline: Pipeline,
    dataset: Dataset,
    framework: Framework,
    plan: Plan = DEFAULT_PLAN,
    *,
    workers: Workers = ALONE,
    progress: Progress | None = None,
) -> ShapleySensitivity:
    """Share the variance out among the variations, overall and for every unit.

    Parameters
    ----------
    study, pipeline, dataset, framework, workers, progress
        As in `assess_sensitivity`.
    plan
        How, without stopping rule; the model runs ``n_base * (n_factors + 1)`` times.

    Returns
    -------
    ShapleySensitivity

    Raises
    ------
    InvalidInputError
        With every problem found before anything runs.
    ValueError
        If the node is unknown or a size is too small.

    References
    ----------
    .. [1] Goda, T. (2021), A simple algorithm for global sensitivity analysis with Shapley
       effects, Reliability Engineering & System Safety 213, 107702.
    """
    model = _model(study, pipeline, dataset, framework, plan)
    design = shapley_design(plan.n_base, len(study.variations), study.seed)
    runs = _run(model, design.points, plan.output, workers, progress)
    effects = shapley_effects(runs.outputs, design, n_bootstrap=plan.n_bootstrap, seed=study.seed)
    return ShapleySensitivity(
        factors=study.factors,
        dataset=dataset,
        node=model.nodes[0],
        output=plan.output,
        effects=effects,
        n_runs=len(design.points),
        n_failed=sum(failure.n_replications for failure in runs.failures),
        failures=runs.failures,
    )


def _model(
    study: Study, pipeline: Pipeline, dataset: Dataset, framework: Framework, plan: Plan
) -> Model:
    refuse_if_any(study_problems(study, pipeline, dataset, framework))
    chosen = framework.roots[0] if plan.node is None else plan.node
    if chosen not in framework.children:
        raise ValueError(f"node: wanted an aggregate of the framework, saw {plan.node!r}")
    return Model(study, pipeline, dataset, framework, nodes=[chosen], memoise=plan.memoise)


@dataclass(frozen=True, eq=False)
class _Designed:
    """What a worker needs to run designed points."""

    model: Model
    nominal_ranks: FloatArray
    output: Output


def _run(
    model: Model,
    points: FloatArray,
    output: Output,
    workers: Workers,
    progress: Progress | None,
) -> Runs:
    ranks = rank_rows(model.nominal(), model.dataset.waves)[0].astype(np.float64)
    shared = _Designed(model, np.where(ranks > 0, ranks, np.nan), output)
    size = model.block_size
    starts = range(0, len(points), size)
    tasks = [(start, points[start : start + size]) for start in starts]
    outputs = []
    failures: dict[str, Failure] = {}
    for (start, some), (found, failed) in zip(
        tasks, in_order(_outputs, shared, tasks, workers), strict=True
    ):
        outputs.append(found)
        failures = gathered(failures, failed)
        if progress is not None:
            progress(start + len(some), len(points))
    return Runs(np.concatenate(outputs), tuple(failures.values()))


def _outputs(
    shared: _Designed, task: tuple[int, FloatArray]
) -> tuple[FloatArray, Sequence[Failure]]:
    start, points = task
    block: Block = shared.model.evaluate(points, start)
    scores = block.scores[:, 0]
    ranks = rank_rows(scores, shared.model.dataset.waves).astype(np.float64)
    ranks[ranks == 0] = np.nan
    shifts = np.abs(ranks - shared.nominal_ranks)
    present = ~np.isnan(shifts)
    with np.errstate(invalid="ignore"):
        overall = np.where(present, shifts, 0.0).sum(axis=1) / np.where(
            present.any(axis=1), present.sum(axis=1), np.nan
        )
    followed = scores if shared.output == "score" else ranks
    return np.concatenate([overall[:, None], followed], axis=1), block.failures
