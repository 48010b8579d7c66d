"""Opening a data package: every listed file read and held against its hash."""

import json
from collections.abc import Mapping
from pathlib import Path

from teranga_analytics.composite.export.package import DESCRIPTOR, PIPELINE, SCHEMA, digest
from teranga_analytics.composite.pipeline.parameters import JsonValue
from teranga_analytics.composite.problems import InvalidInputError, Problem, refuse_if_any

INPUTS = ("units", "indicators", "levels", "framework", "values")


def is_package(path: Path) -> bool:
    """Tell whether a path is a folder with a data package."""
    return (path / DESCRIPTOR).is_file()


def open_package(folder: Path) -> tuple[Mapping[str, JsonValue], dict[str, bytes]]:
    """Read the descriptor of a package and every file it lists.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    tuple
        The descriptor, and the content of each file by path, that of the descriptor included.

    Raises
    ------
    InvalidInputError
        With every file that is absent, lies outside the folder or differs from its hash.
    """
    descriptor = _descriptor(folder)
    content = (folder / DESCRIPTOR).read_bytes()
    return descriptor, {DESCRIPTOR: content} | _checked_files(folder, descriptor)


def _descriptor(folder: Path) -> Mapping[str, JsonValue]:
    path = folder / DESCRIPTOR
    if not path.is_file():
        seen = f"no {DESCRIPTOR} in {folder.name or folder}"
        raise InvalidInputError([Problem(DESCRIPTOR, None, None, seen, "a data package")])
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        problem = Problem(DESCRIPTOR, error.lineno, None, error.msg, "a JSON document")
        raise InvalidInputError([problem]) from error
    ours = document.get("teranga") if isinstance(document, dict) else None
    if not isinstance(ours, dict) or ours.get("schema") != SCHEMA:
        seen = repr(ours.get("schema")) if isinstance(ours, dict) else "nothing"
        raise InvalidInputError([Problem(DESCRIPTOR, None, "teranga.schema", seen, repr(SCHEMA))])
    return dict(document)


def _checked_files(folder: Path, descriptor: Mapping[str, JsonValue]) -> dict[str, bytes]:
    """Read the files listed, each held against its hash, none from outside the folder."""
    listed = descriptor.get("resources")
    if not isinstance(listed, list):
        listed = []
    problems, files = [], {}
    for number, resource in enumerate(listed):
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str) or not _is_inside(folder, path):
            place = f"resources[{number}].path"
            problems.append(Problem(DESCRIPTOR, None, place, repr(path), "a path in the package"))
            continue
        if not (folder / path).is_file():
            problems.append(Problem(path, None, None, "no file", "the file listed in the package"))
            continue
        files[path] = (folder / path).read_bytes()
        seen, wanted = digest(files[path]), resource.get("hash")
        if seen != wanted:
            problems.append(Problem(path, None, None, f"content with {seen}", f"{wanted}"))
    needed = [*(f"data/{name}.csv" for name in INPUTS), PIPELINE]
    stated = {item.get("path") for item in listed if isinstance(item, dict)}
    problems.extend(
        Problem(DESCRIPTOR, None, "resources", f"no {path}", "this file in the list")
        for path in needed
        if path not in stated
    )
    refuse_if_any(problems)
    return files


def _is_inside(folder: Path, path: str) -> bool:
    return not Path(path).is_absolute() and (folder / path).resolve().is_relative_to(
        folder.resolve()
    )
