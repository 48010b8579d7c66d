import json

import pytest

from teranga_analytics.composite.pipeline.definition import Choice, Difference, Pipeline, Step
from teranga_analytics.composite.problems import InvalidInputError

PIPELINE = Pipeline(
    (
        Step("treat", "two_stages", {"max_points": 5}),
        Step("normalise", "min_max", {"lower": 0, "upper": 100.0}),
        Step("normalise", "z_score", by_code={"a.b": Choice("rank")}),
        Step("aggregate", "arithmetic", by_level={"3": Choice("geometric", {"floor": 1})}),
    ),
    name="Example",
)


def test_pipeline_survives_a_walk_through_json():
    again = Pipeline.from_json(json.dumps(PIPELINE.as_json()))

    assert again == PIPELINE
    assert again.hash == PIPELINE.hash


def test_hash_does_not_depend_on_writing_or_name():
    document = PIPELINE.as_json()
    shuffled = {key: document[key] for key in reversed(document)}
    shuffled["name"] = "Other"
    shuffled["steps"][1]["parameters"] = {"upper": 100, "lower": 0.0}

    assert Pipeline.from_json(shuffled).hash == PIPELINE.hash


def test_hash_follows_every_choice():
    changed = PIPELINE.with_value("treat.parameters.max_points", 4)

    assert changed.hash != PIPELINE.hash
    assert len(changed.hash) == 64


@pytest.mark.parametrize(
    ("address", "value", "place"),
    [
        ("treat.parameters.max_points", None, "treat.parameters.max_points"),
        ("normalise#2.method", "rank", "normalise#2.method"),
        ("normalise#2.by_code.a.b.method", "borda", "normalise#2.by_code.a.b.method"),
        (
            "aggregate.by_level.3.parameters.floor",
            2,
            "aggregate.by_level.3.parameters.floor",
        ),
        ("aggregate.options.minimum_share", 0.5, "aggregate.options"),
    ],
)
def test_with_value_changes_one_place_that_differences_name(address, value, place):
    changed = PIPELINE.with_value(address, value)

    assert [difference.place for difference in PIPELINE.differences(changed)] == [place]
    assert PIPELINE.differences(PIPELINE) == ()


def test_differences_show_added_and_removed_steps():
    longer = Pipeline((Step("denominate"), *PIPELINE.steps))

    added = PIPELINE.differences(longer)

    assert added == (Difference("denominate", None, {"step": "denominate"}),)
    assert longer.differences(PIPELINE)[0].after is None


@pytest.mark.parametrize(
    "address",
    ["screen.method", "normalise#3.method", "treat", "treat.colour", "treat.by_code.a.colour"],
)
def test_with_value_refuses_addresses_that_lead_nowhere(address):
    with pytest.raises(ValueError, match="address"):
        PIPELINE.with_value(address, 1)


def test_from_json_reports_every_problem_of_form():
    with pytest.raises(InvalidInputError) as raised:
        Pipeline.from_json(
            {
                "schema": "other/9",
                "title": "?",
                "steps": [
                    "treat",
                    {"step": "treat", "parameter": {}},
                    {"step": 5},
                    {"step": "treat", "by_code": {"a": "log"}},
                ],
            }
        )

    assert [(p.row, p.column) for p in raised.value.problems] == [
        (None, "schema"),
        (None, "title"),
        (1, None),
        (2, "parameter"),
        (3, "step"),
        (4, "by_code.a"),
    ]


@pytest.mark.parametrize(("text", "seen"), [("{", "line 1"), ("[1]", "list")])
def test_from_json_refuses_what_is_no_pipeline(text, seen):
    with pytest.raises(InvalidInputError, match=seen):
        Pipeline.from_json(text)
