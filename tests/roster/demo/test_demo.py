"""The fictitious roster keeps every published count, and shows the contradiction of the source."""

from collections import Counter

import numpy as np
import pytest
from django.db.models import Count

from teranga.accounts.demo import load_demo as load_accounts
from teranga.programmes.demo import load_demo as load_programmes
from teranga.programmes.demo.reading import read_yaml
from teranga.roster.demo import deployed_profiles, load_demo
from teranga.roster.demo.shares import deployed_shares, spread
from teranga.roster.models import ExpertProfile

DOCUMENT = read_yaml("teranga.roster.demo", "distribution.yaml")


def test_deployed_keep_every_published_count():
    shares = deployed_shares(DOCUMENT, np.random.default_rng(1))

    assert Counter(share.kind for share in shares) == DOCUMENT["deployed"]["kinds"]
    assert Counter(share.gender for share in shares) == DOCUMENT["deployed"]["gender"]
    officials = [share for share in shares if share.kind == "eu_government"]
    published = {code: n for code, n in DOCUMENT["deployed"]["homes"].items() if n}
    assert Counter(share.home for share in officials if share.home) == published
    # 176 in the headline, 173 in the table: the gap stays open.
    assert sum(not share.home for share in officials) == 3
    assert sum(share.is_southern for share in shares) == DOCUMENT["deployed"]["non_eu_total"]


@pytest.mark.parametrize(
    ("n", "weights", "wanted"),
    [(10, {"a": 1, "b": 1}, {"a": 5, "b": 5}), (7, {"a": 2, "b": 1}, {"a": 5, "b": 2})],
)
def test_spread_shares_out_the_whole(n, weights, wanted):
    assert spread(n, weights) == wanted


@pytest.mark.django_db
def test_demo_holds_675_experts_without_a_name_and_loads_once():
    load_programmes()
    load_accounts()
    load_demo()
    load_demo()

    rows = ExpertProfile.objects.all()
    assert rows.filter(state="active").count() == 675
    assert not rows.filter(is_fictitious=False).exists()
    assert not rows.filter(person__isnull=False).exists()
    assert len(deployed_profiles()) == 340
    assert not rows.annotate(n=Count("languages")).filter(n=0).exists()
