"""Absolute paths, aimed at the turn of the repeat one stands in."""

import re

from teranga.surveys.xforms.model import XForm
from teranga.surveys.xforms.xml import Element, path_of

_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")


def in_turn(source: str, element: Element, form: XForm) -> str:
    """Aim absolute paths at the turn of the repeat one stands in.

    `/data/project/title` asked from the second project means the title of the second.
    """
    aimed = ""
    for ancestor in [*reversed(list(element.iterancestors())), element]:
        path = path_of(ancestor)
        if path in form.repeats:
            parent = ancestor.getparent()
            turn = parent.findall(ancestor.tag).index(ancestor) + 1
            plain_prefix = f"{aimed}{path.removeprefix(_without_turns(aimed))}"
            source = _aim(source, plain_prefix, turn)
            aimed = f"{plain_prefix}[{turn}]"
    return source


def _without_turns(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def _aim(source: str, prefix: str, turn: int) -> str:
    pattern = re.compile(rf"(?<![\w.\])/-]){re.escape(prefix)}(?=/)")
    pieces, end = [], 0
    for quoted in _STRING.finditer(source):
        pieces += [pattern.sub(f"{prefix}[{turn}]", source[end : quoted.start()]), quoted[0]]
        end = quoted.end()
    return "".join([*pieces, pattern.sub(f"{prefix}[{turn}]", source[end:])])
