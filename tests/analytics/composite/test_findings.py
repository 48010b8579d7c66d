import numpy as np

from teranga_analytics.composite.findings import AuditLimits, find_issues
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.statistics import indicator_statistics

FRAMEWORK = Framework((Node("a", "I"), Node("b", "I"), Node("I")))


def findings(values, with_parent=(1.0, 1.0, np.nan), correlation=0.5, limits=None):
    matrix = np.full((3, 3), correlation)
    statistics = indicator_statistics(values)
    return find_issues(
        FRAMEWORK, statistics, matrix, np.array(with_parent), limits or AuditLimits()
    )


def ordinary(n_units=10):
    return np.column_stack([np.arange(1.0, n_units + 1)] * 3)


def test_ordinary_data_bring_nothing_out():
    assert findings(ordinary()) == ()


def test_statistics_of_indicators_bring_findings_out():
    values = ordinary()
    values[:6, 0] = np.nan
    values[:, 1] = [0] * 9 + [7]

    result = findings(values)

    assert [(f.kind, f.code, f.value) for f in result[:3]] == [
        ("scarce", "a", 0.4),
        ("mostly zero", "b", 0.9),
        ("repetitive", "b", 0.9),
    ]
    assert result[0].sentence == "a is known for 40% of units."
    assert [(f.kind, f.code) for f in result[3:]] == [("outliers", "b")]


def test_coded_items_that_tell_units_apart_are_fine():
    values = ordinary()
    values[:, 0] = [0, 50, 50, 100, 100, 100, 50, 0, 50, 100]

    assert findings(values) == ()


def test_aggregates_are_not_described_as_indicators():
    values = ordinary()
    values[:, 2] = 5

    assert findings(values) == ()


def test_siblings_and_parents_are_judged_by_the_limits():
    weak = findings(ordinary(), with_parent=(0.2, -0.1, np.nan), correlation=0.95)
    lenient = findings(
        ordinary(),
        with_parent=(0.2, -0.1, np.nan),
        correlation=0.95,
        limits=AuditLimits(redundant=0.96, weak_link=0.1),
    )

    assert [(f.kind, f.code, f.other) for f in weak] == [
        ("redundant", "a", "b"),
        ("weak link to parent", "a", "I"),
        ("against parent", "b", "I"),
    ]
    assert [(f.kind, f.code) for f in lenient] == [("against parent", "b")]


def test_opposed_siblings_are_named():
    (finding,) = findings(ordinary(), correlation=-0.6)

    assert finding.sentence == "a and b (correlation -0.60) cancel each other."
