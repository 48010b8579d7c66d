"""What the pages of an import share, whatever its rows are.

An app names its routes and templates `import-list`, `import-create`, `import-detail`,
`import-map`, `import-apply` and `import-undo`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from teranga.core.exceptions import ImportRefusedError, InvalidTransitionError, StaleEditError
from teranga.core.models import ImportedSheet
from teranga.core.service_form import ServiceFormView, conflict
from teranga.core.sheets.fields import SheetField
from teranga.core.sheets.forms import ColumnsForm
from teranga.core.sheets.imports import imports_of, map_import_columns
from teranga.core.shortcuts import get_visible_or_404

S = TypeVar("S", bound=ImportedSheet)


class ImportsView(LoginRequiredMixin, TemplateView, ABC):
    """Policy: signed in, with the right to import such rows somewhere (`is_allowed`)."""

    @abstractmethod
    def is_allowed(self) -> bool: ...

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SendSheetView(ServiceFormView):
    submit_label = gettext_lazy("Rehearse this import")
    done_words = gettext_lazy("Nothing is written yet: here is what would change.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


def import_or_404(request: HttpRequest, model: type[S], pk: UUID) -> S:
    sheet: S = get_visible_or_404(imports_of(request.user, model), request, pk)
    return sheet


def import_url(sheet: ImportedSheet) -> str:
    return reverse(f"{sheet._meta.app_label}:import-detail", args=[sheet.pk])


def map_page(
    request: HttpRequest,
    sheet: ImportedSheet,
    fields: Iterable[SheetField],
    context_of: Callable[[HttpRequest, Any], dict[str, Any]],
) -> HttpResponse:
    """Rehearse again with the columns as they were named, or show why not."""
    form = ColumnsForm(request.POST, sheet=sheet, fields=fields)
    if not form.is_valid():
        template = f"{sheet._meta.app_label}/import_detail.html"
        context = context_of(request, sheet) | {"columns_form": form}
        return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def name_columns() -> str:
        map_import_columns(sheet, columns=form.columns(), by=request.user)
        return ""

    return _obey(request, sheet, name_columns)


def apply_page(
    request: HttpRequest, sheet: S, apply_import: Callable[..., S], *, words: Any
) -> HttpResponse:
    """Write what was confirmed; `words` is a lazy plural that says how many rows (`n`) were."""

    def apply() -> str:
        digest = request.POST.get("digest", "")
        applied = apply_import(sheet, digest=digest, applied_at=timezone.now(), by=request.user)
        return str(words % {"n": len(applied.effects)})

    return _obey(request, sheet, apply)


def undo_page(request: HttpRequest, sheet: S, undo_import: Callable[..., S]) -> HttpResponse:
    def undo() -> str:
        undo_import(sheet, undone_at=timezone.now(), by=request.user)
        return _("The import is undone: everything is as it was before.")

    return _obey(request, sheet, undo)


def _obey(request: HttpRequest, sheet: ImportedSheet, order: Callable[[], str]) -> HttpResponse:
    """Give an order about an import, then show its page with the words the order returns."""
    try:
        words = order()
    except (InvalidTransitionError, StaleEditError) as error:
        return conflict(request, error, import_url(sheet))
    except ValidationError as error:
        refused = ImportRefusedError(" ".join(error.messages))
        return conflict(request, refused, import_url(sheet))
    if words:
        messages.success(request, words)
    return redirect(import_url(sheet))
