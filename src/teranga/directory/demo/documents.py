"""Invented answers written as a device would send them: the same bytes, the same path."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

from teranga.surveys.models import QuestionnaireVersion


def document_of(
    version: QuestionnaireVersion, values: Mapping[str, Any], *, identity: str, label: str
) -> bytes:
    """Return one answer to a version; `values` by name of question, repeats as lists of rows."""
    root = ET.Element("data", id=version.questionnaire.form_id, version=version.form_version)
    kinds = {question["path"]: question["type"] for question in version.questions}
    repeats = [path for path, kind in kinds.items() if kind == "repeat"]
    for path, kind in kinds.items():
        name = path.rpartition("/")[2]
        if name not in values or any(path.startswith(f"{repeat}/") for repeat in repeats):
            continue
        if kind == "repeat":
            inside = [p.removeprefix(f"{path}/") for p in kinds if p.startswith(f"{path}/")]
            for row in values[name]:
                _add_row(root, path, inside, row)
        else:
            _add(root, path, values[name])
    _add(root, "meta/instanceID", f"uuid:{identity}")
    _add(root, "meta/instanceName", label)
    return ET.tostring(root)


def _add_row(root: ET.Element, path: str, inside: list[str], row: Mapping[str, Any]) -> None:
    holder, _slash, name = path.rpartition("/")
    element = ET.SubElement(_reach(root, holder), name)
    for below in inside:
        leaf = below.rpartition("/")[2]
        if leaf in row:
            _add(element, below, row[leaf])


def _add(top: ET.Element, path: str, value: Any) -> None:
    holder, _slash, name = path.rpartition("/")
    ET.SubElement(_reach(top, holder), name).text = _text(value)


def _reach(top: ET.Element, path: str) -> ET.Element:
    """Return the group at a path, made on the way down when nobody answered in it yet."""
    for name in filter(None, path.split("/")):
        found = top.find(name)
        top = ET.SubElement(top, name) if found is None else found
    return top


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['lat']} {value['lon']}"
    return " ".join(value) if isinstance(value, list) else str(value)
