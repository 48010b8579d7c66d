"""The page of an organisation on itself, opened by its yearly link, or from an account."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from teranga.core.context import Actor, acting_as
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import conflict
from teranga.directory.forms.own_entry import OwnEntryForm
from teranga.directory.models import Organisation
from teranga.directory.queries.facts import granted_scopes, values_held_of
from teranga.directory.queries.own_entries import entries_kept_by
from teranga.directory.services.entry_links import (
    keep_entry,
    note_use,
    open_entry_link,
    open_kept_entry,
)
from teranga.directory.services.own_entry import (
    confirm_own_entry,
    save_own_entry,
    withdraw_own_entry,
)

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Organisation, str, P], HttpResponse]


def _by_link(page: Page[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Open the entry of the link, or answer 404 whether it is forged, old or closed.

    The address is a secret: no cache keeps it, and the policy of the whole site
    (`SECURE_REFERRER_POLICY`) tells it to no other site.
    """

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        organisation = open_entry_link(token, today=timezone.localdate())
        if organisation is None:
            raise Http404
        with acting_as(Actor(label="organisation", reference=str(organisation.pk)[:32])):
            response = page(request, organisation, token, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened  # type: ignore[return-value]  # `wraps` keeps the names, not the arguments


@_by_link
def own_entry(request: HttpRequest, organisation: Organisation, token: str) -> HttpResponse:
    """Policy: whoever holds a link in force, for that one entry."""
    form = OwnEntryForm(
        request.POST or None,
        organisation=organisation,
        held=values_held_of(organisation),
        granted=granted_scopes(organisation.pk),
    )
    if request.method == "POST" and form.is_valid():
        waiting = save_own_entry(
            organisation,
            values=form.values(),
            consents=form.consents(),
            today=timezone.localdate(),
        )
        note_use(token)
        messages.success(request, _("Thank you: your entry is up to date."))
        if waiting is not None:
            messages.info(request, _("What names or places you is read by the team first."))
        return redirect("directory:own-entry", token=token)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"organisation": organisation, "form": form, "token": token}
    return render(request, "directory/own_entry.html", context, status=status)


@require_POST
@_by_link
def own_entry_confirm(request: HttpRequest, organisation: Organisation, token: str) -> HttpResponse:
    """Policy: whoever holds a link in force."""
    confirm_own_entry(organisation, today=timezone.localdate())
    note_use(token)
    messages.success(request, _("Thank you: the entry is confirmed for a year."))
    return redirect("directory:own-entry", token=token)


@login_required
@require_POST
def own_entry_keep(request: HttpRequest, token: str) -> HttpResponse:
    """Policy: whoever holds a link in force and is signed in; the account opens it from then on."""
    today = timezone.localdate()
    if open_entry_link(token, today=today) is None:
        raise Http404
    own_page = reverse("directory:own-entry", args=[token])
    try:
        keep_entry(token, by=request.user, today=today)
    except InvalidTransitionError as error:
        return conflict(request, error, own_page)
    messages.success(request, _("Your account keeps this entry: it is on your own page."))
    return redirect("directory:own-entry-list")


@never_cache
@login_required
def own_entry_list(request: HttpRequest) -> HttpResponse:
    """Policy: signed in; only the entries that this account keeps."""
    context = {"links": entries_kept_by(request.user), "today": timezone.localdate()}
    return render(request, "directory/own_entry_list.html", context)


@login_required
@require_POST
def own_entry_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Policy: the account that keeps the entry of this link."""
    link = entries_kept_by(request.user).filter(pk=pk).first()
    if link is None:
        raise Http404
    token = open_kept_entry(link, by=request.user, today=timezone.localdate())
    return redirect("directory:own-entry", token=token)


@_by_link
def own_entry_withdraw(
    request: HttpRequest, organisation: Organisation, token: str
) -> HttpResponse:
    """Policy: whoever holds a link in force."""
    if request.method == "POST":
        withdraw_own_entry(organisation, today=timezone.localdate())
        return render(request, "directory/own_entry_gone.html", {"name": organisation.name})
    context = {"organisation": organisation, "token": token}
    return render(request, "directory/own_entry_withdraw.html", context)
