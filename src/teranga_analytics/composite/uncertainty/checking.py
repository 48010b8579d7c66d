"""The check of a study against its pipeline and data, before any replication runs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.checking import pipeline_problems
from teranga_analytics.composite.pipeline.contract import Complaint
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.pipeline.steps.aggregate import choice_by_node
from teranga_analytics.composite.problems import InvalidInputError, Problem
from teranga_analytics.composite.uncertainty.declaration import (
    Cell,
    Cells,
    OpenChoice,
    Removal,
    Study,
    Variation,
    WeightDirichlet,
    WeightNoise,
    WeightSets,
)

# Every combination of choices is checked up to this number, every pair of choices beyond.
MOST_COMBINATIONS = 256

Combination = tuple[tuple[int, Mapping[str, object]], ...]  # variation and values by address


def study_problems(
    study: Study, pipeline: Pipeline, dataset: Dataset, framework: Framework
) -> tuple[Problem, ...]:
    """List what prevents a study from running.

    Unknown codes, addresses and levels; probabilities that are none; alternatives that the
    pipeline refuses, alone or together (a geometric mean after scores that start at 0).

    Parameters
    ----------
    study
        The study.
    pipeline
        The pipeline it varies.
    dataset, framework
        What the pipeline runs on.

    Returns
    -------
    tuple of Problem
        Empty when the study may run. The row of a problem is the number of its variation.
    """
    problems = list(pipeline_problems(pipeline, dataset, framework))
    if problems:
        return tuple(problems)
    problems = [Problem("uncertainty", None, *told) for told in _study_complaints(study, dataset)]
    for number, variation in enumerate(study.variations, start=1):
        told = _variation_complaints(variation, pipeline, dataset, framework)
        problems.extend(Problem("uncertainty", number, *complaint) for complaint in told)
    if problems:
        return tuple(problems)
    return tuple(_refused_combinations(study, pipeline, dataset, framework))


def _study_complaints(study: Study, dataset: Dataset) -> Iterator[Complaint]:
    if not study.variations:
        yield "variations", "none", "at least one variation"
    if study.replications < 2:
        yield "replications", repr(study.replications), "a whole number from 2"
    if study.seed < 0:
        yield "seed", repr(study.seed), "a whole number from 0"
    if not 0 < study.interval < 1:
        yield "interval", repr(study.interval), "a probability between 0 and 1"
    times = set(dataset.row_times.tolist()) if dataset.is_panel else set()
    for pair in study.changes:
        if len(pair) != 2 or len(set(pair)) != 2 or not set(pair) <= times:
            known = (
                ", ".join(f"{time:g}" for time in sorted(times)) or "none: the data are no panel"
            )
            yield "changes", repr(list(pair)), f"two times of the data ({known})"
    names = study.factors
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "variations", f"name {name!r} twice", "a name used once"
    yield from _doubly_varied(study)


def _doubly_varied(study: Study) -> Iterator[Complaint]:
    addresses: dict[str, str] = {}
    cells: dict[tuple[str, str, float | None], str] = {}
    for name, variation in zip(study.factors, study.variations, strict=True):
        if isinstance(variation, OpenChoice):
            for address in {address for change in variation.changes for address in change}:
                if addresses.setdefault(address, name) != name:
                    seen = f"{address} in {addresses[address]} and in {name}"
                    yield "variations", seen, "an address varied once"
        elif isinstance(variation, Cells):
            for cell in variation.cells:
                key = (cell.unit, cell.indicator, cell.time)
                if key in cells:
                    seen = f"{cell.indicator} of {cell.unit} in {cells[key]} and in {name}"
                    yield "variations", seen, "a cell varied once"
                cells[key] = name


def _variation_complaints(
    variation: Variation, pipeline: Pipeline, dataset: Dataset, framework: Framework
) -> Iterator[Complaint]:
    match variation:
        case OpenChoice():
            yield from _choice_complaints(variation, pipeline)
        case WeightNoise():
            yield from _noise_complaints(variation, framework)
        case WeightDirichlet():
            yield from _dirichlet_complaints(variation, framework)
        case WeightSets():
            yield from _set_complaints(variation, framework)
        case Removal():
            yield from _removal_complaints(variation, framework)
        case Cells():
            if not variation.cells:
                yield "cells", "none", "at least one cell"
            for place, cell in enumerate(variation.cells, start=1):
                for name, seen, wanted in _cell_complaints(cell, dataset):
                    yield f"cells {place}: {name}", seen, wanted


def _choice_complaints(variation: OpenChoice, pipeline: Pipeline) -> Iterator[Complaint]:
    plain = bool(variation.address) and bool(variation.values)
    if plain == bool(variation.alternatives) or bool(variation.address) != bool(variation.values):
        yield "alternatives", "both, none or half", "address with values, or alternatives"
        return
    yield from _probability_complaints(variation.probabilities, len(variation.changes))
    told: set[Complaint] = set()
    for change in variation.changes:
        for address, value in change.items():
            try:
                pipeline.with_value(address, value)
            except InvalidInputError as error:
                told.update((address, problem.seen, problem.wanted) for problem in error.problems)
            except ValueError:
                steps = ", ".join(step.step for step in pipeline.steps)
                told.add((address, repr(address), f"a part of one of the steps {steps}"))
    yield from sorted(told)


def _probability_complaints(stated: Sequence[float], n_values: int) -> Iterator[Complaint]:
    if stated and len(stated) != n_values:
        yield "probabilities", f"{len(stated)} numbers", f"one for each of {n_values} values"
    elif stated and (min(stated) < 0 or not math.isclose(sum(stated), 1, abs_tol=1e-9)):
        yield "probabilities", repr(list(stated)), "numbers from 0 that sum to 1"


def _noise_complaints(variation: WeightNoise, framework: Framework) -> Iterator[Complaint]:
    if not 0 < variation.share <= 1:
        yield "share", repr(variation.share), "a share above 0 and up to 1"
    highest = max(framework.levels.values())
    for level in variation.levels:
        if not 1 <= level < highest:
            yield "levels", repr(level), f"a level from 1 to {highest - 1}"


def _dirichlet_complaints(variation: WeightDirichlet, framework: Framework) -> Iterator[Complaint]:
    for code in variation.nodes:
        if code not in framework.children:
            yield "nodes", repr(code), "the code of an aggregate"
    if variation.concentration is not None and not variation.concentration >= 1:
        yield "concentration", repr(variation.concentration), "a number from 1, or null"


def _set_complaints(variation: WeightSets, framework: Framework) -> Iterator[Complaint]:
    if not variation.sets:
        yield "sets", "none", "at least one weight set"
    yield from _probability_complaints(variation.probabilities, len(variation.sets))
    for number, weights in enumerate(variation.sets, start=1):
        for code, weight in weights.items():
            if code not in framework.position or not weight >= 0:
                yield f"sets {number}", f"{code!r}: {weight!r}", "the code of a node, from 0"
        for parent, children in framework.children.items():
            if all(weights.get(code, framework.by_code[code].weight) == 0 for code in children):
                yield f"sets {number}", f"only zeros under {parent}", "one weight above 0"


def _removal_complaints(variation: Removal, framework: Framework) -> Iterator[Complaint]:
    if not variation.nodes:
        yield "nodes", "none", "the codes of the candidates"
    for code in variation.nodes:
        if code not in framework.position:
            yield "nodes", repr(code), "the code of a node"
        elif set(framework.indicators_below(code)) == set(framework.indicators):
            yield "nodes", repr(code), "a node without which something is left"
    if len(set(variation.nodes)) != len(variation.nodes):
        yield "nodes", "a code twice", "each code once"
    if variation.probability is not None and not 0 < variation.probability < 1:
        yield "probability", repr(variation.probability), "a probability between 0 and 1, or null"


def _cell_complaints(cell: Cell, dataset: Dataset) -> Iterator[Complaint]:
    if row_of(cell, dataset) is None:
        if cell.unit not in dataset.units:
            yield "unit", repr(cell.unit), "the code of a unit"
        else:
            wanted = (
                f"a time of {cell.unit}" if dataset.is_panel else "no time: the data are no panel"
            )
            yield "time", repr(cell.time), wanted
    if cell.indicator not in dataset.column:
        yield "indicator", repr(cell.indicator), "the code of an indicator"
        return
    levels = [level.code for level in dataset.indicators[dataset.column[cell.indicator]].levels]
    if not cell.values and not levels:
        yield "values", f"none for {cell.indicator}", "values: it has no declared levels"
    strange = [value for value in cell.values if value is not None and value not in levels]
    if levels and strange:
        yield "values", repr(strange), f"codes of {cell.indicator}: {levels}"
    yield from _probability_complaints(cell.probabilities, len(cell.values or levels))


def row_of(cell: Cell, dataset: Dataset) -> int | None:
    """Position of the row of a cell; None when there is no such row."""
    return dataset.row.get((cell.unit, cell.time))


def with_values(pipeline: Pipeline, change: Mapping[str, object]) -> Pipeline:
    """Return a pipeline with several values changed, methods before their parameters."""
    for address, value in sorted(change.items(), key=lambda item: ".method" not in item[0]):
        pipeline = pipeline.with_value(address, value)
    return pipeline


def _refused_combinations(
    study: Study, pipeline: Pipeline, dataset: Dataset, framework: Framework
) -> Iterator[Problem]:
    removed = {
        code
        for variation in study.variations
        if isinstance(variation, Removal)
        for code in variation.nodes
    }
    told = set()
    for combination in _combinations(study):
        varied = pipeline
        for _, change in combination:
            varied = with_values(varied, change)
        found = list(pipeline_problems(varied, dataset, framework))
        found.extend(_removal_problems(varied, framework, removed))
        values = [item for _, change in combination for item in change.items()]
        changed = ", ".join(f"{address} = {value!r}" for address, value in values)
        number = combination[-1][0] if combination else None
        for problem in found:
            key = (problem.column, problem.seen, problem.wanted)
            if key not in told:
                told.add(key)
                seen = f"{problem.seen}, with {changed}" if changed else problem.seen
                yield Problem("uncertainty", number, problem.column, seen, problem.wanted)


def _combinations(study: Study) -> Iterator[Combination]:
    """Combine the alternatives that may disagree with each other."""
    yield ()
    for choices in _meeting(study):
        numbered = [[(number, change) for change in one.changes] for number, one in choices]
        if math.prod(len(one) for one in numbered) <= MOST_COMBINATIONS:
            yield from product(*numbered)
            continue
        for first, second in combinations(numbered, 2):
            yield from product(first, second)


def _meeting(study: Study) -> list[list[tuple[int, OpenChoice]]]:
    """Group choices of the same step, and all those that decide what is aggregated and how.

    A normalisation decides which aggregations can follow; an imputation or a treatment changes
    values only, not what later steps may do.
    """
    groups: list[tuple[set[str], list[tuple[int, OpenChoice]]]] = []
    for number, variation in enumerate(study.variations, start=1):
        if not isinstance(variation, OpenChoice):
            continue
        addresses = {address for change in variation.changes for address in change}
        steps = {address.partition(".")[0] for address in addresses}
        if any(step.partition("#")[0] in {"normalise", "weight", "aggregate"} for step in steps):
            steps.add("aggregate")
        members = [(number, variation)]
        for other in [group for group in groups if group[0] & steps]:
            groups.remove(other)
            steps |= other[0]
            members = other[1] + members
        groups.append((steps, members))
    return [members for _, members in groups]


def _removal_problems(
    pipeline: Pipeline, framework: Framework, removed: set[str]
) -> Iterator[Problem]:
    """Say which nodes cannot lose a child: their method is written for all of them."""
    parents = {framework.by_code[code].parent for code in removed}
    for step in pipeline.steps:
        if step.step == "aggregate":
            methods = {code: c.method for code, c in choice_by_node(step, framework).items()}
        elif step.step == "weight":
            methods = {
                code: step.by_code.get(code, step.choice).method for code in framework.aggregates
            }
        else:
            continue
        for code, method in methods.items():
            if code in parents and method in {"rule_table", "analytic_hierarchy"}:
                seen = f"removal of a child of {code}, which uses {method}"
                yield Problem("uncertainty", None, "nodes", seen, "nodes under another method")
