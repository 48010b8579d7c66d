import numpy as np
import pytest

from teranga_analytics.composite.aggregation.rule_tables import rule_table

RULES = [[100, None, 100], [0, 0, 0], [0, 50, 33], [50, 0, 17], [50, 50, 50]]
WEIGHTS = np.array([0.5, 0.5])


def test_rule_table_takes_the_first_rule_that_fits():
    values = np.array([[100.0, 0.0], [100.0, np.nan], [0.0, 50.0], [50.0, np.nan]])

    np.testing.assert_array_equal(
        rule_table(values, WEIGHTS, rules=RULES), [100.0, 100.0, 33.0, np.nan]
    )


def test_rule_table_lists_combinations_without_a_rule():
    values = np.array([[0.0, 100.0], [50.0, 100.0], [0.0, 0.0]])

    with pytest.raises(ValueError, match=r"\[\[0.0, 100.0\], \[50.0, 100.0\]\]"):
        rule_table(values, WEIGHTS, rules=RULES)


def test_rule_table_refuses_rules_of_another_length():
    with pytest.raises(ValueError, match="wanted 3 entries each, saw"):
        rule_table(np.zeros((1, 2)), WEIGHTS, rules=[[0, 0]])
