"""``teranga-index compare``: the index beside other versions, or without an element."""

from argparse import Namespace
from pathlib import Path

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.command.output import Report, aligned, number, whole
from teranga_analytics.composite.command.sources import (
    Source,
    node_named,
    read_pipeline,
    read_source,
)
from teranga_analytics.composite.comparison import VersionComparison, compare_versions
from teranga_analytics.composite.explanation import remove_nodes
from teranga_analytics.composite.export.package_opening import is_package
from teranga_analytics.composite.export.package_reading import read_package
from teranga_analytics.composite.pipeline.running import IndexResult, build_index
from teranga_analytics.composite.problems import InvalidInputError, Problem


def run(arguments: Namespace) -> Report:
    """Compare with the versions named, or with the index without each indicator in turn."""
    source = read_source(arguments)
    result = source.build()
    node = node_named(result.framework, arguments.node)
    if arguments.others:
        return _versions(source, result, node, arguments.others)
    return _removals(result, node, arguments.without)


def _versions(source: Source, result: IndexResult, node: str, others: list[str]) -> Report:
    # Ranks only make sense within a wave: the last one, as for what is left out.
    rows = result.dataset.waves[-1]
    names, columns, differences = ["this"], [result.of(node)[rows]], []
    for other in others:
        version = _version(source, Path(other))
        names.append(Path(other).stem)
        columns.append(_scores_in_order(result, version, node, other)[rows])
        differences.append(result.pipeline.differences(version.pipeline))
    compared = compare_versions(np.column_stack(columns))
    units = [result.units[row] for row in rows]
    document = {
        "ok": True,
        "node": node,
        "units": units,
        "versions": names,
        "differences": dict(zip(names[1:], differences, strict=True)),
        "comparison": compared,
        "spearman": compared.spearman,
        "kendall": compared.kendall,
    }
    lines = [aligned(*_version_table(units, names, compared)), ""]
    for column, (name, changed) in enumerate(zip(names[1:], differences, strict=True), start=1):
        mean, largest = compared.mean_rank_shift[column], compared.largest_rank_shift[column]
        lines.append(
            f"{name}: ranks move by {number(mean)} on average, {whole(largest)} at most; "
            f"Spearman {number(compared.spearman[0, column], 3)}"
        )
        lines += [f"  {one.place}: {one.before} -> {one.after}" for one in changed]
    return Report(document, "\n".join(lines))


def _version(source: Source, path: Path) -> IndexResult:
    if is_package(path):
        package = read_package(path)
        return build_index(package.pipeline, package.input.dataset, package.input.framework)
    return build_index(read_pipeline(path), source.input.dataset, source.input.framework)


def _scores_in_order(result: IndexResult, version: IndexResult, node: str, name: str) -> FloatArray:
    """Return the scores of a version in the rows of the index; NaN for units it does not have."""
    if node not in version.framework.position:
        wanted = f"a version with the node {node}"
        raise InvalidInputError([Problem(name, None, None, "a framework without it", wanted)])
    keys = zip(version.units, version.dataset.row_times, strict=True)
    score = dict(zip(keys, version.of(node), strict=True))
    own = zip(result.units, result.dataset.row_times, strict=True)
    return np.array([score.get(key, np.nan) for key in own])


def _version_table(
    units: list[str], names: list[str], compared: VersionComparison
) -> tuple[list[str], list[tuple[str, ...]]]:
    header = ["unit", *(f"{kind} {name}" for name in names for kind in ("score", "rank"))]
    rows = []
    for row in np.argsort(compared.ranks[:, 0], kind="stable"):
        pairs = zip(compared.scores[row], compared.ranks[row], strict=True)
        cells = [cell for score, rank in pairs for cell in (number(score), whole(rank))]
        rows.append((units[row], *cells))
    return header, rows


def _removals(result: IndexResult, node: str, codes: list[str]) -> Report:
    unknown = [code for code in codes if code not in result.framework.position]
    if node not in result.framework.children:
        unknown.append(node)
    if unknown:
        wanted = "nodes of the framework, and an aggregate to watch"
        seen = ", ".join(unknown)
        raise InvalidInputError([Problem("command line", None, "--without", seen, wanted)])
    try:
        removal = remove_nodes(result, codes or None, code=node)
    except ValueError as error:
        # Nothing would be left, or a rule table cannot do without one of its children.
        wanted = "elements that the index can do without"
        problem = Problem("command line", None, "--without", str(error), wanted)
        raise InvalidInputError([problem]) from error
    impact = removal.impact
    document = {
        "ok": True,
        "node": node,
        "units": removal.units,
        "without": removal.codes,
        "nominal": impact.nominal,
        "scores": impact.scores,
        "mean_rank_shift": impact.mean_rank_shift,
        "largest_rank_shift": impact.largest_rank_shift,
    }
    order = np.argsort(-impact.mean_rank_shift, kind="stable")
    rows = []
    for element in order:
        shift = np.abs(impact.scores[:, element] - impact.nominal)
        rows.append(
            (
                removal.codes[element],
                number(float(impact.mean_rank_shift[element])),
                whole(float(impact.largest_rank_shift[element])),
                number(float(np.nanmax(shift))),
            )
        )
    header = ("without", "mean rank shift", "largest rank shift", "largest score shift")
    return Report(document, f"{node} without each element:\n" + aligned(header, rows))
