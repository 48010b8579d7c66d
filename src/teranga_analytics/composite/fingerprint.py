"""Fingerprints of data and frameworks: the same content has the same hash on any machine."""

import dataclasses
import math

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import canonical_json, sha256_of


def input_hash(dataset: Dataset, framework: Framework) -> str:
    """SHA-256 of all that a pipeline starts from.

    Rows are taken in the order of units and times, columns in that of codes: neither the order
    of a file nor that of its columns changes the hash. The order of the nodes counts: rule tables
    and pairwise judgements go by it.

    Parameters
    ----------
    dataset
        Units by indicators.
    framework
        The tree.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    rows = sorted(
        range(len(dataset.units)), key=lambda row: (dataset.units[row], dataset.row_times[row])
    )
    columns = sorted(range(len(dataset.codes)), key=dataset.codes.__getitem__)
    document = {
        "units": [dataset.units[row] for row in rows],
        "times": _numbers(dataset.row_times[rows]) if dataset.is_panel else None,
        "indicators": [dataclasses.asdict(dataset.indicators[column]) for column in columns],
        "values": [_numbers(dataset.values[row, columns]) for row in rows],
        "applicable": [dataset.applicable[row, columns].tolist() for row in rows],
        "imputed": [dataset.imputed[row, columns].tolist() for row in rows],
        "groups": {name: [of[row] for row in rows] for name, of in dataset.groups.items()},
        "denominators": {name: _numbers(of[rows]) for name, of in dataset.denominators.items()},
        "framework": [dataclasses.asdict(node) for node in framework.nodes],
    }
    return sha256_of(canonical_json(document))


def _numbers(values: FloatArray) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]
