"""The fictitious example of docs/methods, and one with everything a package must carry."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.reading.coinr import read_coinr

EXAMPLES = Path(__file__).parents[3] / "docs" / "methods" / "examples"
DATA, META = EXAMPLES / "indicators.csv", EXAMPLES / "framework.csv"
PANEL = EXAMPLES / "indicators-2022-2024.csv"
PIPELINE = Pipeline(
    (
        Step("denominate"),
        Step("impute", "median"),
        Step("normalise", "min_max"),
        Step("aggregate", "arithmetic"),
    ),
    name="Fictitious index",
)


def example_result(data=DATA):
    source = read_coinr(data, META)
    return build_index(PIPELINE, source.dataset, source.framework)


def rich_result():
    """Return a panel with levels, cells without object, imputed cells, an awkward name."""
    levels = (Level(1, 0.0, "non", "no"), Level(2, 0.4, "un peu", "a bit"), Level(3, 1.0))
    indicators = [
        IndicatorMeta("q", "Question", "Question", levels=levels, scale=(0, 1)),
        IndicatorMeta("m", "Mesure", "Measure", -1, "days", target=3.5, goalposts=(0.1, 90.7)),
        IndicatorMeta("z", "À côté", "Aside"),
        IndicatorMeta("d", "Divisé", "Divided", denominator="People"),
    ]
    values = np.array([
        [1, 0.1 + 0.2, 5, 10], [2, 30, 6, 11], [np.nan, 60, 7, 1e-17],
        [3, 1 / 3, 5, 10], [2, 12, np.nan, 11], [1, np.nan, 7, 1e22],
    ])  # fmt: skip
    dataset = Dataset.of(
        ["NA", "B", "C"] * 2,
        indicators,
        values,
        times=[2022] * 3 + [2024.5] * 3,
        applicable=~np.isnan(values) | (np.arange(6) != 2)[:, None],
        names=['=HYPERLINK("x")', 'Quoted "B", comma', "Ç"] * 2,
        groups={"Shore": ["North", "", "South"] * 2},
        denominators={"People": np.array([1.0, 2, 3, 1.5, np.nan, 3])},
    )
    imputed = np.zeros(values.shape, dtype=bool)
    imputed[1, 0] = True
    dataset = replace(dataset, imputed=imputed)
    framework = Framework((
        Node("TOP", name_fr="Sommet", name_en="Top"), Node("m", "TOP", 0.3),
        Node("SUB", "TOP", 2), Node("q", "SUB"), Node("d", "SUB"),
    ))  # fmt: skip
    pipeline = Pipeline(
        (
            Step("normalise", "min_max", options={"reference": [2022.0]}),
            Step("aggregate", "arithmetic", by_level={}, options={"minimum_share": 0.5}),
        ),
        name="Rich",
    )
    return build_index(pipeline, dataset, framework)
