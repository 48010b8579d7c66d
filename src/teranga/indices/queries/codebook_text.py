"""Codebooks as text: one canonical YAML, so that the same content gives the same bytes."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

_WIDTH = 160
Document = Mapping[str, Any]


class _Writer(yaml.SafeDumper):
    """Write every text in full: no anchors for what happens to be said twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def canonical_text(document: Document, *, heading: str = "") -> str:
    """Write a codebook; `heading` is the comment lines that opened the file."""
    body = yaml.dump(
        _plain(document), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH
    )
    return f"{heading}{body}"


def heading_of(text: str) -> str:
    """Return the comment lines at the top of a file."""
    lines = []
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        lines.append(line)
    return "".join(lines)


# The reader in C where there is one: ten times faster on a codebook of three thousand lines.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=16)
def document_of(text: str) -> Document:
    """Read a kept codebook; what is kept was checked when it came in. Not to be written to."""
    document = yaml.load(text, Loader=LOADER)  # noqa: S506 - safe, in C or not
    return document if isinstance(document, dict) else {}


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Whole numbers are whole: a score of 1.0 and of 1 are one text."""
    if isinstance(value, Mapping):
        # The name of a version is a name: 1.0 and 1.1 are not numbers.
        return {
            str(key): str(inner) if key == "version" else _plain(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
