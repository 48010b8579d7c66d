"""Answers laid over the form they were given to, ready to be evaluated."""

from collections.abc import Iterator
from copy import deepcopy

from teranga.surveys.xforms.model import XForm
from teranga.surveys.xforms.xml import Element, XFormError, parse_xml, path_of, without_namespaces


def lay_answers(form: XForm, content: bytes) -> tuple[Element, set[Element]]:
    """Give the answers completed with the blank questions left out, and those blanks.

    Clients leave out what was not asked; rules still have to be evaluated there.
    """
    answers = without_namespaces(parse_xml(content).getroot())
    if answers.tag != form.template.tag:
        raise XFormError(f"answers to {answers.tag!r}, not to {form.template.tag!r}")
    added: set[Element] = set()
    _complete(answers, form.template, form, added)
    return answers, added


def _complete(answers: Element, template: Element, form: XForm, added: set[Element]) -> None:
    for part in _one_of_each(template):
        twins = answers.findall(part.tag)
        if not twins and path_of(part) not in form.repeats:
            blank = _blank(part, form)
            answers.append(blank)
            added.update(blank.iter())
        for twin in twins:
            _complete(twin, part, form, added)


def _one_of_each(template: Element) -> Iterator[Element]:
    """Children by name; of a repeat, the turn marked as the model of the others."""
    seen: dict[str, Element] = {}
    for child in template:
        if child.tag not in seen or "template" in child.attrib:
            seen[child.tag] = child
    return iter(seen.values())


def _blank(part: Element, form: XForm) -> Element:
    base = path_of(part)
    blank = deepcopy(part)
    for element in list(blank.iter()):
        element.text = None if len(element) == 0 else element.text
        inner = base if element is blank else base + path_of(element).removeprefix(f"/{blank.tag}")
        if inner in form.repeats and element.getparent() is not None:
            element.getparent().remove(element)
    return blank


def place_of(element: Element) -> str:
    """`/data/project[2]/title`: a path with the turn of each repeated part."""
    steps = []
    climbing: Element | None = element
    while climbing is not None:
        twins = [] if climbing.getparent() is None else climbing.getparent().findall(climbing.tag)
        turn = f"[{twins.index(climbing) + 1}]" if len(twins) > 1 else ""
        steps.append(f"{climbing.tag}{turn}")
        climbing = climbing.getparent()
    return "/" + "/".join(reversed(steps))
