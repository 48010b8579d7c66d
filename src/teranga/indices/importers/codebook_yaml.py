"""Codebooks from YAML: what is wrong, with the line of the file."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from teranga.core.exceptions import ImportRefusedError
from teranga.indices.importers.reading import CodebookReading, Fault
from teranga.indices.queries.codebook_check import Path, codebook_problems
from teranga.indices.queries.codebook_text import LOADER, heading_of

_MAX_BYTES = 2_000_000
_MAX_DEPTH = 30


def read_codebook_yaml(content: bytes) -> CodebookReading:
    """Read a codebook; raise `ImportRefusedError` when the file is no YAML at all."""
    if len(content) > _MAX_BYTES:
        raise ImportRefusedError(_("This file is too large to be a codebook."))
    try:
        text = content.decode("utf-8-sig")
        _refuse_traps(text)
        node = yaml.compose(text, Loader=LOADER)
        document = yaml.load(text, Loader=LOADER)  # noqa: S506 - safe, in C or not
    except UnicodeDecodeError as error:
        raise ImportRefusedError(_("This file is not plain text in UTF-8.")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        message = _("Line %(line)s: this is not YAML.")
        raise ImportRefusedError(message % {"line": line}) from error
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(_("This file cannot be read as a codebook.")) from error
    lines = _lines_of(node)
    faults = [
        Fault(_("Line %(line)s") % {"line": _nearest(lines, problem.path)}, problem)
        for problem in codebook_problems(document)
    ]
    return CodebookReading(
        document if isinstance(document, dict) else {}, heading_of(text), tuple(faults)
    )


def _refuse_traps(text: str) -> None:
    """Refuse what unfolds to far more than was sent, or is nested beyond any codebook."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise ImportRefusedError(_("Line %(line)s: aliases are not accepted.") % {"line": line})
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise ImportRefusedError(_("This file cannot be read as a codebook."))


def _lines_of(node: Any) -> dict[Path, int]:
    lines: dict[Path, int] = {}

    def walk(here: Any, path: Path) -> None:
        lines.setdefault(path, here.start_mark.line + 1 if here is not None else 1)
        if isinstance(here, yaml.MappingNode):
            for key, value in here.value:
                inner = (*path, str(key.value))
                lines[inner] = key.start_mark.line + 1
                walk(value, inner)
        elif isinstance(here, yaml.SequenceNode):
            for number, value in enumerate(here.value):
                walk(value, (*path, number))

    walk(node, ())
    return lines


def _nearest(lines: dict[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
