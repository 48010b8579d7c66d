"""Who asks: a personal key, a session, or anyone. All read through the same door."""

from django.http import HttpRequest
from ninja.errors import HttpError

from teranga.accounts.services.tokens import authenticate
from teranga.portal.api.limits import Caller, network_of, refuse_if_spent, spend


class UnknownKeyError(HttpError):
    def __init__(self) -> None:
        super().__init__(401, "This key is unknown, expired or revoked.")


def identify(request: HttpRequest) -> Caller:
    """Name the caller, count the request, and put the account of a key on the request.

    A wrong key is refused even where a visitor would be answered: a program must learn
    at once that its key has expired, not later that rows are missing.
    """
    network = network_of(request.client_address)  # type: ignore[attr-defined]
    header = request.headers.get("Authorization")
    if header is not None:
        return _by_key(request, header, network)
    if request.user.is_authenticated:
        spend(Caller.ACCOUNT, request.user.pk)
        return Caller.ACCOUNT
    spend(Caller.VISITOR, network)
    return Caller.VISITOR


def _by_key(request: HttpRequest, header: str, network: str) -> Caller:
    refuse_if_spent(Caller.REFUSED_KEY, network)
    scheme, _, secret = header.partition(" ")
    user = authenticate(secret.strip()) if scheme.lower() == "bearer" else None
    if user is None:
        spend(Caller.REFUSED_KEY, network)
        raise UnknownKeyError
    spend(Caller.TOKEN, user.pk)
    request.user = user
    return Caller.TOKEN
