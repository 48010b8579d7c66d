"""What is done when nothing is said: sensible steps for the kind of data."""

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step

MINIMUM_SHARE = 0.66


def default_pipeline(dataset: Dataset, framework: Framework) -> Pipeline:
    """Choose the steps that suit the data.

    Indicators with a denominator are divided by it. Coded items keep their fixed scale;
    measured quantities go between their goalposts where they have some, else between their
    lowest and highest value. Means go up the tree; an aggregate of indicators needs two thirds
    of them. Nothing is imputed and no outlier is touched: these are choices to declare.

    Parameters
    ----------
    dataset
        Units by indicators.
    framework
        The tree.

    Returns
    -------
    Pipeline
        Scores from 0 to 100.
    """
    measured = [meta for meta in dataset.indicators if not meta.is_coded]
    steps = []
    if any(meta.denominator for meta in dataset.indicators):
        steps.append(Step("denominate"))
    if measured:
        posts = {
            meta.code: Choice("goalposts", {"lower": 0, "upper": 100})
            for meta in measured
            if meta.goalposts
        }
        steps.append(Step("normalise", "min_max", {"lower": 0, "upper": 100}, by_code=posts))
    else:
        steps.append(Step("normalise", "coded_scale", {"lower": 0, "upper": 100}))
    holders = {framework.by_code[code].parent for code in framework.indicators}
    shares = {code: MINIMUM_SHARE for code in framework.aggregates if code in holders}
    steps.append(Step("aggregate", "arithmetic", options={"minimum_share": shares}))
    return Pipeline(tuple(steps), name=framework.roots[0])
