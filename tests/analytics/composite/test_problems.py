import pytest

from teranga_analytics.composite.problems import InvalidInputError, Problem, refuse_if_any

FIRST = Problem("iMeta.csv", 4, "Weight", "'heavy'", "a number or nothing")
SECOND = Problem("pipeline", None, None, "no step", "at least one step")


def test_problem_says_where_what_and_what_instead():
    assert str(FIRST) == (
        "iMeta.csv, row 4, column Weight: saw 'heavy', wanted a number or nothing"
    )
    assert str(SECOND) == "pipeline: saw no step, wanted at least one step"


def test_all_problems_are_carried_and_shown():
    with pytest.raises(InvalidInputError) as raised:
        refuse_if_any([FIRST, SECOND])

    assert raised.value.problems == (FIRST, SECOND)
    assert str(raised.value).count("\n- ") == 2


def test_no_problem_raises_nothing():
    assert refuse_if_any([]) is None
