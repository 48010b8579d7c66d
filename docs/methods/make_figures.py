"""Bring what these pages show up to date: figures, outputs of commands, tables of methods.

Run it from anywhere: ``python docs/methods/make_figures.py``; with ``--check`` it writes nothing
and ends with 1 when a page is out of date.
"""

import contextlib
import inspect
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import numpy as np

from teranga_analytics.composite import (
    Pipeline,
    Study,
    assess_uncertainty,
    build_index,
    read_coinr,
)
from teranga_analytics.composite.command import main
from teranga_analytics.composite.figures.bars import score_bars
from teranga_analytics.composite.figures.frame import Figure, Frame
from teranga_analytics.composite.figures.heat_map import heat_map
from teranga_analytics.composite.figures.partition import icicle, sunburst
from teranga_analytics.composite.figures.radar import radar
from teranga_analytics.composite.figures.ranks import rank_intervals
from teranga_analytics.composite.figures.scatter import scatter
from teranga_analytics.composite.pipeline.checking import STEP_KINDS
from teranga_analytics.composite.pipeline.parameters import Parameter

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE / "examples"
PAGES = ("README.md", "README.fr.md", "guide.md", "exports.md", "coinr.md")
SUBTITLE = "Score from 0 to 100; seven countries that do not exist, 2024"
SOURCE = "fictitious data of this guide"
_CONSOLE = re.compile(r"(```console\n\$ (?P<command>[^\n]+)\n)(?P<output>.*?)(```\n)", re.DOTALL)
_TABLE = re.compile(r"(<!-- methods:begin -->\n).*?(<!-- methods:end -->)", re.DOTALL)


def figures() -> Iterator[tuple[str, Figure]]:
    """Draw the figures of the guide."""
    source = read_coinr(EXAMPLES / "indicators.csv", EXAMPLES / "framework.csv")
    dataset, framework = source.dataset, source.framework
    pipeline = Pipeline.from_json((EXAMPLES / "pipeline.json").read_text(encoding="utf-8"))
    study = Study.from_json((EXAMPLES / "study.json").read_text(encoding="utf-8"))
    index = build_index(pipeline, dataset, framework)
    sure = assess_uncertainty(study, pipeline, dataset, framework)
    units, top = dataset.names, index.of("INDEX")
    domains = framework.children["POLICY"] + framework.children["ADMINISTRATION"]
    names = [framework.by_code[code].name_en for code in domains]
    table = index.scores[:, [framework.position[code] for code in domains]]

    def frame(title: str, subtitle: str = SUBTITLE) -> Frame:
        return Frame(title, subtitle, SOURCE)

    weights = "Share of each element in the whole"
    yield "framework", sunburst(framework, frame("Five domains in two parts", weights))
    yield "weights", icicle(framework, frame("Policy weighs three fifths", weights))
    yield (
        "scores",
        score_bars(
            units,
            top,
            frame("Calmera leads; the second place is open", f"{SUBTITLE}; 90% intervals"),
            lower=sure.scores.low[0],
            upper=sure.scores.high[0],
        ),
    )
    yield (
        "ranks",
        rank_intervals(
            units,
            index.ranks[:, framework.position["INDEX"]],
            sure.ranks.low[0],
            sure.ranks.high[0],
            frame("Two pairs of countries cannot be told apart", "Rank, with its 90% interval"),
        ),
    )
    yield (
        "domains",
        heat_map(
            units,
            names,
            table,
            frame("Data and capacity separate the countries"),
            lower=0,
            upper=100,
        ),
    )
    unit = dataset.units.index("XEE")
    quartiles = np.quantile(table, [0.25, 0.75], axis=0)
    yield (
        "profile",
        radar(
            names,
            table[unit],
            frame("Estoval lies within its region"),
            band=(quartiles[0], quartiles[1]),
        ),
    )
    yield (
        "components",
        scatter(
            units,
            index.of("POLICY"),
            index.of("ADMINISTRATION"),
            ("Policy", "Administration"),
            frame("Administration follows policy, at a distance"),
        ),
    )


def with_outputs(text: str) -> str:
    """Run the commands of a page again, in a copy of the examples, and show what they say."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "examples"
        copytree(EXAMPLES, place)
        before = Path.cwd()
        os.chdir(place)
        try:
            return _CONSOLE.sub(lambda block: block[1] + _said(block["command"]) + block[4], text)
        finally:
            os.chdir(before)


def with_table(text: str) -> str:
    """Put the table of methods in its place."""
    return _TABLE.sub(lambda place: place[1] + table_of_methods() + place[2], text)


def table_of_methods() -> str:
    """List every step, method and option of the registry."""
    lines = ["| step | method | what it does | stated |", "| --- | --- | --- | --- |"]
    for step, kind in STEP_KINDS.items():
        for name, method in kind.methods.items():
            lines.append(_line(step, f"`{name}`", method.function, method.parameters))
        if kind.options:
            lines.append(_line(step, "*options*", kind.run, kind.options))
    return "\n".join(lines) + "\n"


def _line(
    step: str, title: str, function: Callable[..., object], parameters: dict[str, Parameter]
) -> str:
    summary = (inspect.getdoc(function) or "").partition("\n")[0].replace("|", "\\|")
    stated = ", ".join(
        f"`{name}`" + ("" if parameter.is_required else f" = {parameter.default!r}")
        for name, parameter in parameters.items()
    )
    return f"| {step} | {title} | {summary} | {stated.replace('|', chr(92) + '|')} |"


def _said(command: str) -> str:
    """Run one command of a page; ``| tail -N`` keeps its last lines."""
    command, _, cut = command.partition(" | tail -")
    program, *arguments = shlex.split(command)
    if program != "teranga-index":
        raise ValueError(f"command: wanted teranga-index, saw {program}")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        main(arguments)
    lines = said.getvalue().splitlines()
    return "\n".join(lines[-int(cut) :] if cut else lines) + "\n"


def up_to_date() -> dict[Path, str]:
    """Return what each generated file should hold."""
    wanted = {HERE / "figures" / f"{name}.svg": figure.svg + "\n" for name, figure in figures()}
    for page in PAGES:
        text = (HERE / page).read_text(encoding="utf-8")
        wanted[HERE / page] = with_table(with_outputs(text))
    return wanted


def run(*, check: bool) -> int:
    """Write or compare every generated file."""
    wanted = up_to_date()
    outdated = [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in outdated:
        sys.stdout.write(f"{'out of date' if check else 'written'}: {path.name}\n")
        if not check:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and outdated else 0


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv[1:]))
