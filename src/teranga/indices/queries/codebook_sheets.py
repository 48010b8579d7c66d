"""How a codebook is laid out in a workbook: which lists have a sheet, and how paths are written.

A column is a path inside the entry (`label.fr`); `[]` ends a column that holds several codes.
What has no sheet of its own stands in "settings", one value a row.
"""

import re
from collections.abc import Mapping
from typing import Any

from teranga.indices.queries.codebook_check import Path

SETTINGS = "settings"
SEPARATOR = ", "
# Sheet → where its list is; `owner` is the column that names the entry it belongs to.
TABLES: Mapping[str, Path] = {
    "components": ("components",),
    "source_types": ("source_types",),
    "domains": ("domains",),
    "subdomains": ("domains", "*", "subdomains"),
    "indicators": ("domains", "*", "indicators"),
    "levels": ("domains", "*", "indicators", "*", "levels"),
}
OWNERS: Mapping[str, str] = {
    "subdomains": "domain",
    "indicators": "domain",
    "levels": "indicator",
}
# The order in which entries are written, so that a workbook gives back the same bytes.
TOP_ORDER = (
    *("codebook", "components", "aggregation", "coding", "source_types", "domains"),
    *("complementary_module_template", "optional_extensions"),
)
KEY_ORDER: Mapping[str, tuple[str, ...]] = {
    "domains": (
        *("id", "order", "component", "label", "name_status", "note", "subdomains", "indicators"),
    ),
    "indicators": (
        *("id", "label", "subdomain", "levels", "evidence", "favourability", "prefill"),
    ),
}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def flat(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return `(path, value)` of every leaf of a tree of mappings and lists."""
    if isinstance(value, Mapping):
        rows = []
        for key, inner in value.items():
            rows += flat(inner, f"{path}.{key}" if path else str(key))
        return rows
    if isinstance(value, list):
        rows = []
        for number, inner in enumerate(value):
            rows += flat(inner, f"{path}[{number}]")
        return rows
    return [(path, value)]


def steps_of(path: str) -> Path:
    """Read a written path: `coding.special_codes[0].code`."""
    return tuple(
        int(match[2]) if match[2] is not None else match[1] for match in _STEP.finditer(path)
    )


def put(tree: dict[str, Any], steps: Path, value: Any) -> bool:
    """Write a leaf, making what is missing on the way; False where the path contradicts itself."""
    here: Any = tree
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        is_last = following is None
        fresh: Any = value if is_last else ([] if isinstance(following, int) else {})
        if isinstance(step, int):
            if not isinstance(here, list) or step > len(here):
                return False
            if step == len(here):
                here.append(fresh)
        else:
            if not isinstance(here, dict):
                return False
            here.setdefault(step, fresh)
        here = here[step]
    return True


def ordered(entry: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    known = {name: entry[name] for name in order if name in entry}
    return known | {name: value for name, value in entry.items() if name not in known}
