"""Audit the coherence of a scored framework: correlations, consistency, components, influence."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, IntArray, as_table
from teranga_analytics.composite.availability import (
    UnitAvailability,
    group_availability,
    unit_availability,
)
from teranga_analytics.composite.cautions import SMALL_SAMPLE
from teranga_analytics.composite.components import (
    PrincipalComponents,
    SamplingAdequacy,
    Sphericity,
    bartlett_sphericity,
    principal_components,
    sampling_adequacy,
)
from teranga_analytics.composite.correlation import (
    CorrelationMethod,
    correlate,
    correlation_p_values,
)
from teranga_analytics.composite.effective_weights import (
    Influence,
    effective_weights,
    influence_on_score,
)
from teranga_analytics.composite.findings import AuditLimits, Finding, find_issues
from teranga_analytics.composite.framework import Framework, Group
from teranga_analytics.composite.reliability import Reliability, cronbach
from teranga_analytics.composite.statistics import IndicatorStatistics, indicator_statistics

_COARSE_SCALE = 5


@dataclass(frozen=True)
class GroupAudit:
    """One aggregate and its children.

    Attributes
    ----------
    code, children
        Codes of the aggregate and of its children.
    reliability
        Cronbach's alpha of the children; None for fewer than two that vary.
    indicator_reliability
        The same for all indicators at any depth below; None likewise.
    components, adequacy, sphericity
        Principal components, KMO and Bartlett's test of the children that vary; None for fewer
        than two of them or fewer than two complete units.
    varying_children
        Children the last three describe, in their order.
    influence
        Stated weight of each child beside its influence on the aggregate; None when the
        aggregate never varies.
    """

    code: str
    children: tuple[str, ...]
    reliability: Reliability | None
    indicator_reliability: Reliability | None
    components: PrincipalComponents | None
    adequacy: SamplingAdequacy | None
    sphericity: Sphericity | None
    varying_children: tuple[str, ...]
    influence: Influence | None


@dataclass(frozen=True)
class Audit:
    """Everything the audit computed. Columns follow `codes`.

    Attributes
    ----------
    codes
        Indicators, then aggregates from the bottom up, as in the framework.
    n_units
        Number of units.
    statistics
        Of every node.
    availability, group_availability
        Of every unit, over indicators, and under each aggregate: shape
        ``(n_units, n_aggregates)``.
    correlations, p_values
        Shape ``(n_nodes, n_nodes)``; NaN where undefined.
    parent_correlations
        Shape ``(n_nodes,)``. With the own parent; NaN at the top.
    effective_weights
        Shape ``(n_nodes,)``. Weight in the top of the tree.
    groups
        By code of the aggregate, bottom up.
    findings
        What the limits bring out.
    cautions
        Plain sentences on what so few units, or missing values, allow to say.
    """

    codes: tuple[str, ...]
    n_units: int
    statistics: IndicatorStatistics
    availability: UnitAvailability
    group_availability: FloatArray
    correlations: FloatArray
    p_values: FloatArray
    parent_correlations: FloatArray
    effective_weights: FloatArray
    groups: dict[str, GroupAudit]
    findings: tuple[Finding, ...]
    cautions: tuple[str, ...]


def audit(
    framework: Framework,
    values: npt.ArrayLike,
    weights: npt.ArrayLike | None = None,
    *,
    method: CorrelationMethod = "pearson",
    limits: AuditLimits | None = None,
) -> Audit:
    """Audit the indicators and scores of a framework.

    Parameters
    ----------
    framework
        The tree.
    values
        Shape ``(n_units, n_nodes)``, columns in the order of ``framework.codes``: normalised
        indicators, then the scores of the aggregates; NaN where missing.
    weights
        Shape ``(n_nodes,)``, the weights used; those of the framework when None.
    method
        Correlation coefficient.
    limits
        Limits of the findings; the usual ones when None.

    Returns
    -------
    Audit

    Raises
    ------
    ValueError
        If the shapes disagree or the method is unknown.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.
    """
    table = as_table(values, "values")
    if table.shape[1] != len(framework.codes):
        raise ValueError(
            f"values: wanted {len(framework.codes)} columns (framework.codes), "
            f"saw shape {table.shape}"
        )
    limits = limits or AuditLimits()
    stated = np.asarray(framework.weights if weights is None else weights, dtype=np.float64)
    effective = effective_weights(stated, framework.parents)
    n_indicators = len(framework.indicators)
    statistics = indicator_statistics(table)
    correlations = correlate(table, method=method)
    parents = framework.parents
    with_parent = np.where(
        parents < 0, np.nan, correlations[np.arange(len(parents)), np.maximum(parents, 0)]
    )
    groups = {g.code: _audit_group(framework, table, stated, g, limits) for g in framework.groups}
    return Audit(
        codes=framework.codes,
        n_units=len(table),
        statistics=statistics,
        availability=unit_availability(table[:, :n_indicators]),
        group_availability=group_availability(table[:, :n_indicators], _members(framework)),
        correlations=correlations,
        p_values=correlation_p_values(table, method=method),
        parent_correlations=with_parent,
        effective_weights=effective,
        groups=groups,
        findings=find_issues(framework, statistics, correlations, with_parent, limits),
        cautions=(
            *_coarse_scale_cautions(statistics.n_unique[:n_indicators], method),
            *_cautions(table, groups, limits),
        ),
    )


def _members(framework: Framework) -> npt.NDArray[np.bool_]:
    below = [set(framework.indicators_below(code)) for code in framework.aggregates]
    return np.array([[code in codes for code in framework.indicators] for codes in below])


def _audit_group(
    framework: Framework, table: FloatArray, weights: FloatArray, group: Group, limits: AuditLimits
) -> GroupAudit:
    children = table[:, group.children]
    below = [framework.position[code] for code in framework.indicators_below(group.code)]
    codes = tuple(framework.codes[child] for child in group.children)
    complete = children[np.isfinite(children).all(axis=1)]
    varies = np.ptp(complete, axis=0) > 0 if len(complete) > 1 else np.zeros(len(codes), dtype=bool)
    described = complete[:, varies] if varies.sum() > 1 else None
    score = table[:, group.node]
    moves = np.nanmax(score) > np.nanmin(score) if np.isfinite(score).any() else False
    weighted = weights[group.children].sum() > 0
    return GroupAudit(
        code=group.code,
        children=codes,
        reliability=_reliability(children, limits.confidence),
        indicator_reliability=_reliability(table[:, below], limits.confidence),
        components=None if described is None else principal_components(described),
        adequacy=None if described is None else sampling_adequacy(described),
        sphericity=None if described is None else bartlett_sphericity(described),
        varying_children=tuple(np.array(codes)[varies].tolist()),
        influence=(
            influence_on_score(children, score, weights[group.children])
            if moves and weighted
            else None
        ),
    )


def _reliability(columns: FloatArray, confidence: float) -> Reliability | None:
    return cronbach(columns, confidence) if columns.shape[1] > 1 else None


def _coarse_scale_cautions(n_unique: IntArray, method: CorrelationMethod) -> tuple[str, ...]:
    coarse = int((n_unique <= _COARSE_SCALE).sum())
    if method != "pearson" or coarse * 2 <= len(n_unique):
        return ()
    return (
        f"{coarse} of {len(n_unique)} indicators take {_COARSE_SCALE} values or fewer: Pearson's "
        "correlation understates how closely coded items are related; compare with Kendall's "
        "tau, or with polychoric correlations.",
    )


def _cautions(
    table: FloatArray, groups: dict[str, GroupAudit], limits: AuditLimits
) -> tuple[str, ...]:
    n_units = len(table)
    cautions = []
    if n_units < SMALL_SAMPLE:
        least = _least_significant(n_units, limits.significance)
        cautions.append(
            f"{n_units} units only: correlations, alpha and components describe these units and "
            f"prove little about others; a correlation below {least:.2f} may be chance."
        )
    for code, group in groups.items():
        if len(group.children) < 2:
            continue
        if group.components is None:
            cautions.append(f"{code}: no components, too few children vary over complete units.")
        elif group.components.n_units < n_units:
            left_out = n_units - group.components.n_units
            cautions.append(f"{code}: components leave out units with gaps: {left_out}.")
    return tuple(cautions)


def _least_significant(n_units: int, significance: float) -> float:
    """Return the least absolute Pearson correlation that Student's test calls significant."""
    if n_units < 3:
        return 1.0
    quantile = float(scipy.stats.t.ppf(1 - significance / 2, n_units - 2))
    return float(quantile / np.sqrt(n_units - 2 + quantile**2))
