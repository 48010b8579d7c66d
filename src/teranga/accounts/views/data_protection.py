"""Answering the requests of others; the register; retention."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teranga.accounts.exporters import held_as_json, register_as_csv
from teranga.accounts.forms.subjects import EraseForm, SubjectSearchForm
from teranga.accounts.permissions import can_manage_data_protection, can_manage_installation
from teranga.accounts.queries.consents import consents_of
from teranga.accounts.queries.personal_data import held_on
from teranga.accounts.services.personal_data import (
    erase_personal_data,
    export_personal_data,
    find_subjects,
    get_subject,
    note_read,
)
from teranga.accounts.services.register import processing_register
from teranga.accounts.services.retention import run_retention
from teranga.accounts.views.guards import confirmed, posted
from teranga.core.exceptions import TerangaError
from teranga.core.shortcuts import render_fragment


def _protector(request: HttpRequest) -> object:
    if not can_manage_data_protection(request.user):
        raise PermissionDenied
    return request.user


def _subject_or_404(request: HttpRequest, kind: str, key: str) -> models.Model:
    subject = get_subject(_protector(request), kind, key)
    if subject is None:
        raise Http404
    return subject


@login_required
def subject_list(request: HttpRequest) -> HttpResponse:
    """Search without keeping the words in the address: a name is personal data."""
    user = _protector(request)
    form = SubjectSearchForm(posted(request))
    found = []
    if request.method == "POST" and form.is_valid():
        found = find_subjects(user, form.cleaned_data["words"])
        for _kind, subject in found:
            note_read(subject, page="requests")
    context = {"form": form, "found": found, "searched": request.method == "POST"}
    return render(request, "accounts/subject_list.html", context)


@login_required
def subject_detail(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    subject = _subject_or_404(request, kind, key)
    note_read(subject, page="everything held")
    context = {
        "subject": subject,
        "kind": kind,
        "held": held_on(subject),
        "consents": consents_of(subject),
    }
    return render(request, "accounts/subject_detail.html", context)


@require_POST
@login_required
def subject_export(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    subject = _subject_or_404(request, kind, key)
    return held_as_json(export_personal_data(subject, at=timezone.now()))


@login_required
@confirmed
def subject_erase(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    subject = _subject_or_404(request, kind, key)
    form = EraseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            n_rows = erase_personal_data(subject)
        except TerangaError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Erased: %(n)d rows held on this person.") % {"n": n_rows})
            return redirect("accounts:subject-list")
    context = {"form": form, "subject": subject, "kind": kind}
    return render_fragment(request, "accounts/subject_erase.html", "erase", context)


@login_required
def processing_list(request: HttpRequest) -> HttpResponse:
    _protector(request)
    return render(request, "accounts/processing_list.html", {"lines": processing_register()})


@login_required
def processing_export(request: HttpRequest) -> HttpResponse:
    _protector(request)
    return register_as_csv(processing_register())


@login_required
def retention(request: HttpRequest) -> HttpResponse:
    """Show what is due today; a POST deletes it."""
    if not can_manage_installation(request.user):
        raise PermissionDenied
    if request.method == "POST":
        results = run_retention(now=timezone.now(), dry_run=False)
        n_rows = sum(len(result.keys) for result in results)
        messages.success(request, _("Deleted: %(n)d rows.") % {"n": n_rows})
        return redirect("accounts:retention")
    results = run_retention(now=timezone.now(), dry_run=True)
    return render(request, "accounts/retention.html", {"results": results})
