"""The index under other choices: weights, aggregation and what to do with missing codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from teranga.indices.queries.edition.reading import Inputs
from teranga.indices.queries.edition.release import Release
from teranga_analytics.composite import (
    Choice,
    Framework,
    Node,
    Pipeline,
    Step,
    Study,
    WeightNoise,
    assess_uncertainty,
    build_index,
)
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.uncertainty.declaration import Cells, Variation

AS_PUBLISHED = "published"
AGGREGATIONS = (AS_PUBLISHED, "arithmetic", "geometric", "harmonic", "median", "minimum")
MISSING_RULES = (AS_PUBLISHED, "left_out", "lowest", "highest", "siblings")
LOWEST_WEIGHT, HIGHEST_WEIGHT = 0.0, 10.0
# A zero must not wipe out a mean of ratios: the floor is declared, in points of 100.
FLOOR = 1.0
N_REPLICATIONS = 200
SEED = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChoice:
    """What a visitor chose; as it stands, the published method."""

    reading: str = ""
    aggregation: str = AS_PUBLISHED
    missing: str = AS_PUBLISHED
    coverage: float = 0.0
    noise: float = 0.25
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class MethodResult:
    """Scores of the top under a choice beside the published ones, one row per country."""

    scores: FloatArray
    published: FloatArray
    ranks: FloatArray
    published_ranks: FloatArray
    rank_low: FloatArray
    rank_high: FloatArray
    domains: FloatArray  # shape (n_units, n_domains)
    weights: Mapping[str, float]
    is_published: bool

    @property
    def largest_move(self) -> int:
        moves = np.abs(self.ranks - self.published_ranks)
        return 0 if np.isnan(moves).all() else int(np.nanmax(moves))


def weighed_nodes(release: Release) -> tuple[str, ...]:
    """Nodes whose weights a visitor may change: components and domains of the score."""
    return (*release.components, *release.domains)


def published_weights(release: Release) -> dict[str, float]:
    found = {}
    for code in weighed_nodes(release):
        node = release.node(code)
        found[code] = float(node["weight"]) if node else 1.0
    return found


def changed_weights(release: Release, weights: Mapping[str, float]) -> dict[str, float]:
    """Keep what differs from the published weights."""
    stated = published_weights(release)
    return {
        code: value for code, value in weights.items() if code in stated and value != stated[code]
    }


def recompute(release: Release, choice: MethodChoice) -> MethodResult:
    """Score every country again, and draw how far its rank may move.

    Raises
    ------
    ValueError
        If the engine refuses the choice: weights that are all zero in a group.
    """
    reading = choice.reading if choice.reading in release.readings else release.readings[0]
    inputs = chosen_inputs(release, replace(choice, reading=reading))
    published = release.published[reading]
    built = build_index(inputs.pipeline, inputs.dataset, inputs.framework)
    top = built.framework.position[release.top]
    low, high = rank_band(release, inputs)
    place = published.aggregates.index(release.top)
    ranks = built.ranks[:, top]
    rescaled = built.weights
    return MethodResult(
        scores=built.scores[:, top],
        published=published.of(release.top),
        ranks=ranks,
        published_ranks=published.ranks[:, place],
        rank_low=np.fmin(low, ranks),
        rank_high=np.fmax(high, ranks),
        domains=np.stack([built.of(code) for code in release.domains], axis=1),
        weights={
            code: float(rescaled[built.framework.position[code]]) for code in weighed_nodes(release)
        },
        is_published=_is_published(release, choice),
    )


def _is_published(release: Release, choice: MethodChoice) -> bool:
    return (
        choice.aggregation == AS_PUBLISHED
        and choice.missing == AS_PUBLISHED
        and not changed_weights(release, choice.weights)
    )


def chosen_inputs(release: Release, choice: MethodChoice) -> Inputs:
    """Turn a choice into data, tree, pipeline and study for the engine."""
    inputs = release.inputs(choice.reading)
    variations: list[Variation] = [
        item for item in inputs.study.variations if isinstance(item, Cells)
    ]
    if choice.noise > 0:
        variations.insert(0, WeightNoise(choice.noise))
    return replace(
        inputs,
        framework=_weighed(inputs.framework, changed_weights(release, choice.weights)),
        pipeline=_chosen_pipeline(inputs.framework, inputs.pipeline, choice),
        study=Study(tuple(variations), replications=N_REPLICATIONS, seed=SEED),
    )


def _weighed(framework: Framework, weights: Mapping[str, float]) -> Framework:
    if not weights:
        return framework
    return Framework(
        tuple(
            Node(
                node.code,
                node.parent,
                weights.get(node.code, node.weight),
                node.name_fr,
                node.name_en,
            )
            for node in framework.nodes
        )
    )


def _chosen_pipeline(framework: Framework, pipeline: Pipeline, choice: MethodChoice) -> Pipeline:
    steps = list(pipeline.steps[:-1])
    last = pipeline.steps[-1]
    if choice.missing != AS_PUBLISHED:
        steps = [step for step in steps if step.step != "impute"]
        # Codes are filled once they are on their scale, where 0 and 100 mean the same for all.
        steps += _imputation(choice.missing)
        share = choice.coverage if choice.missing == "left_out" else 0.0
        last = replace(last, options={"minimum_share": share})
    if choice.aggregation != AS_PUBLISHED:
        last = _combined(framework, last, choice.aggregation)
    return Pipeline((*steps, last), name=pipeline.name)


def _imputation(rule: str) -> list[Step]:
    if rule == "lowest":
        return [Step("impute", "constant", {"value": 0})]
    if rule == "highest":
        return [Step("impute", "constant", {"value": 100})]
    if rule == "siblings":
        return [Step("impute", "siblings", {"normalise": False})]
    return []


def _combined(framework: Framework, step: Step, aggregation: str) -> Step:
    """Combine domains otherwise; within a domain the published rule stays."""
    parameters = {"floor": FLOOR} if aggregation in {"geometric", "harmonic"} else {}
    above = [
        code
        for code in framework.aggregates
        if all(child in framework.children for child in framework.children[code])
    ]
    choices = dict.fromkeys(above, Choice(aggregation, parameters))
    return replace(step, by_code={**step.by_code, **choices})


def as_if_complete(pipeline: Pipeline) -> Pipeline:
    """Leave out what deals with missing codes: when every one of them is drawn, none is."""
    steps = [step for step in pipeline.steps if step.step != "impute"]
    steps[-1] = replace(
        steps[-1],
        options={k: v for k, v in steps[-1].options.items() if k != "minimum_share"},
    )
    return Pipeline(tuple(steps), name=pipeline.name)


def rank_band(release: Release, inputs: Inputs) -> tuple[FloatArray, FloatArray]:
    """Draw the interval of the rank of every country, for the comparable score."""
    if not inputs.study.variations:
        unknown = np.full(len(release.units), np.nan)
        return unknown, unknown
    sure = assess_uncertainty(
        inputs.study,
        as_if_complete(inputs.pipeline),
        inputs.dataset,
        inputs.framework,
        nodes=[release.top],
    )
    return sure.ranks.low[0], sure.ranks.high[0]
