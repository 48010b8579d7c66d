"""What a benchmark is: a file of `benchmarks/` whose `run()` yields measures."""

import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from django.utils.translation import gettext as _

from teranga.core.exceptions import InstallationError


@dataclass(frozen=True, slots=True)
class Measure:
    """One claim, the figure that holds or breaks it, its goal, and what it is set against."""

    claim: str
    value: float
    unit: str
    goal: str
    against: str

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    def __str__(self) -> str:
        return f"{self.claim:28} {self.value:12.4g} {self.unit:10} {self.goal:16} {self.against}"


def folder() -> Path:
    """Return the benchmarks of the source tree; a plain installation carries none."""
    return Path(__file__).resolve().parents[3] / "benchmarks"


def names() -> list[str]:
    return sorted(path.stem for path in folder().glob("[a-z]*.py"))


def run_benchmark(name: str) -> Iterator[Measure]:
    """Yield the measures of `benchmarks/<name>.py` as they come."""
    if name not in names():
        message = _("No benchmark of that name. Known: %(names)s.")
        raise InstallationError(message % {"names": ", ".join(names()) or "–"})
    path = folder() / f"{name}.py"
    specification = importlib.util.spec_from_file_location(f"benchmarks.{name}", path)
    if specification is None or specification.loader is None:
        raise InstallationError(_("This benchmark cannot be read: %(path)s") % {"path": path})
    module: Any = importlib.util.module_from_spec(specification)
    # One measure may set its task against another's: `from benchmarks.index import …`.
    sys.path.append(str(folder().parent))
    specification.loader.exec_module(module)
    yield from cast("Iterable[Measure]", module.run())
