import pytest

from teranga.core.viewer import NOBODY
from teranga.facility.queries.actions import count_actions
from tests.factories.facility import make_action
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def test_count_actions_counts_what_the_visitor_may_see():
    mieux = make_programme()
    make_action(
        programme=mieux,
        countries=["SEN", "MLI"],
        themes=["mieux:legal", "mieux:protection"],
        starts_on="2014",
    )
    make_action(programme=mieux, countries=["SEN"], themes=["mieux:legal"])
    make_action(programme=mieux, regional_body="COMESA", region="asia", ends_on="2012")
    make_action(programme=mieux, countries=["PER"], visibility="private")
    make_action(countries=["FRA"])

    counts = count_actions(NOBODY, mieux)

    assert (counts.n_actions, counts.n_countries, counts.n_regional, counts.n_undated) == (
        3,
        2,
        1,
        1,
    )
    assert [(line.value, line.share, line.url_part) for line in counts.by_theme] == [
        (2, 1.0, "theme=mieux:legal"),
        (1, 0.5, "theme=mieux:protection"),
        (1, 0.5, ""),
    ]
    assert [(line.value, line.url_part) for line in counts.by_region] == [
        (2, "region=west_africa"),
        (1, "region=asia"),
    ]


def test_count_actions_of_a_programme_without_any_is_nothing():
    assert count_actions(NOBODY, make_programme()) is None
