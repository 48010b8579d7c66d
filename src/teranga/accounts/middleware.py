"""Roles that need a second factor cannot be used without one."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Handler = Callable[[HttpRequest], HttpResponse]

# What one must still reach to add the factor, leave, or change language.
_OPEN_PREFIXES = ("/account/", "/i18n/", "/static/", "/theme/")


class SecondFactorMiddleware:
    """Sends staff and committee members without TOTP or passkey to the page that adds one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and not request.path.startswith(_OPEN_PREFIXES)
            and user.needs_second_factor  # type: ignore[union-attr]
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_index")
        return self.get_response(request)
