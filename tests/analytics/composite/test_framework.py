import numpy as np
import pytest

from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.problems import InvalidInputError

UNBALANCED = Framework(
    (
        Node("I"),
        Node("P", "I", 3),
        Node("a", "P", 1),
        Node("b", "P", 3),
        Node("c", "I", 1),
    )
)


def test_framework_orders_aggregates_from_the_bottom_up():
    assert UNBALANCED.codes == ("a", "b", "c", "P", "I")
    assert UNBALANCED.levels == {"a": 1, "b": 1, "c": 1, "P": 2, "I": 3}
    assert UNBALANCED.roots == ("I",)
    assert UNBALANCED.parents.tolist() == [3, 3, 4, 4, -1]
    assert [group.children.tolist() for group in UNBALANCED.groups] == [[0, 1], [3, 2]]


def test_framework_rescales_weights_in_each_group():
    assert UNBALANCED.rescaled_weights.tolist() == [0.25, 0.75, 0.25, 0.75, 1.0]


def test_framework_answers_questions_about_paths():
    assert UNBALANCED.ancestors("a") == ("P", "I")
    assert UNBALANCED.indicators_below("I") == ("a", "b", "c")
    assert UNBALANCED.ancestor_at("a", 2) == "P"
    assert UNBALANCED.ancestor_at("c", 2) == "c"
    assert UNBALANCED.ancestor_at("a", 3) == "I"


def test_framework_without_nodes_drops_emptied_groups():
    assert UNBALANCED.without(["a", "b"]).codes == ("c", "I")
    assert UNBALANCED.without(["P"]).codes == ("c", "I")
    assert UNBALANCED.without(["c"]).codes == ("a", "b", "P", "I")
    with pytest.raises(ValueError, match=r"codes: .*\['z'\]"):
        UNBALANCED.without(["z"])


def test_several_trees_may_stand_side_by_side():
    forest = Framework((Node("a", "X"), Node("b", "Y"), Node("X"), Node("Y")))

    assert forest.roots == ("X", "Y")


def test_framework_lists_every_problem():
    with pytest.raises(InvalidInputError) as raised:
        Framework(
            (
                Node("a", "P", -1),
                Node("a", "nowhere"),
                Node("P", "Q", 0),
                Node("Q", "P"),
                Node("b", "Q", float("nan")),
            )
        )

    assert [(p.row, p.column) for p in raised.value.problems] == [
        (2, "weight"),
        (3, "code"),
        (3, "parent"),
        (4, "parent"),
        (5, "parent"),
        (6, "weight"),
    ]


def test_framework_refuses_a_group_of_zero_weights():
    with pytest.raises(InvalidInputError, match="only zero weights under 'I'"):
        Framework((Node("a", "I", 0), Node("b", "I", 0), Node("I")))


def test_framework_weights_keep_the_order_of_codes():
    np.testing.assert_array_equal(UNBALANCED.weights, [1, 3, 1, 3, 1])
