"""Composite indices that anyone can check: data and a tree in, scores with their intervals out.

The ten steps of the Handbook on Constructing Composite Indicators (OECD & JRC, 2008) are declared
in a `Pipeline`, which is data: checked before it runs, hashed, replayed and compared. Units stand
in rows, indicators in columns, NaN is missing, more is better after normalisation, rank 1 is the
best and ties share the better rank.

Examples
--------
Three countries that do not exist, two coded items and one measure, where less is better:

>>> from teranga_analytics.composite import (
...     Dataset, Framework, IndicatorMeta, Node, Pipeline, Step, Study, WeightNoise,
...     assess_uncertainty, build_index, explain_score, what_if,
... )
>>> indicators = [
...     IndicatorMeta("visa", scale=(0, 1)), IndicatorMeta("work", scale=(0, 1)),
...     IndicatorMeta("days", direction=-1, unit="days"),
... ]
>>> dataset = Dataset.of(
...     ["XAA", "XBB", "XCC"], indicators, [[1, 0.5, 30], [0, 0.5, 90], [1, 1, 60]]
... )
>>> framework = Framework((
...     Node("visa", "POLICY"), Node("work", "POLICY"), Node("days", "ADMIN"),
...     Node("POLICY", "INDEX", weight=2), Node("ADMIN", "INDEX"), Node("INDEX"),
... ))
>>> pipeline = Pipeline((Step("normalise", "min_max"), Step("aggregate", "arithmetic")))
>>> index = build_index(pipeline, dataset, framework)
>>> index.of("INDEX").round(1).tolist(), index.ranks[:, -1].tolist()
([83.3, 16.7, 83.3], [1.0, 3.0, 1.0])
>>> explained = explain_score(index)  # why XAA stands above the mean
>>> dict(zip(explained.codes, explained.parts.value_effects[0].round(1).tolist()))["days"]
16.7
>>> what_if(index, "XBB", {"visa": 1}).of("INDEX").score_after
50.0
>>> study = Study((WeightNoise(0.25),), replications=500, seed=1)
>>> sure = assess_uncertainty(study, pipeline, dataset, framework)
>>> sure.ranks.low[0].tolist(), sure.ranks.high[0].tolist()  # who leads is not decided
([1.0, 3.0, 1.0], [2.0, 3.0, 2.0])
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teranga_analytics.composite.audit import Audit
    from teranga_analytics.composite.comparison import compare_versions
    from teranga_analytics.composite.dataset import Dataset
    from teranga_analytics.composite.explanation import (
        audit_index,
        explain_change,
        explain_score,
        remove_nodes,
    )
    from teranga_analytics.composite.export.package import write_package
    from teranga_analytics.composite.export.package_reading import read_package
    from teranga_analytics.composite.export.verification import verify_package
    from teranga_analytics.composite.export.workbook import write_workbook
    from teranga_analytics.composite.framework import Framework, Node
    from teranga_analytics.composite.indicator import IndicatorMeta, Level
    from teranga_analytics.composite.pipeline.checking import pipeline_problems
    from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
    from teranga_analytics.composite.pipeline.running import IndexResult, StepError, build_index
    from teranga_analytics.composite.problems import InvalidInputError, Problem
    from teranga_analytics.composite.reading.codebook import read_codebook
    from teranga_analytics.composite.reading.coinr import read_coinr
    from teranga_analytics.composite.reading.long import read_long
    from teranga_analytics.composite.sensitivity import (
        Plan,
        assess_sensitivity,
        assess_shapley,
    )
    from teranga_analytics.composite.uncertainty.declaration import (
        Cell,
        Cells,
        OpenChoice,
        Removal,
        Study,
        WeightDirichlet,
        WeightNoise,
        WeightSets,
    )
    from teranga_analytics.composite.uncertainty.results import UncertaintyResult
    from teranga_analytics.composite.uncertainty.running import assess_uncertainty
    from teranga_analytics.composite.whatif import WhatIf, what_if

# Where each name lives. They load when first used: help on the command line comes at once.
_HOMES = {
    "audit": ("Audit",),
    "comparison": ("compare_versions",),
    "dataset": ("Dataset",),
    "explanation": ("audit_index", "explain_change", "explain_score", "remove_nodes"),
    "export.package": ("write_package",),
    "export.package_reading": ("read_package",),
    "export.verification": ("verify_package",),
    "export.workbook": ("write_workbook",),
    "framework": ("Framework", "Node"),
    "indicator": ("IndicatorMeta", "Level"),
    "pipeline.checking": ("pipeline_problems",),
    "pipeline.definition": ("Choice", "Pipeline", "Step"),
    "pipeline.running": ("IndexResult", "StepError", "build_index"),
    "problems": ("InvalidInputError", "Problem"),
    "reading.codebook": ("read_codebook",),
    "reading.coinr": ("read_coinr",),
    "reading.long": ("read_long",),
    "sensitivity": ("Plan", "assess_sensitivity", "assess_shapley"),
    "uncertainty.declaration": (
        "Cell",
        "Cells",
        "OpenChoice",
        "Removal",
        "Study",
        "WeightDirichlet",
        "WeightNoise",
        "WeightSets",
    ),
    "uncertainty.results": ("UncertaintyResult",),
    "uncertainty.running": ("assess_uncertainty",),
    "whatif": ("WhatIf", "what_if"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Audit",
    "Cell",
    "Cells",
    "Choice",
    "Dataset",
    "Framework",
    "IndexResult",
    "IndicatorMeta",
    "InvalidInputError",
    "Level",
    "Node",
    "OpenChoice",
    "Pipeline",
    "Plan",
    "Problem",
    "Removal",
    "Step",
    "StepError",
    "Study",
    "UncertaintyResult",
    "WeightDirichlet",
    "WeightNoise",
    "WeightSets",
    "WhatIf",
    "assess_sensitivity",
    "assess_shapley",
    "assess_uncertainty",
    "audit_index",
    "build_index",
    "compare_versions",
    "explain_change",
    "explain_score",
    "pipeline_problems",
    "read_codebook",
    "read_coinr",
    "read_long",
    "read_package",
    "remove_nodes",
    "verify_package",
    "what_if",
    "write_package",
    "write_workbook",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    """List the public names, also those not loaded yet."""
    return sorted({*globals(), *__all__})
