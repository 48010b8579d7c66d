import datetime as dt

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone, translation

from teranga.surveys.models import FieldKey
from teranga.surveys.queries.known_versions import forget_versions
from teranga.surveys.services import checking
from teranga.surveys.services.field_keys import create_field_key
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme
from tests.factories.surveys import make_questionnaire


@pytest.fixture(autouse=True)
def _messages_in_english():
    """Services answer in the language of whoever acts; the tests quote them in English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    """Files of answers in a folder of the test; no count of an earlier test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    checking._asked_at = -checking._SECONDS_BETWEEN_CHECKS
    cache.clear()
    forget_versions()


@pytest.fixture
def crpm(countries):
    return make_programme(code="crpm", acronym="CRPM")


@pytest.fixture
def officer(crpm):
    return make_user("officer", programme=crpm)


@pytest.fixture
def officer_of_mali(crpm, countries):
    return make_user("officer", programme=crpm, country=countries["MLI"])


@pytest.fixture
def questionnaire(crpm):
    return make_questionnaire(programme=crpm)


@pytest.fixture
def key_and_secret(crpm, officer, questionnaire):
    key = FieldKey(
        label="Tablette 1", programme=crpm, expires_at=timezone.now() + dt.timedelta(days=30)
    )
    return create_field_key(key, by=officer)


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
