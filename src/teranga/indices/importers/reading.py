"""What an importer makes of a file: a document, or all that is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teranga.indices.queries.codebook_check import CodebookProblem


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong and where a person finds it: a line, or a sheet and a cell."""

    place: str
    problem: CodebookProblem


@dataclass(frozen=True, slots=True)
class CodebookReading:
    document: Mapping[str, Any]
    heading: str
    faults: tuple[Fault, ...]
