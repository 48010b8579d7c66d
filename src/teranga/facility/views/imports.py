"""Importing a list of Actions: sent, rehearsed, applied, undone."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.facility import permissions
from teranga.facility.enums import ImportState
from teranga.facility.forms.imports import ColumnsForm, ImportForm
from teranga.facility.models import ActionImport
from teranga.facility.queries.action_sheets import rehearse
from teranga.facility.queries.imports import find_import, imports_of
from teranga.facility.services.action_imports import (
    SheetDetails,
    apply_import,
    map_import_columns,
    start_import,
    undo_import,
)
from teranga.facility.views.action_files import actions_trail


def imports_trail() -> Trail:
    url = reverse("facility:import-list")
    return [*actions_trail(), {"label": _("Imports"), "url": url}]


def import_url(action_import: ActionImport) -> str:
    return reverse("facility:import-detail", args=[action_import.pk])


def import_or_404(request: HttpRequest, pk: UUID) -> ActionImport:
    action_import = find_import(request.user, pk)
    if action_import is None:
        raise Http404
    return action_import


class _ImportsPage(LoginRequiredMixin, TemplateView):
    """Policy: signed in, with the right to import Actions somewhere (can_import_actions)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not permissions.can_import_actions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportListView(_ImportsPage):
    template_name = "facility/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            imports=imports_of(self.request.user), trail=actions_trail(), **kwargs
        )


class ImportCreateView(ServiceFormView):
    template_name = "facility/import_create.html"
    form_class = ImportForm
    heading = gettext_lazy("Import a list of Actions")
    submit_label = gettext_lazy("Rehearse this import")
    done_words = gettext_lazy("Nothing is written yet: here is what would change.")

    def is_allowed(self) -> bool:
        return permissions.can_import_actions(self.request.user)

    def trail(self) -> Trail:
        return imports_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: ImportForm) -> str:
        upload, content = form.cleaned_data["sheet"], form.content
        upload.seek(0)
        details = SheetDetails(
            file_name=upload.name[:200],
            sha256=hashlib.sha256(upload.read()).hexdigest(),
            sheet_name=content.sheet_name,
            header=content.header,
            rows=content.rows,
            first_row_number=content.first_row_number,
            programme=form.cleaned_data["programme"],
        )
        return import_url(start_import(details=details, by=self.request.user))


class ImportDetailView(_ImportsPage):
    """Policy: who sent the sheet, and nobody else (can_change_import)."""

    template_name = "facility/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action_import = import_or_404(self.request, kwargs["pk"])
        return super().get_context_data(**_context(self.request, action_import), **kwargs)


def _context(request: HttpRequest, action_import: ActionImport) -> dict[str, Any]:
    is_open = action_import.state == ImportState.REHEARSED
    return {
        "action_import": action_import,
        "rehearsal": rehearse(action_import, request.user) if is_open else None,
        "columns_form": ColumnsForm(action_import=action_import) if is_open else None,
        "trail": [*imports_trail(), {"label": action_import.file_name}],
    }


@login_required
@require_POST
def import_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    action_import = import_or_404(request, pk)
    form = ColumnsForm(request.POST, action_import=action_import)
    if not form.is_valid():
        context = _context(request, action_import) | {"columns_form": form}
        return render(request, "facility/import_detail.html", context, status=422)
    try:
        map_import_columns(action_import, columns=form.columns(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, import_url(action_import))
    return redirect(import_url(action_import))


@login_required
@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    action_import = import_or_404(request, pk)
    digest = request.POST.get("digest", "")
    try:
        applied = apply_import(
            action_import, digest=digest, applied_at=timezone.now(), by=request.user
        )
    except (InvalidTransitionError, StaleEditError) as error:
        return conflict(request, error, import_url(action_import))
    n_written = len(applied.effects)
    words = ngettext("%(n)s Action is written.", "%(n)s Actions are written.", n_written)
    messages.success(request, words % {"n": n_written})
    return redirect(import_url(action_import))


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    action_import = import_or_404(request, pk)
    try:
        undo_import(action_import, undone_at=timezone.now(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, import_url(action_import))
    messages.success(request, _("The import is undone: everything is as it was before."))
    return redirect(import_url(action_import))
