import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from teranga.accounts.enums import TokenScope
from teranga.accounts.services.tokens import create_token


@pytest.fixture(autouse=True)
def _no_request_counted_yet():
    cache.clear()


@pytest.fixture
def make_key(db):
    """Return a function that gives the header of a personal key of an account."""

    def make(user, *, expires_at=None):
        expires_at = expires_at or timezone.now() + dt.timedelta(days=1)
        _, secret = create_token(user, label="test", scope=TokenScope.READ, expires_at=expires_at)
        return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}

    return make
