"""Who speaks to the OpenRosa addresses: a key in the address, a password, a digest, a session.

Wrong answers are counted by address; past the limit everyone there waits a minute.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from teranga.surveys.enums import Channel
from teranga.surveys.models import FieldKey
from teranga.surveys.queries.filling import Sender
from teranga.surveys.services.field_keys import (
    REALM,
    key_of_digest,
    key_of_password,
    key_of_secret,
)
from teranga.surveys.views.openrosa_answers import message_response

MAX_FAILURES = 20
WINDOW_SECONDS = 60
_NONCE_SECONDS = 300
_NONCE_SALT = "teranga.surveys.nonce"
_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass(frozen=True, slots=True)
class Caller:
    """Who was recognised, or the answer to give instead."""

    sender: Sender | None = None
    refusal: HttpResponse | None = None


def caller_by_key(request: HttpRequest, token: str) -> Caller:
    if _is_blocked(request):
        return Caller(refusal=_too_many())
    key = key_of_secret(token)
    if key is None:
        _count_failure(request)
        return Caller(refusal=message_response("This key is not known.", status=401))
    return Caller(sender=_sender(request, key))


def caller_by_header(request: HttpRequest) -> Caller:
    """Recognise a session, a password or a digest; ask for a digest when there is none.

    A session only reads here: what it sends goes through a form of this site, with its token.
    """
    if request.user.is_authenticated and request.method in {"GET", "HEAD"}:
        return Caller(sender=Sender(channel=Channel.OPENROSA, user=request.user))
    if _is_blocked(request):
        return Caller(refusal=_too_many())
    header = request.headers.get("Authorization", "")
    scheme = header.partition(" ")[0].lower()
    key = None
    if scheme == "basic" and basic_is_allowed(request):
        key = _key_of_basic(header)
    elif scheme == "digest":
        key = _key_of_digest(request, header)
    if key is not None:
        return Caller(sender=_sender(request, key))
    if header:
        _count_failure(request)
    return Caller(refusal=_challenge(request))


def basic_is_allowed(request: HttpRequest) -> bool:
    """Say whether a password in clear may travel: over TLS, or on one’s own machine in the demo."""
    return request.is_secure() or bool(settings.DEMO)


def _sender(request: HttpRequest, key: FieldKey) -> Sender:
    # Whatever the address says: no column of PostgreSQL takes a NUL.
    device = "".join(sign for sign in request.GET.get("deviceID", "") if sign.isprintable())
    return Sender(channel=Channel.OPENROSA, key=key, user=key.holder, device=device)


def _key_of_basic(header: str) -> FieldKey | None:
    try:
        plain = base64.b64decode(header.partition(" ")[2], validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    username, _colon, secret = plain.partition(":")
    return key_of_password(username, secret)


def _key_of_digest(request: HttpRequest, header: str) -> FieldKey | None:
    said = {name: quoted or bare for name, quoted, bare in _PAIR.findall(header)}
    needed = ("username", "uri", "nonce", "nc", "cnonce", "response")
    if any(name not in said for name in needed) or said.get("qop") != "auth":
        return None
    if said["uri"] != request.get_full_path() or not _is_fresh(said["nonce"]):
        return None
    return key_of_digest(
        said["username"],
        method=request.method or "",
        uri=said["uri"],
        nonce=said["nonce"],
        count=said["nc"],
        cnonce=said["cnonce"],
        response=said["response"],
    )


def _is_fresh(nonce: str) -> bool:
    try:
        signing.TimestampSigner(salt=_NONCE_SALT, sep=".").unsign(nonce, max_age=_NONCE_SECONDS)
    except signing.BadSignature:
        return False
    return True


def _challenge(request: HttpRequest) -> HttpResponse:
    response = message_response("Say who you are.", status=401)
    nonce = signing.TimestampSigner(salt=_NONCE_SALT, sep=".").sign("n")
    challenge = f'Digest realm="{REALM}", qop="auth", algorithm=MD5, nonce="{nonce}"'
    if basic_is_allowed(request):
        challenge += f', Basic realm="{REALM}"'
    response.headers["WWW-Authenticate"] = challenge
    return response


def _counter(request: HttpRequest) -> str:
    return f"surveys.failures.{request.client_address}"  # type: ignore[attr-defined]


def _is_blocked(request: HttpRequest) -> bool:
    return int(cache.get(_counter(request), 0)) >= MAX_FAILURES


def _count_failure(request: HttpRequest) -> None:
    name = _counter(request)
    if not cache.add(name, 1, WINDOW_SECONDS):
        cache.incr(name)


def _too_many() -> HttpResponse:
    response = message_response("Too many wrong keys from here: wait a minute.", status=429)
    response.headers["Retry-After"] = str(WINDOW_SECONDS)
    return response
