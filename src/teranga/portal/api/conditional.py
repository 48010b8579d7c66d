"""Answers that say whether they changed: `ETag` of the body, date of the last audited write."""

import datetime as dt
import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry

_CHANGES = [
    AuditAction.CREATED,
    AuditAction.CHANGED,
    AuditAction.ARCHIVED,
    AuditAction.RESTORED,
    AuditAction.ERASED,
    AuditAction.DELETED,
]
# A date in whole seconds cannot tell two writes of the same second apart, nor one whose
# transaction is still open: it is only given once it is a minute old (RFC 9110, 8.8.2.2).
_SETTLED = dt.timedelta(minutes=1)


def answer_conditionally(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer with its validators, or 304 when the caller already holds it."""
    etag = '"' + hashlib.sha256(response.content).hexdigest()[:32] + '"'
    changed_at = _last_change(timezone.now())
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Authorization", "Cookie"])
    stamp = None
    if changed_at is not None:
        stamp = int(changed_at.timestamp())
        response.headers["Last-Modified"] = http_date(stamp)
    answer = get_conditional_response(request, etag, stamp, response)
    return answer if isinstance(answer, HttpResponse) else response


def _last_change(now: dt.datetime) -> dt.datetime | None:
    """Return when anything last changed, or nothing while that is too fresh to be sure.

    Mandates and memberships begin and end at midnight without a write: a new day counts
    as a change.
    """
    last = (
        AuditEntry.objects.filter(action__in=_CHANGES)
        .order_by("-pk")
        .values_list("at", flat=True)
        .first()
    )
    if last is None or now - last < _SETTLED:
        return None
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(last, midnight)
