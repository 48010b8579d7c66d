"""``teranga-index export``: the index for other tools and for readers."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from teranga_analytics.composite.command.output import Report
from teranga_analytics.composite.command.sources import read_source
from teranga_analytics.composite.pipeline.running import IndexResult
from teranga_analytics.composite.problems import InvalidInputError, Problem

_FOLDERS = {"coinr", "package", "figures"}


def run(arguments: Namespace) -> Report:
    """Write one format."""
    source = read_source(arguments)
    out = Path(arguments.out)
    if arguments.format in _FOLDERS:
        if out.is_file():
            raise InvalidInputError(
                [Problem("command line", None, "--out", f"the file {out}", "a folder")]
            )
        out.mkdir(parents=True, exist_ok=True)
    elif not out.parent.is_dir():
        raise InvalidInputError(
            [Problem("command line", None, "--out", f"no folder {out.parent}", "a folder that is")]
        )
    cautions = _write(source.build(), arguments, out, source.title)
    document = {"ok": True, "format": arguments.format, "out": str(out), "cautions": cautions}
    lines = [f"Written: {out}", *(f"Caution: {sentence}" for sentence in cautions)]
    return Report(document, "\n".join(lines))


def _write(result: IndexResult, arguments: Namespace, out: Path, title: str) -> tuple[str, ...]:
    """Write, and return what the reader of the file should know. Writers load when needed."""
    from teranga_analytics.composite.export import (  # noqa: PLC0415
        coinr,
        package,
        results,
        workbook,
    )

    if arguments.format == "coinr":
        return coinr.write_coinr(result.source, result.framework, out)
    if arguments.format == "sdmx":
        _write_sdmx(result, arguments, out)
    elif arguments.format == "figures":
        for name, svg in _figures(result, arguments.language):
            (out / f"{name}.svg").write_text(svg, encoding="utf-8")
    elif arguments.format == "package":
        package.write_package(result, out, title)
    else:
        writers = {
            "csv": results.write_csv,
            "parquet": results.write_parquet,
            "xlsx": workbook.write_workbook,
        }
        writers[arguments.format](result, out)
    return ()


def _write_sdmx(result: IndexResult, arguments: Namespace, out: Path) -> None:
    from teranga_analytics.composite.export.sdmx import Dataflow, write_sdmx  # noqa: PLC0415

    try:
        flow = Dataflow(arguments.agency, arguments.dataflow)
        write_sdmx(result, out, flow, arguments.period)
    except ValueError as error:
        place, _, rest = str(error).partition(": wanted ")
        wanted, _, seen = rest.partition(", saw ")
        option = {"period": "--period", "agency": "--agency", "identifier": "--dataflow"}
        column = option.get(place, place)
        raise InvalidInputError([Problem("SDMX", None, column, seen, wanted)]) from error


def _figures(result: IndexResult, language: str) -> Iterator[tuple[str, str]]:
    """Draw the last wave of an index."""
    from teranga_analytics.composite.figures.bars import score_bars  # noqa: PLC0415
    from teranga_analytics.composite.figures.frame import Frame  # noqa: PLC0415
    from teranga_analytics.composite.figures.heat_map import heat_map  # noqa: PLC0415
    from teranga_analytics.composite.figures.partition import icicle, sunburst  # noqa: PLC0415

    framework, rows = result.framework, result.dataset.waves[-1]
    top = framework.roots[0]
    french = language == "fr"

    def name(code: str) -> str:
        node = framework.by_code[code]
        return (node.name_fr if french else node.name_en) or code

    def frame(title: str) -> Frame:
        return Frame(title, language="fr" if french else "en")

    units = [result.dataset.names[row] for row in rows]
    yield "scores", score_bars(units, result.of(top)[rows], frame(name(top))).svg
    holders = {framework.by_code[code].parent for code in framework.indicators}
    below = [code for code in framework.aggregates if code in holders]
    if np.isfinite(result.scores[rows]).any():
        columns = [framework.position[code] for code in below]
        table = result.scores[rows][:, columns]
        title = "Scores par élément" if french else "Scores by element"
        yield "heat-map", heat_map(units, [name(code) for code in below], table, frame(title)).svg
    weights = "Poids" if french else "Weights"
    yield "sunburst", sunburst(framework, frame(weights), weights=result.weights).svg
    yield "icicle", icicle(framework, frame(weights), weights=result.weights).svg
