from functools import partial
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
from teranga.core.sheets.rehearsal import Rehearsal
from teranga.directory import permissions
from teranga.directory.enums import ImportSubject
from teranga.directory.forms.imports import ImportForm, PeopleImportForm
from teranga.directory.models import Person, SheetImport
from teranga.directory.queries.people import guarded
from teranga.directory.queries.rehearsal import rehearse
from teranga.directory.queries.sheet_fields import FIELDS_OF
from teranga.directory.services.imports import apply_import, start_import, undo_import
from teranga.directory.services.people import note_reading
from teranga.directory.views.organisations import organisations_trail


def imports_trail() -> Trail:
    url = reverse("directory:import-list")
    return [*organisations_trail(), {"label": _("Imports"), "url": url}]


class _ImportsPage(ImportsView):
    """Policy: signed in, with the right to import organisations or people somewhere."""

    def is_allowed(self) -> bool:
        return permissions.can_import_something(self.request.user)


class ImportListView(_ImportsPage):
    template_name = "directory/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            imports=imports_of(user, SheetImport),
            may_import_organisations=permissions.can_import(user, ImportSubject.ORGANISATION),
            may_import_people=permissions.can_import(user, ImportSubject.PERSON),
            trail=organisations_trail(),
            **kwargs,
        )


class ImportCreateView(SendSheetView):
    template_name = "directory/import_create.html"
    form_class: type[ImportForm] = ImportForm
    subject = ImportSubject.ORGANISATION
    heading = gettext_lazy("Import a sheet of organisations")

    def is_allowed(self) -> bool:
        return permissions.can_import(self.request.user, self.subject)

    def trail(self) -> Trail:
        return imports_trail()

    def act(self, form: ImportForm) -> str:
        sheet_import = start_import(
            form.content,
            subject=self.subject,
            programme=form.cleaned_data["programme"],
            component=form.cleaned_data["component"],
            by=self.request.user,
        )
        return import_url(sheet_import)


class PeopleImportCreateView(ImportCreateView):
    template_name = "directory/people_import_create.html"
    form_class = PeopleImportForm
    subject = ImportSubject.PERSON
    heading = gettext_lazy("Import a sheet of people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(fields=FIELDS_OF[self.subject], **kwargs)


class ImportDetailView(_ImportsPage):
    """Policy: who sent the sheet, and nobody else."""

    template_name = "directory/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet_import = import_or_404(self.request, SheetImport, kwargs["pk"])
        return super().get_context_data(**_context(self.request, sheet_import), **kwargs)


def _context(request: HttpRequest, sheet_import: SheetImport) -> dict[str, Any]:
    is_open = sheet_import.state == ImportState.REHEARSED
    rehearsal = rehearse(sheet_import, request.user) if is_open else None
    fields = FIELDS_OF[sheet_import.subject]
    if rehearsal and sheet_import.subject == ImportSubject.PERSON:
        note_reading(guarded(_people_shown(rehearsal)), where=request.path)
    return {
        "sheet_import": sheet_import,
        "rehearsal": rehearsal,
        "columns_form": ColumnsForm(sheet=sheet_import, fields=fields) if is_open else None,
        "trail": [*imports_trail(), {"label": sheet_import.file_name}],
    }


def _people_shown(rehearsal: Rehearsal) -> list[Person]:
    shown = [entry for row in rehearsal.rows for entry in (row.target, *row.twins)]
    return [person for person in shown if isinstance(person, Person)]


@login_required
@require_POST
def import_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    sheet_import = import_or_404(request, SheetImport, pk)
    return map_page(request, sheet_import, FIELDS_OF[sheet_import.subject], _context)


@login_required
@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    decisions = {
        int(name.removeprefix("row-")): str(value)
        for name, value in request.POST.items()
        if name.removeprefix("row-").isdecimal()
    }
    sheet_import = import_or_404(request, SheetImport, pk)
    words = ngettext_lazy("%(n)s entry is written.", "%(n)s entries are written.", "n")
    return apply_page(
        request, sheet_import, partial(apply_import, decisions=decisions), words=words
    )


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    return undo_page(request, import_or_404(request, SheetImport, pk), undo_import)
