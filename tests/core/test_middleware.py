import errno

import pytest
from django.core.handlers.exception import convert_exception_to_response
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from teranga.core.context import current_actor
from teranga.core.exceptions import FileTooLargeError, StaleEditError
from teranga.core.middleware import (
    AuditContextMiddleware,
    RefusalMiddleware,
    RequestContextMiddleware,
    RequestSizeMiddleware,
    ServiceUnavailableMiddleware,
    client_address,
)
from tests.factories.accounts import make_user


@pytest.fixture
def request_():
    return RequestFactory().get("/api/v1/")


@pytest.mark.parametrize(
    ("n_proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_client_address_believes_our_own_proxies_only(settings, n_proxies, forwarded, address):
    settings.N_TRUSTED_PROXIES = n_proxies

    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert client_address(request) == address


def test_request_context_names_the_visitor_and_then_forgets(request_):
    seen = []
    middleware = RequestContextMiddleware(lambda r: seen.append(current_actor()) or HttpResponse())

    response = middleware(request_)

    assert (seen[0].label, seen[0].reference) == ("visitor", request_.reference)
    assert "camera=()" in response["Permissions-Policy"]
    assert current_actor().label == "system"


@pytest.mark.django_db
def test_audit_context_names_the_person(request_):
    seen = []
    request_.user = make_user()
    request_.reference, request_.client_address = "abc", "1.2.3.4"

    AuditContextMiddleware(lambda r: seen.append(current_actor()) or HttpResponse())(request_)

    assert (seen[0].user_id, seen[0].reference) == (request_.user.pk, "abc")


@pytest.mark.parametrize(
    "exception",
    [
        OperationalError("database is locked"),
        OSError(errno.ENOSPC, "full"),
        OSError(errno.EFBIG, ""),
    ],
)
def test_service_unavailable_answers_what_will_pass(request_, exception):
    response = ServiceUnavailableMiddleware(HttpResponse).process_exception(request_, exception)

    assert (response.status_code, response["Retry-After"]) == (503, "60")


@pytest.mark.parametrize("exception", [ValueError("x"), FileNotFoundError(errno.ENOENT, "x")])
def test_service_unavailable_leaves_real_errors_alone(request_, exception):
    middleware = ServiceUnavailableMiddleware(HttpResponse)

    assert middleware.process_exception(request_, exception) is None


def test_server_error_says_503_when_the_database_failed_in_a_middleware():
    def fail(request):
        raise OperationalError("disk is full at /var/lib")

    def break_down(request):
        raise KeyError("secret")

    away = convert_exception_to_response(fail)(RequestFactory().get("/api/v1/"))
    broken = convert_exception_to_response(break_down)(RequestFactory().get("/"))

    assert (away.status_code, broken.status_code) == (503, 500)
    assert b"secret" not in broken.content
    assert b"/var/lib" not in away.content


@pytest.mark.parametrize(
    ("error", "status"), [(StaleEditError("Trop tard."), 409), (FileTooLargeError("Trop."), 413)]
)
def test_refusal_is_told_in_its_own_words(request_, error, status):
    response = RefusalMiddleware(HttpResponse).process_exception(request_, error)

    assert response.status_code == status
    assert str(error).encode() in response.content


@pytest.mark.parametrize("announced", ["nonsense", "-5", "", "10"])
def test_request_size_lets_ordinary_requests_through(announced):
    request = RequestFactory().get("/api/", CONTENT_LENGTH=announced)

    response = RequestSizeMiddleware(lambda r: HttpResponse("passed"))(request)

    assert response.content == b"passed"
