"""Data prepared for aggregation under each distinct setting of a pipeline, computed once.

A setting is one combination of the alternatives of the open choices. Steps are shared by the
settings that agree on everything up to them: five treatments and two normalisations cost five
treatments and ten normalisations, however many replications there are.
"""

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, TypeVar

import numpy as np

from teranga_analytics.composite.aggregation.by_node import Operators
from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.checking import STEP_KINDS
from teranga_analytics.composite.pipeline.contract import State
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.pipeline.running import StepError
from teranga_analytics.composite.pipeline.steps.aggregate import operators
from teranga_analytics.composite.uncertainty.checking import MOST_COMBINATIONS, with_values
from teranga_analytics.composite.uncertainty.declaration import OpenChoice, Study

Setting = tuple[int, ...]  # alternative taken by each open choice, -1 for the pipeline as it is
Removed = tuple[str, ...]
Kept = TypeVar("Kept")

# Numbers kept in memory between replications, all settings together.
_MOST_NUMBERS_KEPT = 4_000_000
_NOTHING = object()


@dataclass(frozen=True, eq=False)
class Prepared:
    """What the aggregation of some replications starts from.

    Parameters
    ----------
    values
        Shape ``(n_rows, n_indicators)``, normalised, in the order of the tree.
    tree
        The framework without the nodes left out.
    weights
        Shape ``(n_nodes,)`` of the whole framework; zero for the nodes left out.
    kept
        Positions, in the whole framework, of the nodes of the tree.
    operators
        Function of each node.
    rows
        Positions of the rows in the source data: screening may have set some aside.
    applicable
        Shape ``(n_rows, n_indicators)``.
    waves
        Rows of each wave.
    """

    values: FloatArray
    tree: Framework
    weights: FloatArray
    kept: IntArray
    operators: Operators
    rows: IntArray
    applicable: BoolArray
    waves: tuple[IntArray, ...]


class Settings:
    """Prepares data for each setting of a pipeline.

    Parameters
    ----------
    study
        A checked study.
    pipeline, dataset, framework
        What it runs on.
    memoise
        Keep what does not change between replications; otherwise run every step again each time.
    """

    def __init__(
        self,
        study: Study,
        pipeline: Pipeline,
        dataset: Dataset,
        framework: Framework,
        *,
        memoise: bool = True,
    ) -> None:
        self.pipeline = pipeline
        self.dataset = dataset
        self.framework = framework
        self.memoise = memoise
        self.choices = [v.changes for v in study.variations if isinstance(v, OpenChoice)]
        varied = [[with_values(pipeline, change) for change in one] for one in self.choices]
        self._alike = [_first_alike(pipeline, one) for one in varied]
        self._touched = [
            frozenset(
                position
                for other in one
                for position, step in enumerate(other.steps)
                if step != pipeline.steps[position]
            )
            for one in varied
        ]
        weighing = [n for n, step in enumerate(pipeline.steps) if step.step == "weight"]
        # A tree without some nodes matters from the first step that looks at it as a whole.
        self._tree_from = min(weighing, default=len(pipeline.steps) - 1)
        size = max(1, dataset.values.size)
        self._most_kept = max(16, _MOST_NUMBERS_KEPT // size)
        self._memo: dict[Hashable, Any] = {}  # each key is used for one kind of value

    def __getstate__(self) -> dict[str, object]:
        """Travel without what was kept: another machine prepares its own."""
        return {**self.__dict__, "_memo": {}}

    @property
    def nominal(self) -> Setting:
        """The pipeline as it stands."""
        return (-1,) * len(self.choices)

    def canonical(self, drawn: IntArray) -> IntArray:
        """Name each alternative by the first one like it, -1 when it is the pipeline itself."""
        columns = [alike[drawn[:, number]] for number, alike in enumerate(self._alike)]
        return np.stack(columns, axis=1) if columns else drawn

    def prepared(
        self, setting: Setting, removed: Removed = (), cells: Dataset | None = None
    ) -> Prepared:
        """Run the steps before the aggregation.

        Parameters
        ----------
        setting
            Alternative of each open choice.
        removed
            Nodes left out.
        cells
            Data to start from when some cells differ from the source; never kept.

        Returns
        -------
        Prepared

        Raises
        ------
        StepError
            If a step refuses the data.
        """
        pipeline = self.remembered(("pipeline", setting), lambda: self._pipeline(setting))
        state = self._state(len(pipeline.steps) - 1, setting, removed, pipeline, cells)
        tree = state.framework
        dataset = state.dataset.columns(tree.indicators)
        step = pipeline.steps[-1]
        kept = np.array([self.framework.position[code] for code in tree.codes])
        weights = np.zeros(len(self.framework.codes))
        weights[kept] = state.weights
        return Prepared(
            values=dataset.values,
            tree=tree,
            weights=weights,
            kept=kept,
            operators=operators(step, self.framework, **step.options),
            rows=self.remembered(
                ("rows", dataset.units, dataset.row_times.tobytes()), lambda: self._rows(dataset)
            ),
            applicable=dataset.applicable,
            waves=dataset.waves,
        )

    def variants(self) -> list[Pipeline] | None:
        """Every pipeline that may be drawn; None when they are too many to look at."""
        if math.prod(len(one) for one in self.choices) > MOST_COMBINATIONS:
            return None
        drawn = product(*(range(len(one)) for one in self.choices))
        return [self.pipeline, *(self._pipeline(setting) for setting in drawn)]

    def tree(self, removed: Removed) -> Framework:
        """Return the framework without some nodes.

        Raises
        ------
        ValueError
            If nothing is left.
        """
        if not removed:
            return self.framework
        return self.remembered(("tree", removed), lambda: self.framework.without(removed))

    def _pipeline(self, setting: Setting) -> Pipeline:
        pipeline = self.pipeline
        for changes, taken in zip(self.choices, setting, strict=True):
            if taken >= 0:
                pipeline = with_values(pipeline, changes[taken])
        return pipeline

    def _state(
        self,
        n_steps: int,
        setting: Setting,
        removed: Removed,
        pipeline: Pipeline,
        cells: Dataset | None,
    ) -> State:
        """State after the first steps."""
        if n_steps == 0:
            dataset = self.dataset if cells is None else cells
            state = State(dataset, self.framework, self.framework.weights)
            return self._on_tree(state, removed) if self._tree_from == 0 else state

        def result() -> State | StepError:
            before = self._state(n_steps - 1, setting, removed, pipeline, cells)
            step = pipeline.steps[n_steps - 1]
            try:
                after = STEP_KINDS[step.step].run(before, step, **step.options).state
            except ValueError as error:
                return StepError(n_steps, step, str(error))
            return self._on_tree(after, removed) if n_steps == self._tree_from else after

        taken = tuple(
            alternative
            for alternative, touched in zip(setting, self._touched, strict=True)
            if any(position < n_steps for position in touched)
        )
        key = ("state", n_steps, taken, removed if n_steps >= self._tree_from else ())
        found = result() if cells is not None else self.remembered(key, result)
        if isinstance(found, StepError):
            raise found
        return found

    def _on_tree(self, state: State, removed: Removed) -> State:
        tree = self.tree(removed)
        weights = state.weights
        if removed:
            weights = weights[[state.framework.position[code] for code in tree.codes]]
        return replace(state, framework=tree, weights=weights)

    def _rows(self, dataset: Dataset) -> IntArray:
        source = self.dataset
        position: Mapping[tuple[str, float], int] = {
            key: row
            for row, key in enumerate(zip(source.units, source.row_times.tolist(), strict=True))
        }
        keys = zip(dataset.units, dataset.row_times.tolist(), strict=True)
        return np.array([position[key] for key in keys])

    def remembered(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was made under a key, making it the first time."""
        if not self.memoise:
            return make()
        found = self._memo.get(key, _NOTHING)
        if found is not _NOTHING:
            kept: Kept = found
            return kept
        made = make()
        if len(self._memo) >= self._most_kept:
            self._memo.clear()
        self._memo[key] = made
        return made


def _first_alike(pipeline: Pipeline, varied: list[Pipeline]) -> IntArray:
    known = [pipeline]
    alike = []
    for other in varied:
        if other not in known:
            known.append(other)
        alike.append(known.index(other))
    firsts = [-1] + [alike.index(number) for number in range(1, len(known))]
    return np.array([firsts[number] for number in alike])
