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
from teranga.roster import permissions
from teranga.roster.forms.imports import ImportForm
from teranga.roster.models import RosterImport
from teranga.roster.queries.rehearsal import rehearse
from teranga.roster.queries.sheet_fields import FIELDS
from teranga.roster.services.imports import apply_import, start_import, undo_import
from teranga.roster.views.experts import experts_trail


def imports_trail() -> Trail:
    return [*experts_trail(), {"label": _("Imports"), "url": reverse("roster:import-list")}]


class _ImportsPage(ImportsView):
    """Policy: signed in, with the right to import experts somewhere."""

    def is_allowed(self) -> bool:
        return permissions.can_import_experts(self.request.user)


class ImportListView(_ImportsPage):
    template_name = "roster/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            imports=imports_of(self.request.user, RosterImport), trail=experts_trail(), **kwargs
        )


class ImportCreateView(SendSheetView):
    template_name = "roster/import_create.html"
    form_class = ImportForm
    heading = gettext_lazy("Import a roster")

    def is_allowed(self) -> bool:
        return permissions.can_import_experts(self.request.user)

    def trail(self) -> Trail:
        return imports_trail()

    def act(self, form: ImportForm) -> str:
        programme = form.cleaned_data["programme"]
        return import_url(start_import(form.content, programme=programme, by=self.request.user))


class ImportDetailView(_ImportsPage):
    """Policy: who sent the sheet, and nobody else."""

    template_name = "roster/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roster_import = import_or_404(self.request, RosterImport, kwargs["pk"])
        return super().get_context_data(**_context(self.request, roster_import), **kwargs)


def _context(request: HttpRequest, roster_import: RosterImport) -> dict[str, Any]:
    is_open = roster_import.state == ImportState.REHEARSED
    # First: it names the columns of a sheet kept before its columns were.
    rehearsal = rehearse(roster_import, request.user) if is_open else None
    return {
        "roster_import": roster_import,
        "rehearsal": rehearsal,
        "columns_form": ColumnsForm(sheet=roster_import, fields=FIELDS) if is_open else None,
        "trail": [*imports_trail(), {"label": roster_import.file_name}],
    }


@login_required
@require_POST
def import_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    return map_page(request, import_or_404(request, RosterImport, pk), FIELDS, _context)


@login_required
@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    words = ngettext_lazy("%(n)s profile is written.", "%(n)s profiles are written.", "n")
    return apply_page(request, import_or_404(request, RosterImport, pk), apply_import, words=words)


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    return undo_page(request, import_or_404(request, RosterImport, pk), undo_import)
