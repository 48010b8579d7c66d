"""Editions as files: for a spreadsheet, for R, for a statistics office, for anyone to recompute."""

import csv
import io
import json
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from teranga.core.spreadsheets import neutralise
from teranga.indices.exporters.coinr import IN_R, call_in_r, write_for_coinr
from teranga.indices.queries.edition.reading import level_at
from teranga.indices.queries.edition.release import Release
from teranga_analytics.composite import IndexResult, build_index, write_package, write_workbook
from teranga_analytics.composite.export.results import result_table, write_parquet
from teranga_analytics.composite.export.sdmx import Dataflow, sdmx_table

ZIP, CSV = "application/zip", "text/csv; charset=utf-8"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A zip carries dates: a fixed one keeps the same edition the same file.
_MADE = (2000, 1, 1, 0, 0, 0)
FICTITIOUS = "FICTIF / FICTITIOUS"

RECOMPUTE = """\
{title}
{mark}
Recompute every figure and compare them byte by byte:

    pip install teranga
    teranga-index build --package . --verify

{cautions}
"""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One way of taking an edition away."""

    suffix: str
    content_type: str
    write: Callable[[Release], bytes]


def _title(release: Release) -> str:
    document = release.document
    name = document["index"]["name"].get("en") or document["index"]["code"]
    mark = f" ({FICTITIOUS})" if release.is_fictitious else ""
    return f"{name}, edition {document['edition']['number']}{mark}"


def _result(release: Release) -> IndexResult:
    """Build the published index again, under the name that files carry."""
    built = release.built(release.readings[0])
    return replace(built, pipeline=replace(built.pipeline, name=_title(release)))


def _panel(release: Release) -> IndexResult:
    inputs = release.inputs(release.readings[0])
    built = build_index(inputs.pipeline, inputs.panel or inputs.dataset, inputs.framework)
    return replace(built, pipeline=replace(built.pipeline, name=_title(release)))


def _csv(release: Release) -> bytes:
    table = result_table(_result(release))
    marked = _marked_units(release)
    rows = [(*row, FICTITIOUS if row[0] in marked else "") for row in table.rows]
    return _as_csv((*table.header, "fictitious"), rows)


def _marked_units(release: Release) -> set[str]:
    return {unit for (unit, _), cell in release.cells.items() if cell.get("fictitious")}


def _as_csv(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _written(write: Callable[[IndexResult, Path], None], name: str) -> Callable[[Release], bytes]:
    def to_bytes(release: Release) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write(_result(release), path)
            return path.read_bytes()

    return to_bytes


def _sdmx(release: Release) -> bytes:
    flow = Dataflow(identifier=release.document["index"]["code"].upper().replace("-", "_"))
    period = None if release.times else release.document["period"][:4]
    table = sdmx_table(_panel(release), flow, period)
    if not release.is_fictitious:
        return table.as_csv().encode()
    unit = table.header.index("REF_AREA")
    marked = _marked_units(release)
    rows = [(*row, FICTITIOUS if row[unit] in marked else "") for row in table.rows]
    return _as_csv((*table.header, "COMMENT_OBS"), rows)


def _parquet(release: Release) -> bytes:
    # Polars is slow to import and only Parquet needs it.
    import polars  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scores.parquet"
        write_parquet(_result(release), path)
        table = polars.read_parquet(path)
    marked = _marked_units(release)
    marks = polars.Series("fictitious", [unit in marked for unit in table["unit"]])
    content = io.BytesIO()
    table.with_columns(marks).write_parquet(content)
    return content.getvalue()


def _package(release: Release) -> bytes:
    return _packed(release, _result(release))


def _series_package(release: Release) -> bytes:
    return _packed(release, _panel(release))


def _coinr(release: Release) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cautions = write_for_coinr(_result(release), folder)
        words = IN_R.replace("{call}", call_in_r(_result(release)))
        (folder / "README.txt").write_text(_readme(release, words, cautions), encoding="utf-8")
        return _zipped(folder)


def _packed(release: Release, result: IndexResult) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_package(result, folder, _title(release))
        (folder / "evidence.csv").write_bytes(_evidence(release))
        (folder / "edition.json").write_bytes(_json(release))
        (folder / "README.txt").write_text(_readme(release, RECOMPUTE), encoding="utf-8")
        return _zipped(folder)


def _readme(release: Release, words: str, cautions: tuple[str, ...] = ()) -> str:
    stated = [caution.get("en", "") for caution in release.document["cautions"]]
    return words.format(
        title=f"{_title(release)}\nSHA-256 {release.sha256}",
        mark=FICTITIOUS if release.is_fictitious else "",
        cautions="\n".join(f"- {line}" for line in (*stated, *cautions)),
    )


def _zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _MADE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return content.getvalue()


_EVIDENCE = (
    "country", "indicator", "level", "level_name", "missing", "implementation", "confidence",
    "evidence_type", "title", "reference", "in_force_from", "repealed_on", "quote", "url",
    "page", "read_on", "file_sha256", "source", "is_verified", "note", "disagreement", "fictitious",
)  # fmt: skip


def _evidence(release: Release) -> bytes:
    """One row for each source of each cell; a cell without source keeps its row."""
    time = release.times[-1] if release.times else None
    rows = []
    for (unit, code), cell in release.cells.items():
        level = level_at(cell, time)
        number = None if level is None or isinstance(level, str) else float(level)
        start = (
            unit, code, "" if number is None else f"{number:g}", release.level_name(code, number),
            str(cell.get("missing") or (level if isinstance(level, str) else "")),
            _text(cell.get("implementation")), _text(cell.get("confidence")),
        )  # fmt: skip
        for line in cell.get("evidence") or [{}]:
            told = (
                "type", "title", "reference", "in_force_from", "repealed_on", "quote", "url",
                "page", "read_on", "file_sha256", "source", "is_verified", "note",
            )  # fmt: skip
            values = [_text(line.get(name)) for name in told]
            mark = FICTITIOUS if cell.get("fictitious") or line.get("fictitious") else ""
            row = (*start, *values, _text(cell.get("disagreement")), mark)
            rows.append(tuple(neutralise(value) for value in row))
    return _as_csv(_EVIDENCE, rows)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _json(release: Release) -> bytes:
    return json.dumps(release.document, ensure_ascii=False, indent=1, sort_keys=True).encode()


FORMATS: Mapping[str, FileFormat] = {
    "package": FileFormat("zip", ZIP, _package),
    "package-series": FileFormat("zip", ZIP, _series_package),
    "csv": FileFormat("csv", CSV, _csv),
    "xlsx": FileFormat("xlsx", _SHEET, _written(write_workbook, "scores.xlsx")),
    "parquet": FileFormat("parquet", "application/vnd.apache.parquet", _parquet),
    "sdmx": FileFormat("csv", CSV, _sdmx),
    "coinr": FileFormat("zip", ZIP, _coinr),
    "evidence": FileFormat("csv", CSV, _evidence),
    "json": FileFormat("json", "application/json", _json),
}


def formats_of(release: Release) -> list[str]:
    return [name for name in FORMATS if release.times or name != "package-series"]


_MOST_KEPT = 12
_kept: "OrderedDict[tuple[str, str], bytes]" = OrderedDict()
_lock = Lock()


def edition_file(release: Release, name: str) -> bytes:
    """Write an edition in a format; it never changes, so what was written is kept a while."""
    key = (release.sha256, name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    content = FORMATS[name].write(release)
    with _lock:
        _kept[key] = content
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return content
