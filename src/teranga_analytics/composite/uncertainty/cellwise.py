"""When each cell of the data is scored for itself, uncertain cells need no pipeline per draw.

A coded policy item on its fixed scale is worth the same whoever else is coded: all values it may
have are scored once, and each replication only picks.
"""

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.contract import columns_by_choice
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.steps.normalise import METHODS, fixed_scale_choices
from teranga_analytics.composite.pipeline.steps.treat import treated_codes
from teranga_analytics.composite.pipeline.steps.weight import FROM_DATA
from teranga_analytics.composite.uncertainty.draws import Sampler
from teranga_analytics.composite.uncertainty.settings import Prepared, Setting, Settings


def is_cellwise(settings: Settings, sampler: Sampler) -> bool:
    """Tell whether every uncertain cell is scored for itself in every setting.

    Parameters
    ----------
    settings
        Settings that may be drawn.
    sampler
        Draws of the study.

    Returns
    -------
    bool
        False when in doubt: the whole pipeline is then run for each draw.
    """
    pipelines = settings.variants()
    if pipelines is None:
        return False
    dataset = settings.dataset
    may_be_missing = any(np.isnan(values).any() for values in sampler.cell_values)
    is_complete = not may_be_missing and not np.isnan(dataset.values).any()
    codes = {dataset.codes[column] for column in sampler.cell_columns}
    return all(is_blind(pipeline, dataset, codes, is_complete) for pipeline in pipelines)


def is_blind(pipeline: Pipeline, dataset: Dataset, codes: set[str], is_complete: bool) -> bool:
    """Tell whether a pipeline scores some indicators of a row whatever the other rows hold.

    Parameters
    ----------
    pipeline
        A checked pipeline.
    dataset
        The data.
    codes
        The indicators.
    is_complete
        Whether no value is missing, nor may be.

    Returns
    -------
    bool
    """
    is_normalised = False
    for step in pipeline.steps[:-1]:
        match step.step:
            case "denominate":
                blind = True
            case "screen":
                blind = is_complete and step.options.get("criterion", "missing") == "missing"
            case "impute":
                blind = is_complete
            case "treat":
                coded = step.options.get("coded") is True
                blind = codes.isdisjoint(treated_codes(dataset, coded=coded))
            case "normalise":
                blind = not _compares(step, dataset, codes, is_normalised)
                is_normalised = True
            case _:
                methods = {step.method, *(choice.method for choice in step.by_code.values())}
                blind = methods.isdisjoint(FROM_DATA)
        if not blind:
            return False
    return True


def _compares(step: Step, dataset: Dataset, codes: set[str], is_normalised: bool) -> bool:
    """Tell whether a normalisation scores one of the indicators by comparing units."""
    coded = step.options.get("coded", "fixed_scale")
    others = {} if is_normalised else fixed_scale_choices(dataset, step, coded)
    return any(
        METHODS[choice.method].is_relative
        for choice, members in columns_by_choice(step, dataset.codes, others)
        if not codes.isdisjoint(members)
    )


def cell_scores(settings: Settings, setting: Setting, sampler: Sampler) -> FloatArray:
    """Score every value that each uncertain cell may have.

    Parameters
    ----------
    settings
        Settings of a cellwise pipeline.
    setting
        Alternative of each open choice.
    sampler
        Draws of the study.

    Returns
    -------
    ndarray
        Shape ``(n_cells, most_values)``, normalised.
    """
    source = settings.dataset
    most = max(len(values) for values in sampler.cell_values)
    # A cell that may take fewer values than others repeats its last: it is never picked again.
    listed = [values.tolist() for values in sampler.cell_values]
    known = np.array([values + values[-1:] * (most - len(values)) for values in listed])
    scored = np.full(known.shape, np.nan)
    for number in range(most):
        values = source.values.copy()
        values[sampler.cell_rows, sampler.cell_columns] = known[:, number]
        prepared = settings.prepared(setting, (), source.with_values(values))
        cells, rows, columns = cell_places(prepared, source, sampler)
        scored[cells, number] = prepared.values[rows, columns]
    return scored


def cell_places(
    prepared: Prepared, source: Dataset, sampler: Sampler
) -> tuple[IntArray, IntArray, IntArray]:
    """Find the uncertain cells in prepared data: their numbers, rows and columns there.

    A cell whose unit was set aside, or whose indicator was left out, is not among them.
    """
    row_of = np.full(len(source.units), -1)
    row_of[prepared.rows] = np.arange(len(prepared.rows))
    column_of = np.array([prepared.tree.position.get(code, -1) for code in source.codes])
    rows, columns = row_of[sampler.cell_rows], column_of[sampler.cell_columns]
    cells = np.flatnonzero((rows >= 0) & (columns >= 0))
    return cells, rows[cells], columns[cells]
