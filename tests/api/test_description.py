"""The description of the API is true: schemathesis invents requests, allowed ones and not.

An answer with a 5xx status, or with a status, a type or a shape that is not described, fails;
so does a wrong request that is accepted, or a right one that is refused.
"""

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from teranga.portal.api.limits import Caller, Limit
from teranga.portal.api.mount import api
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_component, make_programme

MAX_EXAMPLES = 15
PATHS = api.get_openapi_schema()["paths"]
# Where there is no parameter, there is nothing to get wrong.
REQUESTS = [(GenerationMode.POSITIVE, path) for path in sorted(PATHS)] + [
    (GenerationMode.NEGATIVE, path)
    for path, methods in sorted(PATHS.items())
    if methods["get"]["parameters"]
]


@pytest.fixture
def application(monkeypatch):
    """The whole site, answering in this process and inside the transaction of the test."""
    monkeypatch.setattr(
        "teranga.portal.api.limits.limits", lambda: dict.fromkeys(Caller, Limit(10**9, 60))
    )
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def content(countries):
    """Something in each kind of list that the first issue holds."""
    programme = make_programme(starts_on="2014-mid?")
    make_component(programme)
    make_organisation(programme=programme, country=countries["SEN"])
    make_organisation(visibility="programme", programme=programme, country=countries["MLI"])
    return programme


@pytest.fixture
def description(application, content):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def session(content):
    client = Client()
    client.force_login(make_user("coder", programme=content))
    name = django_settings.SESSION_COOKIE_NAME
    return {name: client.cookies[name].value}


bounded = settings(
    max_examples=MAX_EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def check(operation, mode, **kwargs):
    @bounded
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        # The in-process client does not unpack compressed answers.
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, **kwargs)

    ask()


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "path"), REQUESTS, ids=str)
def test_endpoint_answers_a_visitor_as_described(description, mode, path):
    check(description[path]["GET"], mode)


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "path"), REQUESTS, ids=str)
def test_endpoint_answers_a_session_as_described(description, session, mode, path):
    check(description[path]["GET"], mode, cookies=session)


@pytest.mark.django_db
def test_undescribed_answer_is_noticed(application, content):
    incomplete = api.get_openapi_schema()
    del incomplete["paths"]["/api/v1/themes"]["get"]["responses"]["422"]
    description = schemathesis.openapi.from_dict(incomplete)
    description.app = application

    with pytest.raises(FailureGroup, match="Undocumented status code"):
        check(description["/api/v1/themes"]["GET"], GenerationMode.NEGATIVE)


def test_description_is_openapi_3_1_and_names_no_other_host(client, db):
    response = client.get("/api/v1/openapi.json")

    description = response.json()
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == []
    assert response.status_code == 200


def test_every_operation_describes_its_refusals(client, db):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    for path, methods in paths.items():
        assert list(methods) == ["get"]
        refusals = {"200", "304", "401", "403", "422", "429", "503"} | (
            {"404"} if "{" in path else set()
        )
        assert set(methods["get"]["responses"]) == refusals
