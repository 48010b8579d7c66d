import pytest

from teranga.roster.queries.counts import protected, roster_counts
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 10, "b": 6}, {"a": 10, "b": 6}),
        ({"a": 10, "b": 3, "c": 8}, {"a": 10, "b": None, "c": None}),
        ({"a": 10, "b": 3, "c": 4}, {"a": 10, "b": None, "c": None}),
        ({"a": 10, "b": 1, "c": 1, "d": 7}, {"a": 10, "b": None, "c": None, "d": None}),
        ({"a": 3}, {"a": None}),
        ({"a": 0, "b": 9}, {"a": 0, "b": 9}),
    ],
)
def test_small_counts_and_what_would_give_them_back_are_hidden(counts, shown):
    assert protected(counts) == shown


def test_only_experts_in_the_roster_are_counted(programme):
    for _ in range(6):
        make_expert(programme=programme, gender="woman")
    make_expert(programme=programme, state="draft", gender="man")

    counts = roster_counts()

    assert counts.n_experts == 6
    assert [(cell.code, cell.value) for cell in counts.by_gender] == [("woman", 6)]
