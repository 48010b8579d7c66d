"""Codebooks from a workbook: what is wrong, with the sheet and the cell."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from teranga.core.exceptions import ImportRefusedError
from teranga.core.spreadsheets import Sheet, read_sheets
from teranga.indices.importers.reading import CodebookReading, Fault
from teranga.indices.queries.codebook_check import CodebookProblem, Path, codebook_problems
from teranga.indices.queries.codebook_sheets import (
    KEY_ORDER,
    OWNERS,
    SETTINGS,
    TOP_ORDER,
    ordered,
    put,
    steps_of,
)

_NEEDED = ("components", "domains", "indicators", "levels")


def read_codebook_xlsx(content: bytes) -> CodebookReading:
    """Read a codebook; raise `ImportRefusedError` when the workbook lacks a sheet."""
    sheets = {sheet.name: sheet for sheet in read_sheets(io.BytesIO(content), name="book.xlsx")}
    missing = [name for name in (SETTINGS, *_NEEDED) if name not in sheets]
    if missing:
        message = _("This workbook lacks the sheets: %(names)s.")
        raise ImportRefusedError(message % {"names": ", ".join(missing)})
    reading = _Workbook(sheets)
    document = reading.document()
    faults = [
        *reading.faults,
        *(Fault(reading.place_of(p.path), p) for p in codebook_problems(document)),
    ]
    return CodebookReading(document, reading.heading, tuple(faults))


class _Workbook:
    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self.sheets = sheets
        self.faults: list[Fault] = []
        self.heading = ""
        # Where each path of the document was read.
        self.places: dict[Path, str] = {}

    def document(self) -> dict[str, Any]:
        document = self._settings()
        document["components"] = self._top("components")
        if "source_types" in self.sheets:
            document["source_types"] = self._top("source_types")
        document["domains"] = self._top("domains")
        by_code: dict[str, dict[str, tuple[dict[str, Any], Path]]] = {
            "domain": _by_code(document["domains"], ("domains",)),
            "indicator": {},
        }
        for sheet in ("subdomains", "indicators", "levels"):
            if sheet in self.sheets:
                self._hang(sheet, by_code)
        document["domains"] = [
            ordered(
                domain
                | (
                    {
                        "indicators": [
                            ordered(e, KEY_ORDER["indicators"]) for e in domain["indicators"]
                        ]
                    }
                    if "indicators" in domain
                    else {}
                ),
                KEY_ORDER["domains"],
            )
            for domain in document["domains"]
        ]
        return ordered(document, TOP_ORDER)

    def place_of(self, path: Path) -> str:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, _("The workbook"))

    def _settings(self) -> dict[str, Any]:
        document: dict[str, Any] = {}
        heading = []
        for number, row in enumerate(self.sheets[SETTINGS].rows[1:], start=2):
            path, value = (*row, None, None)[:2]
            if path is None:
                continue
            if path == "#":
                heading.append(f"{value or '#'}\n")
                continue
            steps = steps_of(str(path))
            if not steps or not put(document, steps, value):
                wanted = _("a path that follows those above")
                self._fault(SETTINGS, number, 0, steps, path, wanted)
                continue
            for length in range(1, len(steps) + 1):
                self.places.setdefault(steps[:length], _place(SETTINGS, number, 1))
        self.heading = "".join(heading)
        return document

    def _top(self, sheet: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = []
        for number, _owner, entry, columns in self._rows(sheet):
            self._remember(sheet, number, (sheet, len(entries)), columns)
            entries.append(entry)
        self.places.setdefault((sheet,), _place(sheet, 1, 0))
        return entries

    def _hang(self, sheet: str, by_code: dict[str, Any]) -> None:
        """Hang each row from the entry its first column names."""
        for number, owner, entry, columns in self._rows(sheet):
            found = by_code[OWNERS[sheet]].get(owner)
            if found is None:
                wanted = _("a code of the sheet “%(sheet)s”") % {"sheet": f"{OWNERS[sheet]}s"}
                self._fault(sheet, number, columns.get(OWNERS[sheet], 0), (), owner, wanted)
                continue
            parent, path = found
            siblings = parent.setdefault(sheet, [])
            here = (*path, sheet, len(siblings))
            self.places.setdefault((*path, sheet), _place(sheet, number, 0))
            self._remember(sheet, number, here, columns)
            siblings.append(entry)
            if sheet == "indicators" and isinstance(entry.get("id"), str):
                by_code["indicator"].setdefault(entry["id"], (entry, here))

    def _rows(self, sheet: str) -> Iterator[tuple[int, Any, dict[str, Any], dict[str, int]]]:
        header, *body = self.sheets[sheet].rows or [[]]
        names = [str(name or "").strip() for name in header]
        columns = {name: position for position, name in enumerate(names) if name}
        for number, row in enumerate(body, start=2):
            if all(cell is None for cell in row):
                continue
            cells = dict(zip(names, row, strict=False))
            owner = cells.pop(OWNERS.get(sheet, ""), None)
            entry: dict[str, Any] = {}
            for name, value in cells.items():
                if name and value is not None:
                    put(entry, *_leaf(name, value))
            yield number, owner, entry, columns

    def _remember(self, sheet: str, number: int, path: Path, columns: Mapping[str, int]) -> None:
        self.places[path] = _place(sheet, number, 0)
        for name, position in columns.items():
            self.places[(*path, *steps_of(name))] = _place(sheet, number, position)

    def _fault(
        self, sheet: str, number: int, column: int, path: Path, seen: object, wanted: str
    ) -> None:
        problem = CodebookProblem(path, str(seen or _("nothing")), wanted)
        self.faults.append(Fault(_place(sheet, number, column), problem))


def _leaf(name: str, value: Any) -> tuple[Path, Any]:
    if name.endswith("[]"):
        items = [item.strip() for item in str(value).split(",")]
        return steps_of(name[:-2]), [item for item in items if item]
    return steps_of(name), value


def _by_code(
    entries: Sequence[dict[str, Any]], path: Path
) -> dict[str, tuple[dict[str, Any], Path]]:
    found: dict[str, tuple[dict[str, Any], Path]] = {}
    for number, entry in enumerate(entries):
        if isinstance(entry.get("id"), str):
            found.setdefault(entry["id"], (entry, (*path, number)))
    return found


def _place(sheet: str, row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row}"
