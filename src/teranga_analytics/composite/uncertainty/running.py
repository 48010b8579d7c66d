"""Run a study: check it, draw and score its replications, and say what they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.problems import refuse_if_any
from teranga_analytics.composite.uncertainty.checking import study_problems
from teranga_analytics.composite.uncertainty.declaration import Study
from teranga_analytics.composite.uncertainty.evaluation import Model
from teranga_analytics.composite.uncertainty.execution import ALONE, Workers, in_order
from teranga_analytics.composite.uncertainty.results import UncertaintyResult, summarise
from teranga_analytics.composite.uncertainty.spread import Grid
from teranga_analytics.composite.uncertainty.tally import (
    ChangeRows,
    Grids,
    Tally,
    change_blocks,
)

Progress = Callable[[int, int], None]

# Scores kept, 32 MB; beyond, they are counted in bins.
MOST_SCORES_KEPT = 4_000_000


def assess_uncertainty(
    study: Study,
    pipeline: Pipeline,
    dataset: Dataset,
    framework: Framework,
    *,
    nodes: Sequence[str] = (),
    workers: Workers = ALONE,
    memoise: bool = True,
    progress: Progress | None = None,
) -> UncertaintyResult:
    """Run an index many times with its declared choices drawn at random.

    Parameters
    ----------
    study
        What varies.
    pipeline
        The pipeline as it stands.
    dataset
        Units by indicators, any number of waves.
    framework
        The tree.
    nodes
        Aggregates to study: ``framework.aggregates`` for every level; the tops by default.
    workers
        Who computes; the numbers are the same for all.
    memoise
        False to run every step again in each replication: the same numbers, slowly.
    progress
        Called after each block with the replications done and asked for.

    Returns
    -------
    UncertaintyResult
        Scores of the replications are kept when they are few; beyond four million numbers they
        are counted in bins, whose width is the `precision` of the intervals of scores. Ranks are
        always exact.

    Raises
    ------
    InvalidInputError
        With every problem found before anything runs.
    StepError
        If the pipeline as it stands refuses the data.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 7.
    .. [2] Saisana, M., Saltelli, A., Tarantola, S. (2005), Uncertainty and sensitivity analysis
       techniques as tools for the quality assessment of composite indicators, Journal of the
       Royal Statistical Society A 168(2).
    """
    refuse_if_any(study_problems(study, pipeline, dataset, framework))
    model = Model(study, pipeline, dataset, framework, nodes=nodes, memoise=memoise)
    changes = tuple(ChangeRows.between(dataset, *pair) for pair in study.changes)
    nominal = model.nominal()
    size = model.block_size
    tasks = [
        Span(start, min(start + size, study.replications))
        for start in range(0, study.replications, size)
    ]
    counting = Counting(model, changes, _grids(model, changes, tasks[0]))
    tally = counting.tally()
    for span, counted in zip(tasks, in_order(count, counting, tasks, workers), strict=True):
        tally.merge(counted)
        if progress is not None:
            progress(span.stop, study.replications)
    return summarise(model, tally, changes, nominal)


@dataclass(frozen=True)
class Span:
    """Some replications, from `start` to before `stop`."""

    start: int
    stop: int


@dataclass(frozen=True, eq=False)
class Counting:
    """What a worker needs to count replications."""

    model: Model
    changes: tuple[ChangeRows, ...]
    grids: Grids | None

    def tally(self) -> Tally:
        """Return counts of nothing yet."""
        return Tally(self.model, self.changes, self.grids)


def count(counting: Counting, span: Span) -> Tally:
    """Score and count some replications."""
    tally = counting.tally()
    tally.add(counting.model.run(span.start, span.stop))
    return tally


def _grids(model: Model, changes: tuple[ChangeRows, ...], first: Span) -> Grids | None:
    n_cells = len(model.nodes) * len(model.dataset.units)
    if model.study.replications * n_cells <= MOST_SCORES_KEPT:
        return None
    # The same first replications lay the bins, whoever counts them afterwards.
    scores = model.run(first.start, first.stop).scores
    changed = change_blocks(scores, changes)
    return Grids(
        Grid.around(scores.reshape(len(scores), n_cells)),
        tuple(Grid.around(np.asarray(numbers)) for numbers in changed),
    )
