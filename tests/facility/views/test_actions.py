import uuid

import pytest
from django.urls import reverse

from teranga.facility.models import ActionFact, SupportedPolicy
from tests.factories.facility import make_action
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def codes_listed(client, query=""):
    page = client.get(reverse("facility:action-list") + query)
    assert page.status_code == 200
    return {action.code for action in page.context["actions"]}


@pytest.fixture
def three_actions():
    make_action(code="SEN", countries=["SEN"], themes=["mieux:legal"], detail="box")
    make_action(
        code="PER", countries=["PER"], region="latin_america", starts_on="2017", ends_on="2018"
    )
    make_action(code="MLI", countries=["MLI"], ends_on="2014", visibility="private")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"SEN", "PER"}),
        ("?country=SEN", {"SEN"}),
        ("?theme=mieux:legal", {"SEN"}),
        ("?region=latin_america", {"PER"}),
        ("?detail=box", {"SEN"}),
        ("?year=2017", {"PER"}),
        ("?year=2018", {"PER"}),
        ("?country=SEN&region=latin_america", set()),
        ("?country=MLI", {"SEN", "PER"}),  # nothing one may see is there: not a choice
        ("?year=abc&country=%27", {"SEN", "PER"}),
    ],
)
def test_action_list_answers_the_filter(client, three_actions, query, codes):
    assert codes_listed(client, query) == codes


def test_year_keeps_actions_under_way_only(client):
    make_action(code="long", starts_on="2012", ends_on="2016")
    make_action(code="ended", ends_on="2014")
    make_action(code="undated")

    assert codes_listed(client, "?year=2014") == {"long", "ended"}
    assert codes_listed(client, "?year=2013") == {"long"}


@pytest.mark.parametrize("n_rows", [1, 3])
def test_action_list_asks_the_database_the_same_number_of_times(
    client, n_rows, django_assert_num_queries
):
    for _ in range(n_rows):
        make_action(countries=["SEN"], themes=["mieux:legal"])

    with django_assert_num_queries(7):
        client.get(reverse("facility:action-list"))


def test_action_page_tells_its_facts_by_kind(client):
    action = make_action(
        countries=["SEN"], remark={"fr": "Deux dates."}, programme=make_programme()
    )
    ActionFact.objects.create(action=action, kind="lesson", text={"fr": "Écouter."}, position=0)

    page = client.get(reverse("facility:action-detail", args=[action.pk])).content.decode()

    assert 'id="lesson"' in page
    assert "Écouter." in page
    assert "Deux dates." in page


def test_action_page_hidden_or_forged_is_not_found(client):
    hidden = make_action(visibility="private")

    for pk in (hidden.pk, uuid.uuid4()):
        assert client.get(reverse("facility:action-detail", args=[pk])).status_code == 404


def test_policy_list_does_not_name_an_action_one_may_not_see(client):
    hidden = make_action(code="SECRET-1", visibility="private")
    SupportedPolicy.objects.create(
        code="sen-1",
        title={"fr": "Stratégie"},
        kind="strategy",
        country_id="SEN",
        action=hidden,
        visibility="public",
    )

    page = client.get(reverse("facility:policy-list")).content.decode()

    assert 'id="sen-1"' in page
    assert "SECRET-1" not in page
