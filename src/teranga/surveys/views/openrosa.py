"""The addresses mobile apps speak to: list of forms, forms, files, and the post of answers.

Each exists twice: with the key of a device in the address, and with a password, a digest or
a session. Who may see what is decided by `openrosa_access` and the queries.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from teranga.core.exceptions import TerangaError
from teranga.surveys.models import FormMedia, QuestionnaireVersion, plain_bytes
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.openrosa import (
    media_of,
    version_open_to,
    versions_open_to,
    with_media,
)
from teranga.surveys.services.receiving import IncomingFile, Receipt, receive_submission
from teranga.surveys.views.openrosa_access import Caller, caller_by_header, caller_by_key
from teranga.surveys.views.openrosa_answers import (
    form_list_response,
    form_response,
    manifest_response,
    message_response,
    with_headers,
)

XML_PART = "xml_submission_file"
Answer = Callable[..., HttpResponse]


def _for_callers(view: Answer) -> Answer:
    """Let in whoever has a key in the address, a password, a digest or a session."""

    @csrf_exempt
    @wraps(view)
    def let_in(request: HttpRequest, *args: Any, token: str = "", **kwargs: Any) -> HttpResponse:
        caller: Caller = caller_by_key(request, token) if token else caller_by_header(request)
        if caller.sender is None:
            return caller.refusal or message_response("Refused.", status=HTTPStatus.FORBIDDEN)
        return view(request, caller.sender, *args, token=token, **kwargs)

    return let_in


@require_safe
@_for_callers
def openrosa_forms(request: HttpRequest, sender: Sender, *, token: str) -> HttpResponse:
    """List the forms `request.user` or the key may fill."""
    versions = list(
        versions_open_to(
            sender,
            form_id=request.GET.get("formID", ""),
            all_versions=request.GET.get("listAllVersions", "").lower() == "true",
        )
    )

    def address(kind: str, version: QuestionnaireVersion) -> str:
        return _address(request, kind, version.pk, token=token)

    return form_list_response(versions, with_media=with_media(versions), address=address)


@require_safe
@_for_callers
def openrosa_form(request: HttpRequest, sender: Sender, pk: UUID, *, token: str) -> HttpResponse:
    """Hand out a form to `request.user` or to the key that may fill it."""
    return form_response(plain_bytes(_version(sender, pk).xform))


@require_safe
@_for_callers
def openrosa_manifest(
    request: HttpRequest, sender: Sender, pk: UUID, *, token: str
) -> HttpResponse:
    """List the files of a form for `request.user` or the key."""
    version = _version(sender, pk)

    def address(media: FormMedia) -> str:
        return _address(request, "media", version.pk, media.pk, token=token)

    return manifest_response(media_of(version), address=address)


@require_safe
@_for_callers
def openrosa_media(
    request: HttpRequest, sender: Sender, pk: UUID, media_pk: UUID, *, token: str
) -> HttpResponse:
    """Hand out one file of a form to `request.user` or the key."""
    media = media_of(_version(sender, pk)).filter(pk=media_pk).first()
    if media is None:
        raise Http404
    response = HttpResponse(media.content_bytes(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = "attachment"
    return with_headers(response)


@csrf_exempt
@require_http_methods(["HEAD", "GET", "POST"])
def openrosa_submission(request: HttpRequest, *, token: str = "") -> HttpResponse:
    """Say to `request.user` or the key where and how large to send; take in what is sent."""
    return _submission(request, token=token)


@_for_callers
def _submission(request: HttpRequest, sender: Sender, *, token: str) -> HttpResponse:
    if request.method != "POST":
        response = with_headers(HttpResponse(status=HTTPStatus.NO_CONTENT))
        response.headers["Location"] = request.build_absolute_uri(request.path)
        return response
    return take_in(request, sender)


def take_in(request: HttpRequest, sender: Sender) -> HttpResponse:
    """Receive the post of `request.user` or of a token and answer in the words of OpenRosa."""
    try:
        xml, files = _parts(request)
        receipt = receive_submission(xml=xml, files=files, sender=sender)
    except PermissionDenied:
        return message_response(
            _("You may not answer this questionnaire."), status=HTTPStatus.FORBIDDEN
        )
    except TerangaError as error:
        return message_response(str(error), status=error.status)
    except (RequestDataTooBig, TooManyFilesSent, MultiPartParserError):
        return message_response(
            _("This post cannot be read: too large, or cut on the way."),
            status=HTTPStatus.BAD_REQUEST,
        )
    except (DatabaseError, OSError):
        # Nothing is acknowledged that is not on the disk: the device keeps it and tries again.
        return _try_again()
    return _acknowledge(receipt)


def _parts(request: HttpRequest) -> tuple[bytes, list[IncomingFile]]:
    found = request.FILES.get(XML_PART)
    xml = found.read() if found is not None else request.POST.get(XML_PART, "").encode()
    files = [
        IncomingFile(file.name or "", file, file.content_type or "")
        for name, file in request.FILES.items()
        if name != XML_PART and isinstance(file, UploadedFile)
    ]
    return xml, files


def _acknowledge(receipt: Receipt) -> HttpResponse:
    response = _acknowledgement(receipt)
    # For our own pages: what no wall between them and us could answer in our place.
    response.headers["X-Teranga-Outcome"] = receipt.outcome
    response.headers["X-Teranga-Number"] = receipt.number
    return response


def _acknowledgement(receipt: Receipt) -> HttpResponse:
    if receipt.outcome == "quarantined":
        return message_response(
            _("Received and set aside: this questionnaire is closed or unknown here."),
            status=HTTPStatus.ACCEPTED,
        )
    return message_response(
        _("Received under the number %(number)s. Thank you.") % {"number": receipt.number},
        status=HTTPStatus.CREATED,
        nature="submit_success",
    )


def _try_again() -> HttpResponse:
    response = message_response(
        _("This could not be kept now. Nothing is lost on your side: send it again later."),
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
    response.headers["Retry-After"] = "30"
    return response


def _version(sender: Sender, pk: UUID) -> QuestionnaireVersion:
    version = version_open_to(sender, pk)
    if version is None:
        raise Http404
    return version


def _address(request: HttpRequest, kind: str, *pks: UUID, token: str) -> str:
    args = [token, *pks] if token else list(pks)
    return request.build_absolute_uri(reverse(f"surveys:openrosa-{kind}", args=args))
