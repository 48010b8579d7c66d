import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from django.utils import translation

from teranga.core.models import Source
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme


@pytest.fixture(autouse=True)
def _messages_in_english():
    """Services answer in the language of whoever acts; the tests quote them in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def crpm(countries):
    return make_programme(code="crpm", acronym="CRPM")


@pytest.fixture
def c2(crpm):
    return make_component(crpm, code="C2")


@pytest.fixture
def source(db):
    return Source.objects.create(code="test-source", title={"fr": "Rapport d’atelier"})


@pytest.fixture
def coordinator(crpm):
    return make_user("coordinator", programme=crpm)


@pytest.fixture
def officer(crpm):
    return make_user("officer", programme=crpm)


@pytest.fixture
def focal_point_of_senegal(crpm, countries):
    return make_user("focal_point", programme=crpm, country=countries["SEN"])


@pytest.fixture
def reader(crpm):
    return make_user("reader", programme=crpm)


@pytest.fixture
def sign_in(client):
    """Sign someone in, with the second factor their role needs and a fresh proof of it."""

    def enter(user):
        if user.needs_second_factor:
            Authenticator.objects.get_or_create(
                user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
            )
        client.force_login(user)
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, method="password", reauthenticated=True)
        request.session.save()
        return client

    return enter


# Names people have really tried on such lists; each must come out as plain text.
HOSTILE_NAMES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% now 'Y' %}",
    "'; DROP TABLE directory_organisation; --",
    '=HYPERLINK("http://example.org","x")',
    "é" * 250,
]


@pytest.fixture(params=HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def hostile_name(request):
    return request.param
