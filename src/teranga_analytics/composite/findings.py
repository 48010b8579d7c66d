"""What an audit brings out, in fixed words for machines and plain sentences for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.correlation import flag_correlations
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.statistics import IndicatorStatistics

FindingKind = Literal[
    "scarce",
    "mostly zero",
    "repetitive",
    "outliers",
    "constant",
    "redundant",
    "opposed",
    "against parent",
    "weak link to parent",
]


@dataclass(frozen=True)
class AuditLimits:
    """Limits beyond which the audit reports a finding.

    Attributes
    ----------
    zero
        Least share of zeros, among known values, that is reported.
    same
        Least share of units with the most frequent value that is reported: coded items take
        few values by nature, but one that nearly all units share tells none of them apart.
    redundant
        Two siblings correlated above it say the same thing twice.
    opposed
        Two siblings correlated below it cancel each other.
    weak_link
        An element less correlated with its parent than this hardly counts in it.
    significance
        Probability below which a correlation is told from chance, in the cautions.
    confidence
        Of the intervals of Cronbach's alpha.
    """

    zero: float = 0.5
    same: float = 0.8
    redundant: float = 0.92
    opposed: float = -0.4
    weak_link: float = 0.3
    significance: float = 0.05
    confidence: float = 0.95


@dataclass(frozen=True)
class Finding:
    """Something a reader of the index should know.

    Attributes
    ----------
    kind
        What was found; a fixed word, for filters and translations.
    code
        Node concerned.
    other
        Second node (sibling or parent), or None.
    value
        Share or correlation found.
    sentence
        The finding in plain English.
    """

    kind: FindingKind
    code: str
    other: str | None
    value: float
    sentence: str


def find_issues(
    framework: Framework,
    statistics: IndicatorStatistics,
    correlations: FloatArray,
    with_parent: FloatArray,
    limits: AuditLimits,
) -> tuple[Finding, ...]:
    """List what the limits bring out.

    Parameters
    ----------
    framework
        The tree; all arrays below have one entry per node, in the order of its codes.
    statistics
        Of every node.
    correlations
        Shape ``(n_nodes, n_nodes)``.
    with_parent
        Shape ``(n_nodes,)``. Correlation of each node with its parent; NaN at the top.
    limits
        Limits of the findings.

    Returns
    -------
    tuple of Finding
        First the indicators alone, then pairs of siblings, then links to parents.
    """
    return (
        *_statistics_findings(framework, statistics, limits),
        *_sibling_findings(framework, correlations, limits),
        *_parent_findings(framework, with_parent, limits),
    )


def _statistics_findings(
    framework: Framework, statistics: IndicatorStatistics, limits: AuditLimits
) -> Iterator[Finding]:
    """Report on the indicators alone: an aggregate owes its shape to them."""
    for column, code in enumerate(framework.indicators):
        known = float(statistics.available_share[column])
        zero = 1 - float(statistics.non_zero_share[column])
        same = float(statistics.same_share[column])
        skewness = float(statistics.skewness[column])
        if statistics.is_scarce[column]:
            yield Finding("scarce", code, None, known, f"{code} is known for {known:.0%} of units.")
        if statistics.n_unique[column] == 1:
            text = f"{code} has the same value for every unit that has one."
            yield Finding("constant", code, None, float(statistics.minimum[column]), text)
            continue
        if zero >= limits.zero:
            text = f"{code} is zero for {zero:.0%} of the units that have it."
            yield Finding("mostly zero", code, None, zero, text)
        if same >= limits.same:
            text = f"{code} has the same value for {same:.0%} of the units that have it."
            yield Finding("repetitive", code, None, same, text)
        if statistics.has_outliers[column]:
            text = f"{code} has outliers (skewness {skewness:.2f})."
            yield Finding("outliers", code, None, skewness, text)


def _sibling_findings(
    framework: Framework, correlations: FloatArray, limits: AuditLimits
) -> Iterator[Finding]:
    for flag in flag_correlations(correlations, framework.parents, limits.redundant, "above"):
        first, second = framework.codes[flag.first], framework.codes[flag.second]
        text = (
            f"{first} and {second} (correlation {flag.coefficient:.2f}) nearly repeat each other."
        )
        yield Finding("redundant", first, second, flag.coefficient, text)
    for flag in flag_correlations(correlations, framework.parents, limits.opposed, "below"):
        first, second = framework.codes[flag.first], framework.codes[flag.second]
        text = f"{first} and {second} (correlation {flag.coefficient:.2f}) cancel each other."
        yield Finding("opposed", first, second, flag.coefficient, text)


def _parent_findings(
    framework: Framework, with_parent: FloatArray, limits: AuditLimits
) -> Iterator[Finding]:
    for column, code in enumerate(framework.codes):
        value, parent = float(with_parent[column]), framework.by_code[code].parent
        if np.isnan(value) or parent is None or value >= limits.weak_link:
            continue
        if value < 0:
            text = f"{code} goes against its parent {parent} (correlation {value:.2f})."
            yield Finding("against parent", code, parent, value, text)
        else:
            text = f"{code} hardly moves its parent {parent} (correlation {value:.2f})."
            yield Finding("weak link to parent", code, parent, value, text)
