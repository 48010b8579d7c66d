import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from django.utils import translation

from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme


@pytest.fixture(autouse=True)
def _messages_in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def programme(countries):
    return make_programme(code="mieux", acronym="MIEUX")


@pytest.fixture
def officer(programme):
    return make_user("officer", programme=programme)


@pytest.fixture
def focal_point(programme, countries):
    return make_user("focal_point", programme=programme, country=countries["SEN"])


@pytest.fixture
def reader(programme):
    return make_user("reader", programme=programme)


@pytest.fixture
def expert(programme):
    return make_user("expert", programme=programme)


@pytest.fixture
def sign_in(client):
    """Sign someone in, with the second factor their role needs and a fresh proof of it."""

    def enter(user):
        if user.needs_second_factor:
            Authenticator.objects.get_or_create(
                user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
            )
        client.force_login(user)
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, method="password", reauthenticated=True)
        request.session.save()
        return client

    return enter
