"""Recomputing a package and comparing every byte with what it states."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from teranga_analytics.composite.export.package import DESCRIPTOR, package_files
from teranga_analytics.composite.export.package_reading import read_package
from teranga_analytics.composite.export.version import ENGINE_VERSION
from teranga_analytics.composite.pipeline.running import IndexResult, build_index
from teranga_analytics.composite.problems import Problem


@dataclass(frozen=True, slots=True)
class Verification:
    """What recomputing a package showed.

    Parameters
    ----------
    result
        The index, recomputed.
    problems
        One per file that differs, with the first row that does; empty when every byte agrees.
    n_files
        Number of files compared.
    engine
        Version of the engine that wrote the package.
    """

    result: IndexResult
    problems: tuple[Problem, ...]
    n_files: int
    engine: str

    @property
    def is_identical(self) -> bool:
        """Whether every byte agrees."""
        return not self.problems


def verify_package(folder: Path) -> Verification:
    """Recompute the index of a package from its data and pipeline, and compare all files.

    Parameters
    ----------
    folder
        A folder with ``datapackage.json``.

    Returns
    -------
    Verification

    Raises
    ------
    InvalidInputError
        If a file is absent or differs from its hash, or the data or the pipeline cannot be used.
    StepError
        If a step refuses the data it receives.
    """
    package = read_package(folder)
    result = build_index(package.pipeline, package.input.dataset, package.input.framework)
    recomputed = package_files(result, package.title)
    problems = [
        _first_difference(path, package.files.get(path, b""), content, package.engine)
        for path, content in recomputed.items()
        if package.files.get(path) != content
    ]
    # When tables differ the descriptor does too, by their hashes: once is enough.
    if len(problems) > 1:
        problems = [problem for problem in problems if problem.file != DESCRIPTOR]
    return Verification(result, tuple(problems), len(recomputed), package.engine)


def _first_difference(path: str, stated: bytes, computed: bytes, engine: str) -> Problem:
    if path == DESCRIPTOR and engine != ENGINE_VERSION:
        wanted = f"engine {ENGINE_VERSION}, the one that recomputes"
        return Problem(path, None, "teranga.engine", f"engine {engine}", wanted)
    seen, wanted_rows = (_rows(content) for content in (stated, computed))
    for number, (row, other) in enumerate(zip(seen, wanted_rows, strict=False), start=1):
        if row != other:
            columns = [
                place
                for place, pair in enumerate(zip(row, other, strict=False))
                if len(set(pair)) > 1
            ]
            place = columns[0] if columns else min(len(row), len(other)) - 1
            column = wanted_rows[0][place] if path.endswith(".csv") else None
            return Problem(path, number, column, _cell(row, place), _cell(other, place))
    return Problem(path, None, None, f"{len(seen)} rows", f"{len(wanted_rows)} rows")


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def _cell(row: list[str], place: int) -> str:
    return repr(row[place]) if 0 <= place < len(row) else "nothing"
