"""Codebooks as files: the canonical YAML, and a workbook that reads back to the same bytes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpResponse

from teranga.core.spreadsheets import write_xlsx
from teranga.indices.models import CodebookVersion
from teranga.indices.queries.codebook_sheets import OWNERS, SEPARATOR, SETTINGS, TABLES, flat
from teranga.indices.queries.codebook_text import document_of, heading_of

TYPES: Mapping[str, str] = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Table = tuple[str, list[str], list[list[Any]]]


def codebook_file(codebook: CodebookVersion, *, file_format: str) -> HttpResponse:
    if file_format not in TYPES:
        raise Http404
    content = (
        codebook.content.encode() if file_format == "yaml" else codebook_workbook(codebook.content)
    )
    name = f"{codebook.index.code}-{codebook.number}.{file_format}"
    response = HttpResponse(content, content_type=TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def codebook_workbook(text: str) -> bytes:
    document = document_of(text)
    return write_xlsx([_settings(document, heading_of(text)), *_tables(document)])


def _settings(document: Mapping[str, Any], heading: str) -> Table:
    tabled = {path[0] for path in TABLES.values()}
    rest = {name: value for name, value in document.items() if name not in tabled}
    rows = [["#", line] for line in heading.splitlines()]
    rows += [[path, value] for path, value in flat(rest)]
    return SETTINGS, ["path", "value"], rows


def _tables(document: Mapping[str, Any]) -> Iterator[Table]:
    for sheet, path in TABLES.items():
        entries = list(_entries(document, path))
        rows = [_row(sheet, owner, entry) for owner, entry in entries]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        yield sheet, columns, [[row.get(name) for name in columns] for row in rows]


def _entries(
    here: Mapping[str, Any], path: tuple[str | int, ...]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each entry of the lists at `path`, with the code of what it belongs to."""
    name, *rest = path
    for entry in here.get(str(name), []):
        if rest:
            yield from _entries(entry, tuple(rest[1:]))
        else:
            yield str(here.get("id", "")), entry


def _row(sheet: str, owner: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {OWNERS[sheet]: owner} if sheet in OWNERS else {}
    inner = {path[-1] for path in TABLES.values()}
    for name, value in entry.items():
        if name in inner and isinstance(value, list):
            continue
        row |= _columns(name, value)
    return row


def _columns(path: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        columns: dict[str, Any] = {}
        for name, inner in value.items():
            columns |= _columns(f"{path}.{name}", inner)
        return columns
    if isinstance(value, list):
        return {f"{path}[]": SEPARATOR.join(str(item) for item in value)}
    return {path: value}
