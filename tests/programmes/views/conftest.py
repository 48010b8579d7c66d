import pytest

from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme


@pytest.fixture
def crpm(db):
    return make_programme(code="crpm", acronym="CRPM")


@pytest.fixture
def enter(client):
    """Sign someone in with the second factor their role needs; pages answer in English."""
    from allauth.mfa.models import Authenticator

    def sign_in(user):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return sign_in


@pytest.fixture
def administrator(enter):
    return enter(make_user("administrator"))


@pytest.fixture
def coordinator(enter, crpm):
    return enter(make_user("coordinator", programme=crpm))
