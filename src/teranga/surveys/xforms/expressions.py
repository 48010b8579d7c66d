"""Reads every expression of a form before anyone fills it, and names those at fault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elementpath.xpath_tokens import XPathToken

from teranga.surveys.xforms.enums import FaultKind
from teranga.surveys.xforms.messages import fault_message
from teranga.surveys.xforms.model import XForm
from teranga.surveys.xforms.xml import Element
from teranga.surveys.xforms.xpath import Expression, ExpressionError, parse_expression

_PLAIN_PATH = re.compile(r"/[\w.-]+(/[\w.-]+)*")


@dataclass(frozen=True)
class Fault:
    """One expression that cannot work."""

    path: str
    attribute: str
    source: str
    kind: FaultKind
    message: dict[str, str]
    detail: str


def check_expressions(form: XForm) -> list[Fault]:
    known = set(_paths_of(form.template))
    faults = []
    needs: dict[str, set[str]] = {}
    for path, attribute, source in _expressions(form):
        try:
            expression = parse_expression(source)
        except ExpressionError as error:
            faults.append(_fault(path, attribute, source, FaultKind.SYNTAX, str(error)))
            continue
        asked = set(_questions_asked(expression))
        faults += [
            _fault(path, attribute, source, FaultKind.UNKNOWN_PATH, unknown)
            for unknown in sorted(asked - known)
        ]
        if attribute in {"calculate", "relevant"}:
            # A calculation may look at its own answer to keep it: coalesce(., default).
            needs.setdefault(path, set()).update(
                asked - {path} if attribute == "calculate" else asked
            )
    return [*faults, *(_cycle(form, path) for path in sorted(_in_a_cycle(needs)))]


def _expressions(form: XForm) -> Iterator[tuple[str, str, str]]:
    for bind in form.binds.values():
        for attribute, source in bind.expressions.items():
            yield bind.path, attribute, source
    for repeat in form.repeats.values():
        if repeat.count:
            yield repeat.path, "count", repeat.count
    for control in form.all_controls():
        if control.itemset is not None and control.itemset.nodeset:
            yield control.path, "choice_filter", control.itemset.nodeset


def _paths_of(template: Element, base: str = "") -> Iterator[str]:
    path = f"{base}/{template.tag}"
    yield path
    for child in template:
        yield from _paths_of(child, path)


def _questions_asked(expression: Expression) -> Iterator[str]:
    """Absolute paths into the answers, wherever they stand in the expression."""
    yield from _absolute_paths(expression.token, starts=True)


def _absolute_paths(token: XPathToken, *, starts: bool) -> Iterator[str]:
    path = _written_path(token) if starts and token.symbol in {"/", "["} else None
    if path is not None and _PLAIN_PATH.fullmatch(path):
        yield path
    for place, part in enumerate(token):
        # The left side of a step continues the same path; a filter starts one of its own.
        continues = token.symbol in {"/", "["} and place == 0 and path is not None
        yield from _absolute_paths(part, starts=not continues)


def _written_path(token: XPathToken) -> str | None:
    """Write a path of plain steps without its filters; None when it is anything else."""
    if token.symbol == "[":
        return _written_path(token[0])
    if token.symbol == "(name)":
        return str(token.value)
    if token.symbol != "/" or not len(token):
        return None
    steps = [_written_path(part) for part in token]
    if any(step is None for step in steps):
        return None
    return f"/{steps[0]}" if len(steps) == 1 else f"{steps[0]}/{steps[1]}"


def _in_a_cycle(needs: Mapping[str, set[str]]) -> set[str]:
    return {path for path in needs if path in _reachable(path, needs)}


def _reachable(start: str, needs: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(needs.get(start, ()))
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += needs.get(path, ())
    return found


def _fault(path: str, attribute: str, source: str, kind: FaultKind, detail: str) -> Fault:
    return Fault(path, attribute, source, kind, fault_message(kind), detail)


def _cycle(form: XForm, path: str) -> Fault:
    bind = form.binds[path]
    source = bind.calculate or bind.relevant
    return _fault(
        path, "calculate" if bind.calculate else "relevant", source, FaultKind.CYCLE, path
    )
