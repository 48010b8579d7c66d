"""Read the ASEM reference files, by code and never by position."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "asem"


def rows(name):
    if not FOLDER.is_dir():
        pytest.skip("the ASEM reference pack is not beside this repository (../shared/data/asem)")
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else np.nan


def column(name, field, *, key):
    return {row[key]: number(row[field]) for row in rows(name)}


def table(name, codes=None):
    """Return units, column codes and values of a wide file (one row per uCode)."""
    lines = rows(name)
    codes = codes or [code for code in lines[0] if code != "uCode"]
    values = np.array([[number(line[code]) for code in codes] for line in lines])
    return [line["uCode"] for line in lines], list(codes), values


def lineage():
    """Return one row per indicator: its codes from level 1 to the index."""
    return [list(row.values()) for row in rows("A_lineage.csv")]


def indicators():
    return [row["iCode"] for row in rows("iMeta.csv") if row["Type"] == "Indicator"]


def parents():
    """Return code to parent code of the whole tree."""
    chains = lineage()
    return {low: high for chain in chains for low, high in pairwise(chain)}


def level(number_of_level):
    """Return the codes of one level, in order of first appearance."""
    return list(dict.fromkeys(chain[number_of_level - 1] for chain in lineage()))


def descendants(code, at_level):
    """Return the codes of one level lying under an aggregate."""
    return list(
        dict.fromkeys(chain[at_level - 1] for chain in lineage() if code in chain[at_level - 1 :])
    )
