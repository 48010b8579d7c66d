"""Evaluates the rules of a form on the answers given to it."""

import math
from collections.abc import Mapping
from datetime import datetime
from random import Random

from elementpath import get_node_tree
from elementpath.xpath_nodes import ElementNode, XPathNode

from teranga.surveys.xforms.model import XForm
from teranga.surveys.xforms.options import options_of
from teranga.surveys.xforms.tables import Tables, instance_of_rows, rows_of
from teranga.surveys.xforms.turns import in_turn
from teranga.surveys.xforms.xml import Element
from teranga.surveys.xforms.xpath import Evaluation, parse_expression
from teranga.surveys.xforms.xpath.library import Surroundings
from teranga.surveys.xforms.xpath.values import Value


class Rules:
    """The answers, the lists of the form and the clock, seen by every expression."""

    def __init__(self, form: XForm, answers: Element, at: datetime, media: Mapping[str, bytes]):
        self.form = form
        tables = rows_of(media)
        document = get_node_tree(answers.getroottree())
        self._nodes: dict[Element, XPathNode] = {
            node.value: node for node in document.iter() if isinstance(node, ElementNode)
        }
        self._evaluation = Evaluation(
            document,
            # Chance is only for shuffling; nothing secret is drawn from it.
            Surroundings(
                at,
                Random(0),  # noqa: S311
                self._instances(tables),
                tables,
                self._choice_label,
            ),
        )

    def value(self, source: str, element: Element) -> Value:
        """Evaluate an expression where `element` stands; raises `ExpressionError`."""
        expression = parse_expression(in_turn(source, element, self.form))
        return self._evaluation.value(expression, self._nodes[element])

    def _instances(self, tables: Tables) -> dict[str, XPathNode]:
        lists = dict(self.form.instances)
        for name, address in self.form.external_instances.items():
            file_name = address.rpartition("/")[2]
            if file_name in tables:
                lists[name] = instance_of_rows(tables[file_name])
        return {name: get_node_tree(root.getroottree()) for name, root in lists.items()}

    def _choice_label(self, path: str, value: str) -> str | None:
        control = next((c for c in self.form.all_controls() if c.path == path.strip()), None)
        if control is None:
            return None
        words = next((w for v, w in options_of(self.form, control) if v == value), {})
        return words.get(self.form.default_language) or next(iter(words.values()), None)


def same_value(left: str, right: str) -> bool:
    """Two writings of one value: `3`, `3.0`, `03`."""
    if left.strip() == right.strip():
        return True
    try:
        return math.isclose(float(left), float(right), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return False
