"""Importing a list of Actions: sent, rehearsed, applied, undone."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from teranga.core.enums import ImportState
from teranga.core.service_form import Trail
from teranga.core.sheets.forms import ColumnsForm
from teranga.core.sheets.imports import imports_of
from teranga.core.sheets.pages import (
    ImportsView,
    SendSheetView,
    apply_page,
    import_or_404,
    import_url,
    map_page,
    undo_page,
)
from teranga.facility import permissions
from teranga.facility.forms.imports import ImportForm
from teranga.facility.models import ActionImport
from teranga.facility.queries.action_sheets import FIELDS, rehearse
from teranga.facility.services.action_imports import apply_import, start_import, undo_import
from teranga.facility.views.action_files import actions_trail


def imports_trail() -> Trail:
    url = reverse("facility:import-list")
    return [*actions_trail(), {"label": _("Imports"), "url": url}]


class _ImportsPage(ImportsView):
    """Policy: signed in, with the right to import Actions somewhere."""

    def is_allowed(self) -> bool:
        return permissions.can_import_actions(self.request.user)


class ImportListView(_ImportsPage):
    template_name = "facility/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            imports=imports_of(self.request.user, ActionImport), trail=actions_trail(), **kwargs
        )


class ImportCreateView(SendSheetView):
    template_name = "facility/import_create.html"
    form_class = ImportForm
    heading = gettext_lazy("Import a list of Actions")

    def is_allowed(self) -> bool:
        return permissions.can_import_actions(self.request.user)

    def trail(self) -> Trail:
        return imports_trail()

    def act(self, form: ImportForm) -> str:
        programme = form.cleaned_data["programme"]
        return import_url(start_import(form.content, programme=programme, by=self.request.user))


class ImportDetailView(_ImportsPage):
    """Policy: who sent the sheet, and nobody else."""

    template_name = "facility/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action_import = import_or_404(self.request, ActionImport, kwargs["pk"])
        return super().get_context_data(**_context(self.request, action_import), **kwargs)


def _context(request: HttpRequest, action_import: ActionImport) -> dict[str, Any]:
    is_open = action_import.state == ImportState.REHEARSED
    return {
        "action_import": action_import,
        "rehearsal": rehearse(action_import, request.user) if is_open else None,
        "columns_form": ColumnsForm(sheet=action_import, fields=FIELDS) if is_open else None,
        "trail": [*imports_trail(), {"label": action_import.file_name}],
    }


@login_required
@require_POST
def import_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    return map_page(request, import_or_404(request, ActionImport, pk), FIELDS, _context)


@login_required
@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    words = ngettext_lazy("%(n)s Action is written.", "%(n)s Actions are written.", "n")
    return apply_page(request, import_or_404(request, ActionImport, pk), apply_import, words=words)


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    return undo_page(request, import_or_404(request, ActionImport, pk), undo_import)
