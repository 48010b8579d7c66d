import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import ImportRefusedError, InvalidTransitionError, StaleEditError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.roster import permissions
from teranga.roster.enums import ImportState
from teranga.roster.forms.imports import ImportForm
from teranga.roster.models import RosterImport
from teranga.roster.queries.imports import find_import, imports_of
from teranga.roster.queries.rehearsal import rehearse
from teranga.roster.services.imports import SheetDetails, apply_import, start_import, undo_import
from teranga.roster.views.experts import experts_trail


def imports_trail() -> Trail:
    return [*experts_trail(), {"label": _("Imports"), "url": reverse("roster:import-list")}]


def import_url(roster_import: RosterImport) -> str:
    return reverse("roster:import-detail", args=[roster_import.pk])


def import_or_404(request: HttpRequest, pk: UUID) -> RosterImport:
    roster_import = find_import(request.user, pk)
    if roster_import is None:
        raise Http404
    return roster_import


class _ImportsMixin(LoginRequiredMixin):
    """Policy: signed in, with the right to import experts somewhere."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not permissions.can_import_experts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportListView(_ImportsMixin, TemplateView):
    template_name = "roster/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            imports=imports_of(self.request.user), trail=experts_trail(), **kwargs
        )


class ImportCreateView(ServiceFormView):
    template_name = "roster/import_create.html"
    form_class = ImportForm
    heading = gettext_lazy("Import a roster")
    submit_label = gettext_lazy("Rehearse this import")
    done_words = gettext_lazy("Nothing is written yet: here is what would change.")

    def is_allowed(self) -> bool:
        return permissions.can_import_experts(self.request.user)

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
            header=content.header,
            rows=content.rows,
            first_row_number=content.first_row_number,
            programme=form.cleaned_data["programme"],
        )
        return import_url(start_import(details=details, by=self.request.user))


class ImportDetailView(_ImportsMixin, TemplateView):
    """Policy: who sent the sheet, and nobody else."""

    template_name = "roster/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roster_import = import_or_404(self.request, kwargs["pk"])
        is_open = roster_import.state == ImportState.REHEARSED
        return super().get_context_data(
            roster_import=roster_import,
            rehearsal=rehearse(roster_import, self.request.user) if is_open else None,
            trail=[*imports_trail(), {"label": roster_import.file_name}],
            **kwargs,
        )


@login_required
@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    roster_import = import_or_404(request, pk)
    try:
        applied = apply_import(
            roster_import,
            digest=request.POST.get("digest", ""),
            applied_at=timezone.now(),
            by=request.user,
        )
    except (InvalidTransitionError, StaleEditError) as error:
        return conflict(request, error, import_url(roster_import))
    except ValidationError as error:
        refused = ImportRefusedError(" ".join(error.messages))
        return conflict(request, refused, import_url(roster_import))
    n_written = len(applied.effects)
    words = ngettext("%(n)s profile is written.", "%(n)s profiles are written.", n_written)
    messages.success(request, words % {"n": n_written})
    return redirect(import_url(roster_import))


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    roster_import = import_or_404(request, pk)
    try:
        undo_import(roster_import, undone_at=timezone.now(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, import_url(roster_import))
    messages.success(request, _("The import is undone: everything is as it was before."))
    return redirect(import_url(roster_import))
