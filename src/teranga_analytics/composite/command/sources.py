"""Reading what the command line names: tables, codebooks, packages and pipelines."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from teranga_analytics.composite.command.defaults import default_pipeline
from teranga_analytics.composite.export.package_opening import is_package
from teranga_analytics.composite.export.package_reading import read_package
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.checking import pipeline_problems
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.pipeline.running import IndexResult, build_index
from teranga_analytics.composite.problems import InvalidInputError, Problem, refuse_if_any
from teranga_analytics.composite.reading.codebook import read_codebook
from teranga_analytics.composite.reading.coinr import IndexInput, read_coinr
from teranga_analytics.composite.reading.long import read_long
from teranga_analytics.composite.reading.tables import Table, read_table

WORKBOOKS = {".xlsx", ".xls", ".ods", ".xlsb"}
CODEBOOKS = {".yaml", ".yml"}
One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Source:
    """What the command line names, read and checked.

    Parameters
    ----------
    input
        Data and framework.
    pipeline
        The steps.
    title
        Title of the package it comes from, or nothing.
    is_default
        Whether the steps were chosen for the kind of data.
    """

    input: IndexInput
    pipeline: Pipeline
    title: str = ""
    is_default: bool = False

    def build(self) -> IndexResult:
        """Compute the index."""
        return build_index(self.pipeline, self.input.dataset, self.input.framework)


def read_source(arguments: Namespace) -> Source:
    """Read the source, the framework and the pipeline that the command line names.

    Parameters
    ----------
    arguments
        With ``source``, ``meta``, ``pipeline`` and ``reading``.

    Returns
    -------
    Source

    Raises
    ------
    InvalidInputError
        With every problem of every file; the pipeline is held against the data once both can
        be read.
    """
    path = Path(arguments.source)
    read = _from_package if path.is_dir() else _from_tables
    stated, source = together(
        lambda: read_pipeline(Path(arguments.pipeline)) if arguments.pipeline else None,
        lambda: read(path, arguments),
    )
    if stated is not None:
        source = Source(source.input, stated, source.title)
    refuse_if_any(pipeline_problems(source.pipeline, source.input.dataset, source.input.framework))
    return source


def read_pipeline(path: Path) -> Pipeline:
    """Read a pipeline from a JSON file, or from the package in a folder.

    Raises
    ------
    InvalidInputError
        With every problem of form.
    """
    if is_package(path):
        return read_package(path).pipeline
    return Pipeline.from_json(read_text(path))


def read_text(path: Path) -> str:
    """Read a text file.

    Raises
    ------
    InvalidInputError
        If there is no such file or it is not UTF-8.
    """
    return opened(path, lambda: path.read_text(encoding="utf-8-sig"))


def together(first: Callable[[], One], second: Callable[[], Other]) -> tuple[One, Other]:
    """Read two things, and refuse both with the problems of both.

    Raises
    ------
    InvalidInputError
        If one of them cannot be used.
    """
    try:
        one = first()
    except InvalidInputError as error:
        problems = error.problems
        try:
            second()
        except InvalidInputError as other:
            problems += other.problems
        raise InvalidInputError(problems) from error
    return one, second()


def opened(path: Path, read: Callable[[], One]) -> One:
    """Read a file, and turn what the system says of it into a problem.

    Raises
    ------
    InvalidInputError
        If there is no such file or it cannot be read as what it claims to be.
    """
    if not path.is_file():
        seen = "a folder" if path.is_dir() else "no such file"
        raise InvalidInputError([Problem(str(path), None, None, seen, "a file to read")])
    try:
        return read()
    except UnicodeDecodeError as error:
        seen = f"a byte that is not UTF-8 at position {error.start}"
        raise InvalidInputError([Problem(path.name, None, None, seen, "text in UTF-8")]) from error
    except (CalamineError, OSError) as error:
        wanted = f"a readable {path.suffix} file"
        raise InvalidInputError([Problem(path.name, None, None, str(error), wanted)]) from error


def node_named(framework: Framework, node: str | None) -> str:
    """Return the node to report on: the one named, or the top.

    Raises
    ------
    InvalidInputError
        If the framework has no such node, or several tops and none is named.
    """
    if node is None and len(framework.roots) == 1:
        return framework.roots[0]
    if node is None or node not in framework.position:
        seen = "nothing" if node is None else repr(node)
        wanted = f"one of {', '.join(reversed(framework.aggregates))}, or an indicator"
        raise InvalidInputError([Problem("command line", None, "--node", seen, wanted)])
    return node


def aggregate_named(framework: Framework, node: str | None) -> str:
    """Return the aggregate to report on: the one named, or the top.

    Raises
    ------
    InvalidInputError
        If the framework has no such aggregate, or several tops and none is named.
    """
    named = node_named(framework, node)
    if named not in framework.children:
        wanted = f"an aggregate: {', '.join(reversed(framework.aggregates))}"
        raise InvalidInputError([Problem("command line", None, "--node", repr(node), wanted)])
    return named


def _from_package(path: Path, _arguments: Namespace) -> Source:
    package = read_package(path)
    return Source(package.input, package.pipeline, package.title)


def _from_tables(path: Path, arguments: Namespace) -> Source:
    if arguments.meta and Path(arguments.meta).suffix.lower() in CODEBOOKS:
        return _coded(path, Path(arguments.meta), arguments.reading)
    if arguments.meta:
        meta = Path(arguments.meta)
        data, elements = together(lambda: _table(path), lambda: _table(meta))
        if {"unit", "indicator", "value"} <= set(data.header):
            wanted = "a codebook (.yaml) with --meta, for one row per cell"
            raise InvalidInputError([Problem(meta.name, None, None, "a table", wanted)])
        given = read_coinr(data, elements)
    else:
        given = opened(path, lambda: _workbook(path))
    pipeline = default_pipeline(given.dataset, given.framework)
    return Source(given, pipeline, is_default=True)


def _table(path: Path) -> Table:
    if path.suffix.lower() == ".parquet":
        # Polars is slow to import and only Parquet needs it.
        from polars.exceptions import PolarsError  # noqa: PLC0415

        try:
            return opened(path, lambda: read_table(path))
        except PolarsError as error:
            seen = str(error).splitlines()[0]
            problem = Problem(path.name, None, None, seen, "a readable .parquet file")
            raise InvalidInputError([problem]) from error
    return opened(path, lambda: read_table(path))


def _workbook(path: Path) -> IndexInput:
    wanted = "--meta FILE, a workbook with the sheets iData and iMeta, or a folder written by build"
    if path.suffix.lower() not in WORKBOOKS:
        raise InvalidInputError([Problem(path.name, None, None, "no --meta", wanted)])
    sheets = CalamineWorkbook.from_path(str(path)).sheet_names
    if not {"iData", "iMeta"} <= set(sheets):
        seen = f"the sheets {', '.join(sheets)}"
        raise InvalidInputError([Problem(path.name, None, None, seen, wanted)])
    return read_coinr(read_table(path, "iData"), read_table(path, "iMeta"))


def _coded(path: Path, meta: Path, reading: str) -> Source:
    codebook, table = together(
        lambda: opened(meta, lambda: read_codebook(meta)), lambda: _table(path)
    )
    indicators, framework = codebook.read_as(
        "favourability" if reading == "favourability" else "volume"
    )
    dataset = read_long(table, indicators, special_codes=codebook.special_codes)
    pipeline = codebook.default_pipeline()
    return Source(IndexInput(dataset, framework), pipeline, is_default=True)
