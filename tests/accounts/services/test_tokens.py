"""API tokens: shown once, hashed, limited, revoked; never wider than their owner."""

from datetime import timedelta

import pytest
from django.utils import timezone

from teranga.accounts.enums import TokenScope
from teranga.accounts.models import ApiToken
from teranga.accounts.services.accounts import disable_account, enable_account
from teranga.accounts.services.tokens import authenticate, create_token, revoke_token
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from tests.accounts.conftest import with_totp
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def make_token(user, scope=TokenScope.READ, days=1):
    expires_at = timezone.now() + timedelta(days=days)
    return create_token(user, label="R script", scope=scope, expires_at=expires_at)


def test_create_token_keeps_only_a_hash():
    token, secret = make_token(make_user("reader"))

    stored = str(ApiToken.objects.values().get()) + str(list(AuditEntry.objects.values()))
    assert secret not in stored
    assert secret.startswith("trg_")
    assert len(secret) >= 47
    assert token.prefix == secret[:12]


def test_authenticate_recognises_the_owner_and_notes_the_use():
    user = make_user("reader")
    token, secret = make_token(user)

    assert authenticate(secret) == user

    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(seconds=10)


def test_authenticate_notes_the_use_at_most_every_five_minutes(django_assert_num_queries):
    _, secret = make_token(make_user("reader"))
    authenticate(secret)

    with django_assert_num_queries(2):
        authenticate(secret)


@pytest.mark.parametrize(
    "change", [lambda s: s[:-1], lambda s: s + "x", lambda s: s[4:], lambda s: ""]
)
def test_authenticate_refuses_a_forged_token(change):
    _, secret = make_token(make_user("reader"))

    assert authenticate(change(secret)) is None


def test_authenticate_refuses_an_expired_token(monkeypatch):
    _, secret = make_token(make_user("reader"), days=1)
    later = timezone.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert authenticate(secret) is None


def test_revoke_token_stops_it_once():
    token, secret = make_token(make_user("reader"))

    revoke_token(token, at=timezone.now())

    assert authenticate(secret) is None
    with pytest.raises(InvalidTransitionError):
        revoke_token(token, at=timezone.now())


def test_disable_account_kills_its_tokens_for_good_v7_4_2():
    """ASVS V7.4.2: opening the account again does not bring them back."""
    user = make_user("reader")
    _, secret = make_token(user)

    disable_account(user, at=timezone.now())
    assert authenticate(secret) is None
    enable_account(user)

    assert authenticate(secret) is None


def test_authenticate_refuses_staff_without_second_factor_v6_3_3():
    user = make_user("officer")
    _, secret = make_token(user)
    assert authenticate(secret) is None

    with_totp(user)

    assert authenticate(secret) == user


def test_read_token_sees_what_its_owner_sees_and_changes_nothing():
    crpm = make_programme()
    user = with_totp(make_user("coordinator", programme=crpm))
    hidden = make_organisation(visibility="private", programme=crpm)
    _, secret = make_token(user)

    viewer = authenticate(secret).viewer

    assert hidden.is_visible_to(viewer)
    assert user.viewer.may("change", "organisation", programme_id=crpm.pk)
    for verb in ["create", "change", "archive", "import", "manage"]:
        for noun in ["organisation", "membership", "invitation", "data_protection"]:
            assert not viewer.may(verb, noun, programme_id=crpm.pk)
    assert viewer.may("export", "organisation", programme_id=crpm.pk)


def test_write_token_acts_like_its_owner():
    crpm = make_programme()
    user = with_totp(make_user("coordinator", programme=crpm))
    _, secret = make_token(user, scope=TokenScope.WRITE)

    assert authenticate(secret).viewer == user.viewer


def test_token_loses_what_its_owner_loses():
    crpm = make_programme()
    user = make_user("coder", programme=crpm)
    shared = make_organisation(visibility="programme", programme=crpm)
    _, secret = make_token(user)
    assert shared.is_visible_to(authenticate(secret))

    user.memberships.get().archive()

    assert not shared.is_visible_to(authenticate(secret))
