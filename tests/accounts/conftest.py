import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tests.factories.accounts import make_user

PASSWORD = "un baobab au bord du fleuve"
SECRET = "KRUGKIDUMVZGC3THMEQGC3TEEBXXEZ2A"


@pytest.fixture(autouse=True)
def _no_throttle_left_over():
    cache.clear()


def with_password(user, password=PASSWORD):
    user.set_password(password)
    user.save()
    return user


def with_totp(user, secret=SECRET):
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": get_adapter().encrypt(secret)},
    )
    return user


def totp_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post("/account/login/", {"login": user.email, "password": password}, **extra)


def confirm(client, password=PASSWORD):
    """Answer the page that asks who it is before what matters."""
    return client.post("/account/reauthenticate/", {"password": password})


@pytest.fixture
def member(db):
    return with_password(make_user("reader"))


@pytest.fixture
def administrator(db):
    return with_totp(with_password(make_user("administrator")))


@pytest.fixture
def administrator_client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture(autouse=True)
def _home(settings):
    """The private home belongs to the portal, which these tests do not need."""
    settings.LOGIN_REDIRECT_URL = "accounts:profile"
    settings.LOGOUT_REDIRECT_URL = "account_login"
