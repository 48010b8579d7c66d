import pickle

import numpy as np
import pytest

from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.running import StepError
from teranga_analytics.composite.uncertainty.declaration import OpenChoice, Study
from teranga_analytics.composite.uncertainty.settings import Settings
from tests.analytics.composite.uncertainty.cases import MEASURED, MEASURING, TREE

LOWER = OpenChoice("normalise.parameters.lower", (1, 5, 5.0, 9))
METHOD = OpenChoice("aggregate.method", ("geometric", "arithmetic"))


def settings(*variations, **options):
    return Settings(Study(variations), MEASURING, MEASURED, TREE, **options)


def test_alternatives_alike_are_named_once():
    named = settings(LOWER, METHOD).canonical(np.array([[0, 0], [1, 1], [2, 0], [3, 1]]))

    np.testing.assert_array_equal(named, [[-1, 0], [1, -1], [1, 0], [3, -1]])


def test_prepared_data_are_shared_by_settings_that_differ_later():
    prepared = settings(LOWER, METHOD)

    assert prepared.prepared((1, -1)).values is prepared.prepared((1, 0)).values
    assert prepared.prepared((1, -1)).values is not prepared.prepared((3, -1)).values


def test_nothing_is_shared_without_memory():
    prepared = settings(LOWER, memoise=False)

    assert prepared.prepared((1,)).values is not prepared.prepared((1,)).values


def test_settings_travel_without_what_they_kept():
    prepared = settings(LOWER)
    values = prepared.prepared((3,)).values

    again = pickle.loads(pickle.dumps(prepared))

    np.testing.assert_array_equal(again.prepared((3,)).values, values)
    assert len(pickle.dumps(prepared)) == len(pickle.dumps(settings(LOWER)))


def test_refusal_of_a_step_is_told_each_time():
    pipeline = Pipeline((Step("normalise", "fraction_of_maximum"), Step("aggregate", "arithmetic")))
    dataset = MEASURED.with_values(MEASURED.values * 0)
    refusing = Settings(Study((METHOD,)), pipeline, dataset, TREE)

    for _ in range(2):
        with pytest.raises(StepError, match="step 1, normalise"):
            refusing.prepared((-1,))


def test_removed_nodes_weigh_nothing_and_are_seen_by_the_weight_step():
    pipeline = Pipeline(
        (
            Step("normalise", "min_max"),
            Step("weight", "equal_per_indicator"),
            Step("aggregate", "arithmetic"),
        )
    )
    prepared = Settings(Study((METHOD,)), pipeline, MEASURED, TREE)

    whole, smaller = prepared.prepared((-1,)), prepared.prepared((-1,), ("a",))

    np.testing.assert_allclose(whole.weights, [0.5, 0.5, 1, 2 / 3, 1 / 3, 1])
    np.testing.assert_allclose(smaller.weights, [0, 1, 1, 0.5, 0.5, 1])


def test_variants_are_listed_unless_too_many():
    assert len(settings(LOWER, METHOD).variants()) == 1 + 8
    many = [OpenChoice("normalise.parameters.upper", tuple(range(100, 400)))]
    assert settings(*many).variants() is None
