import datetime as dt

import pytest
from django.core import mail, signing
from django.urls import reverse

from teranga.core.exceptions import InvalidTransitionError
from teranga.roster.services.expiry import follow_expiry
from teranga.roster.services.links import read_token, send_personal_link, token_of
from tests.factories.accounts import make_user
from tests.factories.directory import make_person
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def profile(programme):
    person = make_person(account=make_user(email="someone@example.org"), programme=programme)
    return make_expert(programme=programme, person=person)


def test_link_opens_the_profile_until_a_later_one_replaces_it(
    profile, officer, django_capture_on_commit_callbacks
):
    first = token_of(profile)
    assert read_token(first) == profile

    with django_capture_on_commit_callbacks(execute=True):
        send_personal_link(profile, by=officer)

    assert read_token(first) is None
    assert mail.outbox[0].to == ["someone@example.org"]
    assert reverse("roster:own-open", args=["x"]).removesuffix("x/") in mail.outbox[0].body


NOT_A_KEY = signing.dumps(["not-a-key", 0])


@pytest.mark.parametrize("token", ["", "x", NOT_A_KEY, "a:b:c"], ids=["none", "x", "signed", "abc"])
def test_forged_link_opens_nothing(token):
    assert read_token(token) is None


def test_link_is_refused_without_an_address(programme, officer):
    with pytest.raises(InvalidTransitionError, match="No e-mail address"):
        send_personal_link(make_expert(programme=programme), by=officer)


def test_expiry_reminds_once_then_sets_aside(profile, django_capture_on_commit_callbacks):
    profile.expires_on = dt.date(2026, 3, 20)
    profile.save()

    with django_capture_on_commit_callbacks(execute=True):
        first = follow_expiry(now=NOW)
        second = follow_expiry(now=NOW)
        third = follow_expiry(now=NOW + dt.timedelta(days=20))

    profile.refresh_from_db()
    assert (first.n_reminded, second.n_reminded, third.n_expired) == (1, 0, 1)
    assert profile.state == "expired"
    assert len(mail.outbox) == 1
