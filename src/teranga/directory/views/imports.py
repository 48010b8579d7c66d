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
from teranga.directory import permissions
from teranga.directory.enums import ImportState, ImportSubject
from teranga.directory.forms.imports import ColumnsForm, ImportForm, PeopleImportForm
from teranga.directory.models import Person, SheetImport
from teranga.directory.queries.imports import find_import, imports_of
from teranga.directory.queries.people import guarded
from teranga.directory.queries.rehearsal import rehearse
from teranga.directory.queries.row_plans import Rehearsal
from teranga.directory.queries.sheet_fields import FIELDS_OF
from teranga.directory.services.imports import (
    SheetDetails,
    apply_import,
    map_import_columns,
    start_import,
    undo_import,
)
from teranga.directory.services.people import note_reading
from teranga.directory.views.organisations import organisations_trail


def imports_trail() -> Trail:
    url = reverse("directory:import-list")
    return [*organisations_trail(), {"label": _("Imports"), "url": url}]


def import_url(sheet_import: SheetImport) -> str:
    return reverse("directory:import-detail", args=[sheet_import.pk])


def import_or_404(request: HttpRequest, pk: UUID) -> SheetImport:
    sheet_import = find_import(request.user, pk)
    if sheet_import is None:
        raise Http404
    return sheet_import


class _ImportsMixin(LoginRequiredMixin):
    """Policy: signed in, with the right to import organisations or people somewhere."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not permissions.can_import_something(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportListView(_ImportsMixin, TemplateView):
    template_name = "directory/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            imports=imports_of(user),
            may_import_organisations=permissions.can_import(user, ImportSubject.ORGANISATION),
            may_import_people=permissions.can_import(user, ImportSubject.PERSON),
            trail=organisations_trail(),
            **kwargs,
        )


class ImportCreateView(ServiceFormView):
    template_name = "directory/import_create.html"
    form_class: type[ImportForm] = ImportForm
    subject = ImportSubject.ORGANISATION
    heading = gettext_lazy("Import a sheet of organisations")
    submit_label = gettext_lazy("Rehearse this import")
    done_words = gettext_lazy("Nothing is written yet: here is what would change.")

    def is_allowed(self) -> bool:
        return permissions.can_import(self.request.user, self.subject)

    def trail(self) -> Trail:
        return imports_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "verb": "import"}

    def act(self, form: ImportForm) -> str:
        upload, content = form.cleaned_data["sheet"], form.content
        upload.seek(0)
        details = SheetDetails(
            subject=self.subject,
            file_name=upload.name[:200],
            sha256=hashlib.sha256(upload.read()).hexdigest(),
            sheet_name=content.sheet_name,
            header=content.header,
            rows=content.rows,
            first_row_number=content.first_row_number,
            programme=form.cleaned_data["programme"],
            component=form.cleaned_data["component"],
        )
        return import_url(start_import(details=details, by=self.request.user))


class PeopleImportCreateView(ImportCreateView):
    template_name = "directory/people_import_create.html"
    form_class = PeopleImportForm
    subject = ImportSubject.PERSON
    heading = gettext_lazy("Import a sheet of people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(fields=FIELDS_OF[self.subject], **kwargs)


class ImportDetailView(_ImportsMixin, TemplateView):
    """Policy: who sent the sheet, and nobody else."""

    template_name = "directory/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet_import = import_or_404(self.request, kwargs["pk"])
        return super().get_context_data(**_context(self.request, sheet_import), **kwargs)


def _context(request: HttpRequest, sheet_import: SheetImport) -> dict[str, Any]:
    is_open = sheet_import.state == ImportState.REHEARSED
    rehearsal = rehearse(sheet_import, request.user) if is_open else None
    if rehearsal and sheet_import.subject == ImportSubject.PERSON:
        note_reading(guarded(_people_shown(rehearsal)), where=request.path)
    return {
        "sheet_import": sheet_import,
        "rehearsal": rehearsal,
        "columns_form": ColumnsForm(sheet_import=sheet_import) if is_open else None,
        "trail": [*imports_trail(), {"label": sheet_import.file_name}],
    }


def _people_shown(rehearsal: Rehearsal) -> list[Person]:
    shown = [entry for row in rehearsal.rows for entry in (row.target, *row.twins)]
    return [person for person in shown if isinstance(person, Person)]


@login_required
@require_POST
def import_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    sheet_import = import_or_404(request, pk)
    form = ColumnsForm(request.POST, sheet_import=sheet_import)
    if not form.is_valid():
        context = _context(request, sheet_import) | {"columns_form": form}
        return render(request, "directory/import_detail.html", context, status=422)
    try:
        map_import_columns(sheet_import, columns=form.columns(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, import_url(sheet_import))
    return redirect(import_url(sheet_import))


@login_required
@require_POST
def import_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    sheet_import = import_or_404(request, pk)
    decisions = {
        int(name.removeprefix("row-")): str(value)
        for name, value in request.POST.items()
        if name.removeprefix("row-").isdecimal()
    }
    try:
        applied = apply_import(
            sheet_import,
            digest=request.POST.get("digest", ""),
            decisions=decisions,
            applied_at=timezone.now(),
            by=request.user,
        )
    except (InvalidTransitionError, StaleEditError) as error:
        return conflict(request, error, import_url(sheet_import))
    n_written = len(applied.effects)
    words = ngettext("%(n)s entry is written.", "%(n)s entries are written.", n_written)
    messages.success(request, words % {"n": n_written})
    return redirect(import_url(sheet_import))


@login_required
@require_POST
def import_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    sheet_import = import_or_404(request, pk)
    try:
        undo_import(sheet_import, undone_at=timezone.now(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, import_url(sheet_import))
    messages.success(request, _("The import is undone: everything is as it was before."))
    return redirect(import_url(sheet_import))
