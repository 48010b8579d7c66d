"""Every list as XLSX, filtered as on the screen."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from teranga.facility import permissions
from teranga.facility.exporters.lists import (
    action_rows,
    activity_rows,
    evaluation_rows,
    file_response,
    policy_rows,
    request_rows,
    review_rows,
    stamped,
)
from teranga.facility.filters import ActionFilter, ActivityFilter, RequestFilter
from teranga.facility.permissions.evaluations import (
    can_create_evaluations,
    can_read_reviews_of_period,
)
from teranga.facility.queries.actions import actions_for_export, policies_visible_to
from teranga.facility.queries.activities import activities_visible_to
from teranga.facility.queries.evaluations import evaluations_visible_to
from teranga.facility.queries.periods import find_period, review_of
from teranga.facility.queries.requests import clocks_of, queue


def _only_xlsx(file_format: str) -> None:
    if file_format != "xlsx":
        raise Http404


@login_required
def request_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: can_export_requests, then the door; no personal data in it."""
    _only_xlsx(file_format)
    if not permissions.can_export_requests(request.user):
        raise PermissionDenied
    choice = RequestFilter(request.GET, user=request.user).choice()
    today = timezone.localdate()
    lines = clocks_of(queue(request.user, choice), request.user, today)
    return file_response(
        request_rows(lines), name=stamped("requests", today), file_format=file_format
    )


def action_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: public, through the door; no personal data in it."""
    _only_xlsx(file_format)
    choice = ActionFilter(request.GET, user=request.user).choice()
    rows = action_rows(actions_for_export(request.user, choice))
    return file_response(rows, name="actions", file_format=file_format)


def activity_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: public, through the door; no personal data in it."""
    _only_xlsx(file_format)
    choice = ActivityFilter(request.GET, user=request.user).choice()
    rows = activities_visible_to(request.user, choice, timezone.localdate())
    return file_response(activity_rows(rows), name="activities", file_format=file_format)


def policy_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: public, through the door; no personal data in it."""
    _only_xlsx(file_format)
    rows = policy_rows(policies_visible_to(request.user))
    return file_response(rows, name="policies", file_format=file_format)


@login_required
def evaluation_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: can_create_evaluations, then the door; no answer in it."""
    _only_xlsx(file_format)
    if not can_create_evaluations(request.user):
        raise PermissionDenied
    rows = evaluations_visible_to(request.user, state=request.GET.get("state", ""))
    name = stamped("evaluations", timezone.localdate())
    return file_response(evaluation_rows(rows), name=name, file_format=file_format)


@login_required
def review_export(request: HttpRequest, key: str, file_format: str) -> HttpResponse:
    """Policy: can_read_reviews_of_period; rows by the door."""
    _only_xlsx(file_format)
    if not can_read_reviews_of_period(request.user):
        raise PermissionDenied
    period = find_period(key)
    if period is None:
        raise Http404
    sections = review_of(request.user, period, timezone.localdate())
    return file_response(review_rows(sections), name=f"review-{key}", file_format=file_format)
