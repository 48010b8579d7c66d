"""Access to COINr's reference outputs, which are read in place and never shipped."""

import csv
from pathlib import Path

import numpy as np
import pytest

from teranga_analytics.composite.reading.coinr import IndexInput, read_coinr

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "asem"


def needs(name):
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"reference file {name} is not beside the repository (../shared/data/asem)")
    return path


def rows_of(name):
    with needs(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def example() -> IndexInput:
    """Return the ASEM example with units sorted as in every reference file."""
    source = read_coinr(needs("iData.csv"), needs("iMeta.csv"))
    order = np.argsort(source.dataset.units)
    return IndexInput(source.dataset.rows(order), source.framework)


def table(name, codes, units=None, key=("uCode",)):
    """Numbers of some columns of a reference file, rows in the order of the units wanted."""
    rows = {tuple(row[part] for part in key): row for row in rows_of(name)}
    chosen = rows.values() if units is None else [rows[unit] for unit in units]
    return np.array([[number(row[code]) for code in codes] for row in chosen])


def number(cell):
    return float(cell) if cell not in {"", "NA"} else np.nan


def by_unit(dataset):
    return [(unit,) for unit in dataset.units]


def assert_agrees(seen, wanted, tolerance=1e-9):
    np.testing.assert_allclose(seen, wanted, rtol=tolerance, atol=tolerance, equal_nan=True)
