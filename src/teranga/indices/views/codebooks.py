from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.indices import permissions
from teranga.indices.exporters.codebook import codebook_file
from teranga.indices.forms.codebooks import CodebookImportForm, IndexForm
from teranga.indices.models import CodebookVersion, PolicyIndex
from teranga.indices.queries.codebooks import (
    codebooks_visible_to,
    difference,
    domains_of,
    indices_visible_to,
    wording_of,
)
from teranga.indices.services.codebooks import (
    create_index,
    import_codebook,
    put_codebook_in_force,
)


def codebooks_trail() -> Trail:
    return [{"label": _("Codebooks"), "url": reverse("indices:codebook-list")}]


def codebook_url(codebook: CodebookVersion) -> str:
    return reverse("indices:codebook-detail", args=[codebook.pk])


def codebook_or_404(request: HttpRequest, pk: UUID) -> CodebookVersion:
    found: CodebookVersion | None = codebooks_visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class CodebookListView(TemplateView):
    """Policy: public, through the door; each index with its versions."""

    template_name = "indices/codebook_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        books = list(codebooks_visible_to(user).order_by("-number"))
        rows = [
            {
                "index": index,
                "codebooks": [book for book in books if book.index_id == index.pk],
                "may_import": permissions.can_import_codebook(user, index),
            }
            for index in indices_visible_to(user)
        ]
        return super().get_context_data(
            rows=rows, may_create=permissions.can_create_indices(user), **kwargs
        )


class IndexCreateView(ServiceFormView):
    template_name = "indices/index_create.html"
    form_class = IndexForm
    heading = gettext_lazy("Create an index")
    draft = "index-create"

    def is_allowed(self) -> bool:
        return permissions.can_create_indices(self.request.user)

    def trail(self) -> Trail:
        return codebooks_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: IndexForm) -> str:
        index = create_index(details=form.details(), by=self.request.user)
        return reverse("indices:codebook-import", args=[index.pk])


class CodebookImportView(ServiceFormView):
    """Policy: the right to import a codebook into this index."""

    template_name = "indices/codebook_import.html"
    form_class = CodebookImportForm
    heading = gettext_lazy("Import a codebook")
    submit_label = gettext_lazy("Check and import")
    done_words = gettext_lazy("The codebook is kept as a draft: read it, then put it in force.")

    def find(self) -> None:
        index: PolicyIndex | None = (
            indices_visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        )
        if index is None:
            raise Http404
        self.index = index

    def is_allowed(self) -> bool:
        return permissions.can_import_codebook(self.request.user, self.index)

    def trail(self) -> Trail:
        return codebooks_trail()

    def answer(self, form: CodebookImportForm) -> HttpResponse:
        if form.reading.faults:
            context = self.get_context_data(form=form, faults=form.reading.faults)
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return super().answer(form)

    def act(self, form: CodebookImportForm) -> str:
        codebook = import_codebook(
            self.index,
            document=form.reading.document,
            heading=form.reading.heading,
            by=self.request.user,
        )
        return codebook_url(codebook)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(index=self.index, **kwargs)


class CodebookDetailView(TemplateView):
    """Policy: public, through the door."""

    template_name = "indices/codebook_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        codebook = codebook_or_404(self.request, kwargs["pk"])
        others = codebooks_visible_to(user).filter(index=codebook.index_id)
        return super().get_context_data(
            codebook=codebook,
            domains=domains_of(codebook),
            wording=wording_of(codebook),
            previous=others.filter(number__lt=codebook.number).order_by("-number").first(),
            may_enforce=codebook.state == "draft"
            and permissions.can_change_codebook(user, codebook),
            trail=[*codebooks_trail(), {"label": f"{codebook.index} · {codebook.label}"}],
            **kwargs,
        )


class CodebookChangesView(TemplateView):
    """Policy: public, through the door; what changed since another version."""

    template_name = "indices/codebook_changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codebook = codebook_or_404(self.request, kwargs["pk"])
        others = codebooks_visible_to(self.request.user).filter(
            index=codebook.index_id, number__lt=codebook.number
        )
        asked = self.request.GET.get("since", "")
        since = others.filter(number=int(asked)) if asked.isdecimal() else others
        former = since.order_by("-number").first()
        if former is None:
            raise Http404
        trail = [
            *codebooks_trail(),
            {"label": f"{codebook.index} · {codebook.label}", "url": codebook_url(codebook)},
            {"label": _("What changed")},
        ]
        return super().get_context_data(
            difference=difference(former, codebook),
            others=others.order_by("-number"),
            trail=trail,
            **kwargs,
        )


def codebook_export(request: HttpRequest, pk: UUID, file_format: str) -> HttpResponse:
    """Policy: public, through the door (`visible_to`)."""
    return codebook_file(codebook_or_404(request, pk), file_format=file_format)


@login_required
@require_POST
def codebook_enforce(request: HttpRequest, pk: UUID) -> HttpResponse:
    codebook = codebook_or_404(request, pk)
    if not permissions.can_change_codebook(request.user, codebook):
        raise PermissionDenied
    try:
        put_codebook_in_force(codebook, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, codebook_url(codebook))
    messages.success(request, _("This version is now in force: new rounds take it."))
    return redirect(codebook_url(codebook))
