"""An edition for COINr: two tables, the lines of R to run, and what R would find otherwise."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from teranga_analytics.composite import (
    Framework,
    IndexResult,
    Node,
    Pipeline,
    Step,
    build_index,
)
from teranga_analytics.composite.export.coinr import write_coinr
from teranga_analytics.composite.reading.coinr import read_coinr

IN_R = """\
{title}
{mark}
iData.csv holds the codes on their fixed scale from 0 to 100, after every step but the last.
In R, with COINr:

    library(COINr)
    coin <- new_coin(read.csv("iData.csv"), read.csv("iMeta.csv"))
    {call}
    get_dset(coin, "Aggregated")

{cautions}
"""


def call_in_r(result: IndexResult) -> str:
    """Write the call that aggregates as published, coverage rule of each level included."""
    shares = ", ".join(f"{share:g}" for share in _shares_by_level(result))
    return f'coin <- Aggregate(coin, dset = "Raw", f_ag = "a_amean", dat_thresh = c({shares}))'


def write_for_coinr(result: IndexResult, folder: Path) -> tuple[str, ...]:
    """Write iData and iMeta; say what is lost, and which scores R would find otherwise."""
    # Levels are already scores here: nothing is to be read as the code of an answer.
    plain = tuple(
        replace(meta, levels=(), scale=None, direction=1) for meta in result.dataset.indicators
    )
    dataset = replace(result.dataset, indicators=plain)
    said = write_coinr(dataset, step_by_step(result.framework), folder)
    return (*said, *_found_otherwise(result, folder))


def step_by_step(framework: Framework) -> Framework:
    """Put a node of one child wherever a level is skipped: COINr refuses such a tree.

    The mean of one child is that child, so that no score changes.
    """
    nodes: list[Node] = []
    for node in framework.nodes:
        if node.parent is None:
            nodes.append(node)
            continue
        between = range(framework.levels[node.code] + 1, framework.levels[node.parent])
        chain = [node.code, *(f"{node.code}_{level}" for level in between)]
        parents = [*chain[1:], node.parent]
        weights = [*(1.0 for _ in between), node.weight]
        nodes += [
            Node(code, parent, weight, node.name_fr, node.name_en)
            for code, parent, weight in zip(chain, parents, weights, strict=True)
        ]
    return Framework(tuple(nodes))


def _found_otherwise(result: IndexResult, folder: Path) -> list[str]:
    """Read the files back, do what the lines of R do, and name the scores that differ."""
    read = read_coinr(folder / "iData.csv", folder / "iMeta.csv")
    shares = _shares_by_level(result)
    by_code = {code: shares[read.framework.levels[code] - 2] for code in read.framework.aggregates}
    steps = (
        Step("normalise", "as_measured"),
        Step("aggregate", "arithmetic", options={"minimum_share": by_code}),
    )
    again = build_index(Pipeline(steps), read.dataset, read.framework)
    different = [
        f"{unit} {code}"
        for code in result.framework.aggregates
        for unit, ours, theirs in zip(again.units, result.of(code), again.of(code), strict=True)
        if not np.isclose(ours, theirs, rtol=1e-9, atol=1e-9, equal_nan=True)
    ]
    if not different:
        return ["Read back and aggregated so, the two tables give every score of this edition."]
    return [f"COINr finds other scores than this edition for: {', '.join(different)}."]


def _shares_by_level(result: IndexResult) -> list[float]:
    """Return the share of children needed at each level; where nodes differ, the strictest."""
    shares = result.pipeline.steps[-1].options.get("minimum_share", {})
    levels = result.framework.levels
    highest = max(levels.values())
    found = [0.0] * (highest - 1)
    for code in result.framework.aggregates:
        share = shares if isinstance(shares, int | float) else shares.get(code, 0.0)
        found[levels[code] - 2] = max(found[levels[code] - 2], float(share))
    return found
