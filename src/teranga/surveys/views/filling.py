"""The pages on which a questionnaire is filled: by link or signed in, with or without a line."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from teranga.core.shortcuts import get_visible_or_404
from teranga.surveys.enums import Channel
from teranga.surveys.models import Questionnaire, QuestionnaireVersion
from teranga.surveys.queries.blank_forms import blank_form
from teranga.surveys.queries.filling import Sender, may_fill, questionnaires_open_to
from teranga.surveys.queries.web_forms import definition_of, handed_out
from teranga.surveys.services.fill_targets import FillTarget, target_of_token
from teranga.surveys.services.links import note_opened
from teranga.surveys.views.fill_phrases import phrases

_View = TypeVar("_View", bound=Callable[..., HttpResponse])


# What the person has just chosen is shown from the page's own memory, never from elsewhere.
def _own_pictures(view: _View) -> _View:
    sources = {"img-src": ["blob:"], "media-src": ["'self'", "blob:"], "worker-src": ["'self'"]}
    return cast(_View, csp_update(sources)(cast(Any, view)))


_YEAR = 31_536_000


@require_GET
@_own_pictures
def fill_home(request: HttpRequest) -> HttpResponse:
    """Show what this device keeps, and what `request.user` may fill."""
    open_ones: list[Questionnaire] = []
    if request.user.is_authenticated:
        open_ones = questionnaires_open_to(Sender(channel=Channel.BROWSER, user=request.user))
    context = {
        "open_ones": open_ones,
        "phrases": phrases(),
        "settings": _addresses() | {"owner": _owner(request)},
    }
    return render(request, "surveys/fill_home.html", context)


@require_GET
@_own_pictures
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page of a link: the link is the right, not `request.user`."""
    target = target_of_token(token)
    version = target.questionnaire.published_version if target else None
    if target is None or version is None:
        return render(
            request, "surveys/fill_closed.html", {"phrases": {}}, status=HTTPStatus.NOT_FOUND
        )
    if target.link is not None:
        note_opened(target.link)
    send = reverse("surveys:answer-send", args=[token])
    return _page(request, target, version, way="token", send=send)


@require_GET
@login_required
@_own_pictures
def fill_signed_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    target, version = _open_to(request, pk)
    send = reverse("surveys:answer-send-signed-in", args=[pk])
    return _page(request, target, version, way="member", send=send)


def _open_to(request: HttpRequest, pk: UUID) -> tuple[FillTarget, QuestionnaireVersion]:
    questionnaire = get_visible_or_404(Questionnaire, request, pk)
    if not may_fill(questionnaire, Sender(channel=Channel.BROWSER, user=request.user)):
        raise PermissionDenied
    version = questionnaire.published_version
    if version is None or not questionnaire.is_open:
        raise Http404
    return FillTarget(questionnaire), version


def _page(
    request: HttpRequest, target: FillTarget, version: QuestionnaireVersion, *, way: str, send: str
) -> HttpResponse:
    questionnaire, link = target.questionnaire, target.link
    context = {
        "questionnaire": questionnaire,
        "version": version,
        "phrases": phrases(),
        "settings": _addresses()
        | {
            "owner": _owner(request),
            "way": way,
            "key": request.path,
            "md5": version.md5,
            "title": str(questionnaire),
            "send": send,
            "prefill": link.prefill if link else {},
            "language": link.language if link else "",
        },
    }
    return render(request, "surveys/fill.html", context)


def _addresses() -> dict[str, str]:
    return {
        "home": reverse("surveys:fill-home"),
        "worker": reverse("surveys:fill-worker"),
        "token": reverse("surveys:fill-token"),
    }


def _owner(request: HttpRequest) -> str:
    return str(request.user.pk) if request.user.is_authenticated else ""


@require_GET
def fill_form(request: HttpRequest, token: str, md5: str) -> HttpResponse:
    """Hand out a version to whoever holds a link, `request.user` or not."""
    target = target_of_token(token)
    return _definition(target.questionnaire if target else None, md5)


@require_GET
@login_required
def fill_form_signed_in(request: HttpRequest, pk: UUID, md5: str) -> HttpResponse:
    target, _ = _open_to(request, pk)
    return _definition(target.questionnaire, md5)


def _definition(questionnaire: Questionnaire | None, md5: str) -> HttpResponse:
    version = handed_out(questionnaire, md5) if questionnaire else None
    if version is None:
        raise Http404
    return JsonResponse(definition_of(version).as_json())


@require_GET
def fill_media(request: HttpRequest, token: str, md5: str, name: str) -> HttpResponse:
    """Hand out a file of a form to whoever holds a link, `request.user` or not."""
    target = target_of_token(token)
    return _media(target.questionnaire if target else None, md5, name)


@require_GET
@login_required
def fill_media_signed_in(request: HttpRequest, pk: UUID, md5: str, name: str) -> HttpResponse:
    target, _ = _open_to(request, pk)
    return _media(target.questionnaire, md5, name)


def _media(questionnaire: Questionnaire | None, md5: str, name: str) -> HttpResponse:
    version = handed_out(questionnaire, md5) if questionnaire else None
    media = version.media.filter(name=name).first() if version else None
    if media is None or not media.is_there:
        raise Http404
    response = HttpResponse(media.content_bytes(), content_type=_harmless(media.content_type))
    response.headers["Cache-Control"] = f"private, max-age={_YEAR}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _harmless(content_type: str) -> str:
    family = content_type.partition("/")[0]
    return content_type if family in {"image", "audio", "video"} else "application/octet-stream"


@require_GET
def fill_print(request: HttpRequest, token: str) -> HttpResponse:
    """Show the blank questionnaire for paper; the link is the right, not `request.user`."""
    target = target_of_token(token)
    return _paper(request, target.questionnaire if target else None)


@require_GET
@login_required
def fill_print_signed_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    target, _ = _open_to(request, pk)
    return _paper(request, target.questionnaire)


def _paper(request: HttpRequest, questionnaire: Questionnaire | None) -> HttpResponse:
    version = questionnaire.published_version if questionnaire else None
    if questionnaire is None or version is None:
        raise Http404
    asked = request.GET.get("language", "") or getattr(request, "LANGUAGE_CODE", "fr")
    context: dict[str, Any] = {
        "questionnaire": questionnaire,
        "form": blank_form(version, asked),
        "network_name": settings.NETWORK_NAME,
    }
    return render(request, "surveys/fill_print.html", context)
