"""Values set by an event: the style sheet leaves two shapes the engine cannot use."""

from collections.abc import Iterator

from teranga.surveys.xforms.xml import Element

_ACTIONS = ("setvalue", "setgeopoint")


def correct_actions(form: Element) -> None:
    for action in _ACTIONS:
        for question in _with_class(form, "question"):
            _unwrap(question, action)
        for label in list(_with_class(form, action)):
            if label.tag == "label":
                _merge_with_question(form, label, action)


def _with_class(form: Element, name: str) -> Iterator[Element]:
    return (element for element in form.iter() if name in element.get("class", "").split())


def _unwrap(question: Element, action: str) -> None:
    """Inside a question the action is a field, not a question in a question."""
    for field in question.findall(f".//label/input[@data-{action}]"):
        label = field.getparent()
        if label is not question:
            label.getparent().replace(label, field)


def _merge_with_question(form: Element, label: Element, action: str) -> None:
    """Move an action on a question that is on the page to that question's own field."""
    field = label.find(f"input[@data-{action}]")
    if field is None or label.getparent() is None:
        return
    question = next(
        (e for e in form.iter("input", "select", "textarea")
         if e.get("name") == field.get("name") and e is not field and _is_answered(e)),
        None,
    )  # fmt: skip
    if question is not None:
        for attribute in (f"data-{action}", "data-event"):
            question.set(attribute, field.get(attribute, ""))
        label.getparent().remove(label)


def _is_answered(field: Element) -> bool:
    if field.get("type") == "hidden":
        return False
    parent = field.getparent()
    above = parent.getparent()
    is_option = above is not None and "option-wrapper" in above.get("class", "").split()
    return is_option or "question" in parent.get("class", "").split()
