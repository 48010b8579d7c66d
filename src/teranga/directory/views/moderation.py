"""What those who vouch for the directory decide: changes, doubles, links, reminders."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import conflict
from teranga.core.shortcuts import get_visible_or_404
from teranga.directory import permissions
from teranga.directory.enums import TwinState
from teranga.directory.forms.own_entry import DeclineForm
from teranga.directory.models import EntryChange, EntryLink, TwinProposal
from teranga.directory.queries.moderation import (
    changes_to_decide,
    differences_of,
    entries_to_remind,
    twins_to_decide,
)
from teranga.directory.services.entry_changes import accept_entry_change, decline_entry_change
from teranga.directory.services.entry_links import create_entry_link, revoke_entry_link, token_of
from teranga.directory.services.reminders import send_reminders
from teranga.directory.services.twins import distinguish_twins, merge_twins, undo_twins
from teranga.directory.views.organisations import organisation_or_404, organisation_url

Order = Callable[..., Any]


def _give(request: HttpRequest, order: Callable[[], Any], done: str, back: str) -> HttpResponse:
    try:
        order()
    except InvalidTransitionError as error:
        return conflict(request, error, back)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    messages.success(request, done)
    return redirect(back)


@login_required
def entry_change_list(request: HttpRequest) -> HttpResponse:
    """Policy: those who vouch for entries somewhere; each row asks the right again."""
    _check(request)
    changes = [
        {"change": change, "differences": differences_of(change)}
        for change in changes_to_decide(request.user)
    ]
    return render(request, "directory/entry_change_list.html", {"changes": changes})


def _check(request: HttpRequest) -> None:
    if not permissions.can_moderate_entries(request.user):
        raise PermissionDenied


@login_required
@require_POST
def entry_change_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    change = get_visible_or_404(EntryChange, request, pk)
    back = reverse("directory:entry-change-list")
    return _give(
        request,
        lambda: accept_entry_change(change, by=request.user),
        _("The entry now says so."),
        back,
    )


@login_required
@require_POST
def entry_change_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    change = get_visible_or_404(EntryChange, request, pk)
    form = DeclineForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    back = reverse("directory:entry-change-list")
    return _give(
        request,
        lambda: decline_entry_change(change, reason=reason, by=request.user),
        _("The change is declined; the entry stays as it was."),
        back,
    )


@login_required
def twin_list(request: HttpRequest) -> HttpResponse:
    """Policy: those who vouch for entries somewhere; each row asks the right again."""
    _check(request)
    context = {
        "proposed": twins_to_decide(request.user),
        "merged": twins_to_decide(request.user, state=TwinState.MERGED),
    }
    return render(request, "directory/twin_list.html", context)


def _decide(request: HttpRequest, pk: UUID, order: Order, done: str) -> HttpResponse:
    proposal = get_visible_or_404(TwinProposal, request, pk)
    back = reverse("directory:twin-list")
    return _give(request, lambda: order(proposal, by=request.user), done, back)


@login_required
@require_POST
def twin_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, merge_twins, _("The two entries are one; this can be undone."))


@login_required
@require_POST
def twin_distinguish(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, distinguish_twins, _("Noted: two different organisations."))


@login_required
@require_POST
def twin_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, undo_twins, _("The two entries are as they were."))


@login_required
@never_cache
@require_POST
def entry_link_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Policy: those who vouch for this entry; the address is shown once and kept nowhere."""
    organisation = organisation_or_404(request, pk)
    try:
        link = create_entry_link(organisation, today=timezone.localdate(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, organisation_url(organisation))
    address = settings.PUBLIC_URL + reverse("directory:own-entry", args=[token_of(link)])
    context = {"organisation": organisation, "link": link, "address": address}
    return render(request, "directory/entry_link_create.html", context)


@login_required
@require_POST
def entry_link_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    link = get_visible_or_404(EntryLink, request, pk)
    return _give(
        request,
        lambda: revoke_entry_link(link, by=request.user),
        _("The link no longer opens anything."),
        organisation_url(link.organisation),
    )


@login_required
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Policy: those who vouch for entries; sends yearly reminders with a personal link."""
    _check(request)
    today = timezone.localdate()
    entries = entries_to_remind(request.user, today)
    if request.method == "POST":
        n_sent = send_reminders(entries, today=today, by=request.user)
        words = ngettext("One reminder was sent.", "%(n)s reminders were sent.", n_sent)
        messages.success(request, words % {"n": n_sent})
        return redirect("directory:reminder-list")
    return render(request, "directory/reminder_list.html", {"entries": entries})
