import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import FileRefusedError, StaleEditError, TerangaError
from teranga.core.service_form import ServiceFormView, Trail
from teranga.indices import permissions
from teranga.indices.enums import Confidence, Implementation
from teranga.indices.forms.coding import (
    ArchiveForm,
    CodeForm,
    SentCode,
    sent_as_form,
    sent_as_json,
)
from teranga.indices.models import Assignment
from teranga.indices.queries.codebooks import wording_of
from teranga.indices.queries.coding import (
    CellPage,
    DomainPage,
    assignments_of,
    domain_page,
    evidence_of_coder,
    page_of_cell,
    wording_in_use,
)
from teranga.indices.queries.coding_form import TypedCode, saved_code, typed_code
from teranga.indices.services.coding import hand_in_assignment, record_code
from teranga.indices.services.evidence import keep_archived_copy

JSON = "application/json"


def coding_trail() -> Trail:
    return [{"label": _("My coding"), "url": reverse("indices:coding-list")}]


def coding_url(assignment: Assignment) -> str:
    return reverse("indices:coding-detail", args=[assignment.pk])


def assignment_or_404(request: HttpRequest, pk: UUID) -> Assignment:
    """Return one's own assignment; anyone else's looks as if it did not exist."""
    found: Assignment | None = assignments_of(request.user).filter(pk=pk).first()
    if found is None or not permissions.can_read_assignment(request.user, found):
        raise Http404
    return found


class CodingListView(LoginRequiredMixin, TemplateView):
    """Policy: signed in; one's own assignments and nothing else."""

    template_name = "indices/coding_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = assignments_of(self.request.user).order_by(
            "state", "coding_round", "country", "domain_code"
        )
        pages = [page for page in map(domain_page, rows) if page is not None]
        return super().get_context_data(pages=pages, **kwargs)


class CodingDetailView(LoginRequiredMixin, TemplateView):
    """Policy: signed in; the coder the domain was given to, and nobody else."""

    template_name = "indices/coding_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assignment = assignment_or_404(self.request, kwargs["pk"])
        return super().get_context_data(**_context(self.request, assignment), **kwargs)


def _context(
    request: HttpRequest, assignment: Assignment, typed: dict[UUID, TypedCode] | None = None
) -> dict[str, Any]:
    page = _page_or_404(assignment)
    typed = typed or {}
    rows = [{"page": row, "typed": typed.get(row.cell.pk) or saved_code(row)} for row in page.cells]
    return {
        "assignment": assignment,
        "page": page,
        "rows": rows,
        "n_done": page.n_done,
        "may_code": permissions.can_create_code(request.user, assignment),
        "types": wording_of(assignment.coding_round.codebook)["source_types"],
        "implementations": Implementation.choices,
        "confidences": Confidence.choices,
        "trail": [*coding_trail(), {"label": f"{assignment.country} · {page.view.domain.label}"}],
    }


def _page_or_404(assignment: Assignment) -> DomainPage:
    page = domain_page(assignment)
    if page is None:
        raise Http404
    return page


@require_POST
def code_save(request: HttpRequest, pk: UUID, cell: UUID) -> HttpResponse:
    """Policy: the coder of the domain, alone. By itself or as a form: the same save."""
    is_json = request.content_type == JSON
    if not request.user.is_authenticated:
        # The page keeps what was typed and says where to sign in again.
        words = {"message": _("Your session has ended. What you typed is kept on this device.")}
        return JsonResponse(words, status=HTTPStatus.UNAUTHORIZED)
    assignment = assignment_or_404(request, pk)
    page = page_of_cell(assignment, cell)
    if page is None:
        raise Http404
    try:
        sent = sent_as_json(request.body) if is_json else sent_as_form(request.POST)
    except ValidationError as error:
        return _as_json({"message": " ".join(error.messages)}, HTTPStatus.UNPROCESSABLE_ENTITY)
    answer = _save(request, assignment, page, sent)
    return _as_json(*answer) if is_json else _as_page(request, assignment, page, sent, answer)


Answer = tuple[dict[str, Any], HTTPStatus]


def _save(request: HttpRequest, assignment: Assignment, page: CellPage, sent: SentCode) -> Answer:
    form = CodeForm(sent)
    if not form.is_valid():
        return _wrong([str(e) for errors in form.errors.values() for e in errors])
    wording = wording_in_use(page.cell, form.cleaned_data["wording"])
    if wording is None:
        return _wrong([_("This wording is not that of this indicator.")])
    try:
        record_code(
            assignment,
            cell=page.cell,
            content=form.content(),
            version=form.cleaned_data["version"],
            save_key=form.cleaned_data["key"],
            indicator_version=wording,
            by=request.user,
        )
    except StaleEditError as error:
        now = page_of_cell(assignment, page.cell.pk) or page
        return {
            "message": str(error),
            "version": now.code.version if now.code else 0,
            "saved": saved_code(now).as_json(),
        }, HTTPStatus.CONFLICT
    except ValidationError as error:
        return _wrong(error.messages)
    except TerangaError as error:
        return {"message": str(error)}, HTTPStatus.GONE
    return _saved(assignment, page), HTTPStatus.OK


def _saved(assignment: Assignment, page: CellPage) -> dict[str, Any]:
    domain = _page_or_404(assignment)
    now = next(row for row in domain.cells if row.cell.pk == page.cell.pk)
    words = (
        _(
            "The codebook changed while you were coding. This code is kept in the wording you"
            " answered; load the page again to see the new one."
        )
        if now.is_old_wording
        else ""
    )
    return {
        "version": now.code.version if now.code else 0,
        "lacks": list(now.lacks),
        "n_done": domain.n_done,
        "n_cells": len(domain.cells),
        "wording": words,
    }


def _wrong(errors: list[str]) -> Answer:
    return {"message": " ".join(errors), "errors": errors}, HTTPStatus.UNPROCESSABLE_ENTITY


def _as_json(document: dict[str, Any], status: HTTPStatus) -> HttpResponse:
    content = json.dumps(document, ensure_ascii=False)
    return HttpResponse(content, content_type=JSON, status=status)


def _as_page(
    request: HttpRequest,
    assignment: Assignment,
    page: CellPage,
    sent: SentCode,
    answer: Answer,
) -> HttpResponse:
    document, status = answer
    if status == HTTPStatus.OK:
        words = document["wording"] or _("%(code)s is saved.") % {"code": page.indicator_code}
        messages.success(request, words)
        return redirect(f"{coding_url(assignment)}#{page.indicator_code}")
    # What was typed stays on the page; sent again, it replaces what is saved.
    version = document.get("version", page.code.version if page.code else 0)
    typed = typed_code(page, sent.fields, sent.evidence, version=version)
    typed.message, typed.saved = document["message"], document.get("saved")
    context = _context(request, assignment, {page.cell.pk: typed})
    return render(request, "indices/coding_detail.html", context, status=status)


@login_required
@require_POST
def coding_hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    assignment = assignment_or_404(request, pk)
    try:
        hand_in_assignment(assignment, handed_in_at=timezone.now(), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(coding_url(assignment))
    except TerangaError as error:
        messages.error(request, str(error))
        return redirect(coding_url(assignment))
    messages.success(request, _("Handed in. Thank you: the two codings are compared next."))
    return redirect(reverse("indices:coding-list"))


class EvidenceArchiveView(ServiceFormView):
    """Policy: the coder of the domain keeps a copy of the text; its hash is kept with it."""

    template_name = "indices/evidence_archive.html"
    form_class = ArchiveForm
    heading = gettext_lazy("Archive a copy of this text")
    submit_label = gettext_lazy("Keep this copy")
    done_words = gettext_lazy("The copy is kept with its hash.")

    def find(self) -> None:
        self.assignment = assignment_or_404(self.request, self.kwargs["pk"])
        evidence = evidence_of_coder(self.assignment, self.kwargs["evidence"])
        if evidence is None:
            raise Http404
        self.evidence = evidence

    def is_allowed(self) -> bool:
        if not permissions.can_create_code(self.request.user, self.assignment):
            raise PermissionDenied
        return True

    def trail(self) -> Trail:
        page = f"{self.assignment.country} · {self.assignment.domain_code}"
        return [*coding_trail(), {"label": page, "url": coding_url(self.assignment)}]

    def act(self, form: Any) -> str:
        upload = form.cleaned_data["file"]
        keep_archived_copy(
            self.evidence,
            stream=upload,
            name=upload.name,
            title=self.evidence.title[:200],
            by=self.request.user,
        )
        return coding_url(self.assignment)

    def answer(self, form: ArchiveForm) -> HttpResponse:
        try:
            return super().answer(form)
        except FileRefusedError as error:
            form.add_error("file", str(error))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=error.status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(evidence=self.evidence, **kwargs)
