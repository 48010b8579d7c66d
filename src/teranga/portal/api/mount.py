"""The API itself: endpoints of every app below, errors in one shape, answers with validators."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from teranga.core.api.reference import router as reference_router
from teranga.core.api.search import router as search_router
from teranga.directory.api import router as directory_router
from teranga.facility.api import router as facility_router
from teranga.indices.api import router as indices_router
from teranga.knowledge.api import router as knowledge_router
from teranga.monitoring.api import router as monitoring_router
from teranga.portal.api.callers import identify
from teranga.portal.api.conditional import answer_conditionally
from teranga.portal.api.description import complete
from teranga.portal.api.limits import TooManyRequestsError
from teranga.portal.api.me import router as me_router
from teranga.programmes.api import router as programmes_router
from teranga.roster.api import router as roster_router
from teranga.surveys.api import router as surveys_router

DESCRIPTION = """\
Everything published on this platform, and what your account opens, read-only.

Lists come in pages: `page`, `limit` (at most 200), `total`, and the addresses `next` and `prev`.
An unknown parameter is refused rather than ignored. Texts come in every language we have.
Each fact names its source and page. No name, address or telephone of a person is given out.
Send back the `ETag` of an answer in `If-None-Match` to be told that nothing changed (304).
"""


class Utf8Renderer(JSONRenderer):
    """Accents as themselves: shorter, and readable by people."""

    json_dumps_params = {"ensure_ascii": False}


class ReadApi(NinjaAPI):
    def create_response(
        self, request: HttpRequest, data: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().create_response(request, data, *args, **kwargs)
        return answer_conditionally(request, response) if response.status_code == 200 else response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        return complete(super().get_openapi_schema(*args, **kwargs))


api = ReadApi(
    title="Teranga",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    auth=identify,
    renderer=Utf8Renderer(),
)
for router in (
    me_router,
    search_router,
    programmes_router,
    directory_router,
    facility_router,
    monitoring_router,
    indices_router,
    surveys_router,
    knowledge_router,
    roster_router,
    reference_router,
):
    api.add_router("", router)


def _problem(request: HttpRequest, status: int, detail: Any) -> HttpResponse:
    reference = getattr(request, "reference", "")
    return api.create_response(request, {"detail": detail, "reference": reference}, status=status)


@api.exception_handler(TooManyRequestsError)
def too_many_requests(request: HttpRequest, error: TooManyRequestsError) -> HttpResponse:
    response = _problem(request, error.status_code, error.message)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    response = _problem(request, error.status_code, error.message)
    if error.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(request, 404, "Unknown, or not open to this caller.")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # The value that was refused is not sent back: it may be anything.
    detail = [{"where": str(e["loc"][-1]), "message": e["msg"]} for e in error.errors]
    return _problem(request, 422, detail)
