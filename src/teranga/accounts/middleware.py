"""What a session must satisfy: a second factor where the role needs one, and an end."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from teranga.accounts.services.known_browsers import write_cookie
from teranga.accounts.services.sign_in_events import SIGNED_IN_AT

Handler = Callable[[HttpRequest], HttpResponse]

# What one must still reach to add the factor, leave, or change language.
_OPEN_PREFIXES = (
    "/account/2fa/",
    "/account/reauthenticate/",
    "/account/logout/",
    "/i18n/",
    "/static/",
    "/theme/",
)
_NOTED_AFTER = timedelta(minutes=1)
_STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Sends staff and committee members without TOTP or passkey to the page that adds one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and not request.path.startswith(_OPEN_PREFIXES)
            and user.needs_second_factor
            and not is_mfa_enabled(user, _STRONG)
        ):
            return _refuse_program() if _is_api(request) else redirect("mfa_index")
        return self.get_response(request)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/v1/")


def _refuse_program() -> HttpResponse:
    """Answer a program in its own words: it cannot follow us to a page."""
    detail = "Add a second factor to this account first."
    return JsonResponse({"detail": detail}, status=HTTPStatus.FORBIDDEN)


class SessionActivityMiddleware:
    """Notes where and when a session was last seen: once a minute, or at once if it moved.

    To write at every page would make each reader wait for whoever writes.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_known = request.user.is_authenticated and request.session.session_key
        if is_known and not self._is_noted(request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _is_noted(self, request: HttpRequest) -> bool:
        length = UserSession._meta.get_field("user_agent").max_length
        noted: bool = UserSession.objects.filter(
            session_key=request.session.session_key,
            user_id=request.user.pk,
            ip=get_adapter().get_client_ip(request),
            user_agent=request.META.get("HTTP_USER_AGENT", "")[:length],
            last_seen_at__gt=timezone.now() - _NOTED_AFTER,
        ).exists()
        return noted


class SessionEndMiddleware:
    """Ends a session twelve hours after sign-in, however busy it is, and marks the browser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        is_over = was_signed_in and self._is_over(request)
        if is_over:
            logout(request)
        response = self.get_response(request)
        if is_over:
            # Nobody asked to leave: answers filled for days without a line must not be lost.
            # They are shown and sent to no one but the person who signs in again.
            response.headers["Clear-Site-Data"] = '"cache"'
        elif was_signed_in and not request.user.is_authenticated:
            # The next person at a shared computer finds no draft and no kept page.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        write_cookie(request, response)
        return response

    @staticmethod
    def _is_over(request: HttpRequest) -> bool:
        # Sessions that did not pass through a sign-in carry no date: the row's own end holds.
        signed_in_at = request.session.get(SIGNED_IN_AT, timezone.now().timestamp())
        age = timezone.now().timestamp() - float(signed_in_at)
        # A clock set back must not lengthen a session without end.
        return not -60 <= age <= settings.SESSION_COOKIE_AGE
