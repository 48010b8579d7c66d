"""Functions on answers chosen in a list."""

from teranga.surveys.xforms.xpath.library import Call, function
from teranga.surveys.xforms.xpath.values import Value, node_text


@function("selected", 2)
def selected(call: Call) -> Value:
    return call.text(1).strip() in call.text(0).split()


@function("selected-at", 2)
def selected_at(call: Call) -> Value:
    chosen, place = call.text(0).split(), call.number(1)
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


@function("count-selected", 1)
def count_selected(call: Call) -> Value:
    return float(len(call.text(0).split()))


@function("choice-name", 2, volatile=True)
def choice_name(call: Call) -> Value:
    """Give the label of a choice in the first language of the form.

    The respondent may have read another one, so the result is not checked again.
    """
    value = call.text(0)
    label = call.surroundings.choice_label(call.text(1), value)
    return value if label is None else label


@function("pulldata", 4)
def pulldata(call: Call) -> Value:
    name, wanted, key_column, key = (call.text(index) for index in range(4))
    rows = call.surroundings.tables.get(name, [])
    return next((row.get(wanted, "") for row in rows if row.get(key_column) == key), "")


@function("count-non-empty", 1)
def count_non_empty(call: Call) -> Value:
    return float(sum(1 for node in call.nodes(0) if node_text(node)))
