"""A small index on which pipelines are checked and run."""

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.indicator import IndicatorMeta, Level

TREE = Framework(
    (
        Node("a", "P", 1),
        Node("b", "P", 3),
        Node("c", "Q"),
        Node("k", "Q"),
        Node("P", "I"),
        Node("Q", "I"),
        Node("I"),
    )
)
INDICATORS = (
    IndicatorMeta("a", denominator="size", goalposts=(0.0, 2.0), target=1.0),
    IndicatorMeta("b", direction=-1),
    IndicatorMeta("c"),
    IndicatorMeta("k", levels=(Level(0, 0.0), Level(1, 0.5), Level(2, 1.0))),
)
VALUES = np.array(
    [
        [10.0, 1.0, 5.0, 2.0],
        [20.0, 2.0, np.nan, 0.0],
        [30.0, 3.0, 7.0, 1.0],
        [40.0, 4.0, 8.0, 1.0],
        [90.0, 5.0, 9.0, 1.0],
    ]
)


def dataset(**parts):
    defaults = {
        "groups": {"region": ["n", "n", "s", "s", "s"]},
        "denominators": {"size": np.array([10.0, 10.0, 20.0, 20.0, 30.0])},
    }
    return Dataset.of(list("VWXYZ"), INDICATORS, VALUES, **{**defaults, **parts})


def panel():
    """Two waves; the second is ten above the first in a, b and c."""
    later = VALUES + np.array([10.0, 10.0, 10.0, 0.0])
    return Dataset.of(
        [*"VWXYZ", *"VWXYZ"],
        INDICATORS,
        np.vstack([VALUES, later]),
        times=[2020] * 5 + [2021] * 5,
        groups={"region": ["n", "n", "s", "s", "s"] * 2},
    )
