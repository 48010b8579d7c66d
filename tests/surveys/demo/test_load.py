import pytest

from teranga.programmes.demo import load_demo as load_programmes
from teranga.surveys.demo import load_demo
from teranga.surveys.models import Campaign, PersonalLink
from teranga.surveys.queries.campaigns import silent_links, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    load_programmes()
    load_demo()
    return Campaign.objects.get()


def test_campaign_of_the_demo_shows_a_collection_under_way(campaign):
    state = state_of(campaign)

    assert campaign.is_fictitious
    assert (state.n_invited, state.n_opened, state.n_silent) == (42, 35, 14)
    assert [line.n for line in state.giving_up] == [5, 4, 2, 1]
    # Each place has words: the question is one of the form.
    assert all("/" not in line.label for line in state.giving_up)
    assert all(link.n_reminders == 1 for link in silent_links(campaign))


def test_load_demo_twice_loads_once_and_invites_nobody_real(campaign):
    load_demo()

    assert Campaign.objects.count() == 1
    assert PersonalLink.objects.filter(email="", name__startswith="OSC fictive ").count() == 42
    assert PersonalLink.objects.count() == 42
