"""Access to the MIPEX workbook, which is read in place and never shipped."""

import csv
import os
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from python_calamine import CalamineWorkbook

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node

# Codes written otherwise in some sheets of the workbook.
RENAMED = {"gc": "gc_new", "fb102_new": "fa102_new"}
FOLDER = Path(__file__).parents[4] / "shared" / "data" / "indices" / "mipex"


def needs(name):
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository (../shared/data/indices/mipex)")
    return path


def eu_workbook():
    """The workbook of 2020-2024, public but not beside the repository: say where it is."""
    path = Path(os.environ.get("MIPEX_EU_WORKBOOK", FOLDER / "mipex_EU_2020-2024.xlsx"))
    if not path.is_file():
        pytest.skip("mipex_EU_2020-2024.xlsx is not here (name it in MIPEX_EU_WORKBOOK)")
    return path


def core_workbook():
    return needs("mipex_core_2007-2019.xlsx")


@cache
def cells(path):
    """Scores by (country, year, code), and the answer options of each code."""
    workbook = CalamineWorkbook.from_path(str(path))
    scores, options = {}, defaultdict(set)
    for country in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(country).to_python()
        tops = [n for n, row in enumerate(rows) if str(row[0]).strip() == "Indicator"]
        # Each strand is a band of lines; how many years it has differs by sheet.
        for top, below in zip(tops, [*tops[1:], len(rows) + 1], strict=True):
            for column, label in enumerate(rows[top]):
                if str(label).strip() != "Indicator":
                    continue
                code = as_code(rows[top][column + 1]) or as_code(rows[top + 1][column + 1])
                options[code].add(str(rows[top + 4][column + 1]))
                for row in rows[top + 6 : below - 1]:
                    year, score = row[column], row[column + 1]
                    if isinstance(year, float) and isinstance(score, int | float):
                        scores[country, int(year), code] = float(score)
    return scores, options


def as_code(cell):
    """Code of an indicator: the workbook has numbers, spaces and remarks beside some codes."""
    if isinstance(cell, float):
        return str(int(cell))
    words = str(cell).split()
    code = words[0] if words else ""
    return RENAMED.get(code, code)


def framework():
    """Build the tree recovered from the published scores; groups are numbered within strands."""
    document = yaml.safe_load(needs("mipex_aggregation_tree.yaml").read_text(encoding="utf-8"))
    indicators, groups, strands = [], [], []
    for strand in document["strands"]:
        strands.append(Node(strand["name"], "MIPEX"))
        for number, members in enumerate(strand["groups"], start=1):
            if len(members) == 1:
                indicators.append(Node(str(members[0]), strand["name"]))
                continue
            group = f"{strand['letter']}{number}"
            groups.append(Node(group, strand["name"]))
            indicators.extend(Node(str(code), group) for code in members)
    return Framework((*indicators, *groups, *strands, Node("MIPEX")))


def dataset(codes, path=None):
    scores, _ = cells(path or core_workbook())
    keys = sorted({(country, year) for country, year, _ in scores})
    values = [[scores.get((*key, code), np.nan) for code in codes] for key in keys]
    units, years = zip(*keys, strict=True)
    return Dataset.of(units, codes, np.array(values), times=years)


def published(strands, edition=None):
    """Strand scores published, by (country, year), in one edition or whichever came last."""
    with needs("mipex_strand_scores.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["iso2"], int(row["year"])): [
                float(row[strand]) if row[strand] else np.nan for strand in strands
            ]
            for row in csv.DictReader(file)
            if edition in (None, row["edition"])
        }


def rules(code, children):
    """Rule table written in the answer options: ``17 - bb28a=50 & bb28b=0``."""
    _, options = cells(core_workbook())
    table = set()
    for text in options[code]:
        for line in text.splitlines():
            found = re.match(r"\s*(\d+)\s*-\s*(.+=.+)", line)
            if not found:
                continue
            conditions = {}
            for part in found[2].split("&"):
                name, _, values = part.partition("=")
                conditions[name.strip()] = [float(v) for v in re.findall(r"\d+", values)]
            table.update(expanded(children, conditions, float(found[1])))
    return sorted(table, key=lambda rule: [-1 if entry is None else entry for entry in rule])


def expanded(children, conditions, score):
    combinations = [()]
    for child in children:
        entries = conditions.get(child, [None])
        combinations = [(*known, entry) for known in combinations for entry in entries]
    return [(*combination, score) for combination in combinations]
