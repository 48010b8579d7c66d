"""Small indices and studies that the tests of uncertainty share."""

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.uncertainty.declaration import OpenChoice, Study, WeightSets
from tests.analytics.composite.asem import rows_of

# The reference tool's study: points Winsorised, normalisation, weight set, aggregation. Its
# z-scores have mean 10 and standard deviation 2, for geometric means.
EXAMPLE = Pipeline(
    (
        Step("denominate"),
        Step("impute", "group_mean", {"grouping": "EurAsia_group"}),
        Step("screen", options={"available_share": 0.9}),
        Step("treat", "two_stages", {"max_points": 5}),
        Step("normalise", "min_max", {"lower": 0, "upper": 100}),
        Step("aggregate", "arithmetic"),
    )
)


def reference_study(**changed):
    sets = {}
    for row in rows_of("UA_weightsets.csv"):
        sets.setdefault(row["set"], {})[row["iCode"]] = float(row["Weight"])
    variations = (
        OpenChoice("treat.parameters.max_points", (1, 2, 3, 4, 5), name="Winsorisation"),
        OpenChoice(
            alternatives=(
                {"normalise.parameters": {"lower": 1, "upper": 100}},
                {
                    "normalise.method": "z_score",
                    "normalise.parameters": {"mean": 10, "standard_deviation": 2},
                },
            ),
            name="Normalisation",
        ),
        WeightSets(tuple(sets.values()), name="Weights"),
        OpenChoice("aggregate.method", ("arithmetic", "geometric"), name="Aggregation"),
    )
    return Study(variations, **changed)


# Three coded items in two domains, four units.
LEVELS = tuple(Level(code, code * 50.0) for code in range(3))
TREE = Framework(
    (Node("a", "P"), Node("b", "P"), Node("c", "Q"), Node("P", "I"), Node("Q", "I"), Node("I"))
)
CODED = Dataset.of(
    ["U", "V", "W", "X"],
    [IndicatorMeta(code, levels=LEVELS) for code in "abc"],
    np.array([[2.0, 2, 1], [1, 1, 1], [0, 2, 2], [0, 0, 0]]),
)
CODING = Pipeline((Step("normalise", "coded_scale"), Step("aggregate", "arithmetic")))

# The same tree over measured quantities.
MEASURED = Dataset.of(
    ["U", "V", "W", "X"],
    list("abc"),
    np.array([[8.0, 3, 1], [2, 9, 4], [5, 1, 7], [4, 4, 5]]),
)
MEASURING = Pipeline(
    (Step("normalise", "min_max", {"lower": 1, "upper": 100}), Step("aggregate", "arithmetic"))
)
