"""``teranga-index build``: compute the index; or compute a package again and compare."""

from argparse import Namespace
from pathlib import Path

from teranga_analytics.composite.command.check import cautions, steps_in_words
from teranga_analytics.composite.command.output import Report, aligned, number, share, whole
from teranga_analytics.composite.command.sources import Source, read_source
from teranga_analytics.composite.export.package import DESCRIPTOR, write_package
from teranga_analytics.composite.export.verification import verify_package
from teranga_analytics.composite.pipeline.running import IndexResult
from teranga_analytics.composite.problems import InvalidInputError, Problem


def run(arguments: Namespace) -> Report:
    """Compute, and write a package when asked to."""
    if arguments.package and arguments.verify:
        return _verified(Path(arguments.package))
    if arguments.package:
        arguments.source = arguments.package
    source = read_source(arguments)
    result = source.build()
    document = index_document(result)
    text = index_text(result, source)
    if arguments.out:
        folder = _writable(Path(arguments.out))
        write_package(result, folder, arguments.title or source.title)
        document["package"] = str(folder)
        text += f"\nWritten: {folder}/{DESCRIPTOR} with its data, pipeline and results."
    return Report(document, text)


def index_document(result: IndexResult) -> dict[str, object]:
    """Return scores, ranks and shares of data of every unit on every node."""
    tables = {
        "score": result.scores,
        "rank": result.ranks,
        "observed_share": result.observed_share,
        "imputed_share": result.imputed_share,
    }
    return {
        "ok": True,
        "pipeline_hash": result.pipeline_hash,
        "input_hash": result.input_hash,
        "notes": result.notes,
        "units": [
            {
                "unit": unit,
                "name": result.dataset.names[row],
                "time": float(result.dataset.row_times[row]) if result.dataset.is_panel else None,
                "nodes": {
                    code: {name: table[row, node] for name, table in tables.items()}
                    for node, code in enumerate(result.framework.codes)
                },
            }
            for row, unit in enumerate(result.units)
        ],
    }


def index_text(result: IndexResult, source: Source) -> str:
    """Show the upper scores of every unit, best first, and how they came about."""
    framework, dataset = result.framework, result.dataset
    top = framework.roots[0]
    shown = [code for code in reversed(framework.aggregates) if _is_high(result, code)]
    place = framework.position[top]
    order = sorted(
        range(len(result.units)),
        key=lambda row: (-dataset.row_times[row], result.ranks[row, place]),
    )
    times = ["time"] if dataset.is_panel else []
    header = [*times, "unit", "name", "rank", *shown, "observed", "imputed"]
    rows = [
        (
            *([f"{dataset.row_times[row]:g}"] if times else []),
            result.units[row],
            dataset.names[row],
            whole(result.ranks[row, place]),
            *(number(result.of(code)[row]) for code in shown),
            share(result.observed_share[row, place]),
            share(result.imputed_share[row, place]),
        )
        for row in order
    ]
    lines = [aligned(header, rows), "", steps_in_words(source)]
    lines += [f"Note: {note}" for note in result.notes]
    lines += [f"Caution: {sentence}" for sentence in cautions(dataset)]
    lines.append(f"Pipeline {result.pipeline_hash[:12]}, input {result.input_hash[:12]}.")
    return "\n".join(lines)


def _is_high(result: IndexResult, code: str) -> bool:
    """Tell whether a node is at the top or just below it."""
    above = result.framework.ancestors(code)
    return len(above) <= 1


def _writable(folder: Path) -> Path:
    if folder.exists() and not folder.is_dir():
        raise InvalidInputError(
            [Problem("command line", None, "--out", f"the file {folder}", "a folder")]
        )
    return folder


def _verified(folder: Path) -> Report:
    verification = verify_package(folder)
    document = {
        "ok": verification.is_identical,
        "identical": verification.is_identical,
        "n_files": verification.n_files,
        "engine": verification.engine,
        "problems": verification.problems,
        "pipeline_hash": verification.result.pipeline_hash,
        "input_hash": verification.result.input_hash,
    }
    if verification.is_identical:
        text = f"Recomputed: all {verification.n_files} files are the same, byte for byte."
        return Report(document, text)
    lines = [f"  {problem}" for problem in verification.problems]
    text = "\n".join(["The package is not what its data and pipeline give:", *lines])
    return Report(document, text, exit_code=1)
