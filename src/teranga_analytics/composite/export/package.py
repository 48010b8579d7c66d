"""A Frictionless data package: data, pipeline, results and hashes, which anyone can recompute.

References
----------
.. [1] Frictionless Data, Data Package and Table Schema specifications, version 1.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from teranga_analytics.composite.export.package_tables import (
    Resource,
    input_resources,
    result_resources,
)
from teranga_analytics.composite.export.version import ENGINE_VERSION
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.pipeline.parameters import JsonValue
from teranga_analytics.composite.pipeline.running import IndexResult

SCHEMA = "teranga-index-package/1"
DESCRIPTOR = "datapackage.json"
PIPELINE = "pipeline.json"


def write_package(result: IndexResult, folder: Path, title: str = "") -> None:
    """Write an index as a data package.

    Parameters
    ----------
    result
        A built index.
    folder
        Folder to write to; made when absent. Files of the same names are replaced, others stay.
    title
        Title shown to people; the name of the pipeline when empty.
    """
    files = package_files(result, title)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)


def package_files(result: IndexResult, title: str = "") -> dict[str, bytes]:
    """Return the files of a package by path; the same index gives the same bytes.

    Parameters
    ----------
    result
        A built index.
    title
        Title shown to people.

    Returns
    -------
    dict
        With ``datapackage.json`` last.
    """
    tables = [*input_resources(result.source, result.framework), *result_resources(result)]
    files = {resource.path: resource.table.as_csv().encode() for resource in tables}
    files[PIPELINE] = pipeline_text(result.pipeline).encode()
    descriptor = {
        "profile": "data-package",
        "name": _slug(title or result.pipeline.name or result.framework.roots[0]),
        "title": title or result.pipeline.name or result.framework.roots[0],
        "description": (
            "A composite index with its data, its pipeline and its results. "
            "Recompute and compare: teranga-index build --package . --verify"
        ),
        "resources": [
            *(_described(resource, files[resource.path]) for resource in tables),
            {
                "profile": "data-resource",
                "name": "pipeline",
                "path": PIPELINE,
                "format": "json",
                "mediatype": "application/json",
                "description": "The steps from the data to the scores",
                **_digest(files[PIPELINE]),
            },
        ],
        "teranga": {
            "schema": SCHEMA,
            "engine": ENGINE_VERSION,
            "pipeline_hash": result.pipeline_hash,
            "input_hash": result.input_hash,
        },
    }
    files[DESCRIPTOR] = (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()
    return files


def pipeline_text(pipeline: Pipeline) -> str:
    """Write a pipeline as JSON that people read."""
    return json.dumps(pipeline.as_json(), indent=2, ensure_ascii=False) + "\n"


def digest(content: bytes) -> str:
    """SHA-256 of a file, as the package states it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _digest(content: bytes) -> dict[str, JsonValue]:
    return {"bytes": len(content), "hash": digest(content)}


def _described(resource: Resource, content: bytes) -> dict[str, JsonValue]:
    schema: dict[str, JsonValue] = {
        "fields": [
            {"name": name, "type": resource.types.get(name, "string")}
            for name in resource.table.header
        ],
        "missingValues": [""],
    }
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    if resource.refers:
        schema["foreignKeys"] = _foreign_keys(resource.refers)
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": resource.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": resource.description,
        **_digest(content),
        "schema": schema,
    }


def _foreign_keys(refers: Mapping[str, tuple[str, str]]) -> list[JsonValue]:
    return [
        {"fields": column, "reference": {"resource": name, "fields": target}}
        for column, (name, target) in refers.items()
    ]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-") or "index"
