import copy
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.core.documents import documents_about
from teranga.core.enums import Basis
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import ServiceFormView, Trail, conflict, differences
from teranga.directory import permissions
from teranga.directory.enums import ImportSubject
from teranga.directory.filters import OrganisationFilter
from teranga.directory.forms.organisations import OrganisationForm
from teranga.directory.models import Organisation
from teranga.directory.queries.history import history_of
from teranga.directory.queries.organisations import (
    find_organisation,
    organisation_page,
    organisations_visible_to,
)
from teranga.directory.queries.people import guarded
from teranga.directory.queries.profile import profile_of
from teranga.directory.services.organisations import (
    archive_organisation,
    create_organisation,
    restore_organisation,
    review_organisation,
    update_organisation,
)
from teranga.directory.services.people import note_reading
from teranga.directory.views.tables import sortable_columns

Service = Callable[..., Organisation]


def organisations_trail() -> Trail:
    return [{"label": _("Organisations"), "url": reverse("directory:organisation-list")}]


def organisation_or_404(request: HttpRequest, pk: UUID) -> Organisation:
    organisation = find_organisation(request.user, pk)
    if organisation is None:
        raise Http404
    return organisation


class OrganisationListView(ListView[Organisation]):
    """Policy: public, through the door."""

    template_name = "directory/organisation_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Organisation]:
        self.filter = OrganisationFilter(self.request.GET, user=self.request.user)
        self.choice = self.filter.choice()
        return organisations_visible_to(self.request.user, self.choice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        asked = self.request.GET.copy()
        asked.pop("page", None)
        return context | {
            "filter": self.filter,
            "table": self.table(context["page_obj"]),
            "n_found": context["page_obj"].paginator.count,
            "asked": asked.urlencode(),
            "may_create": permissions.can_create_organisations(user),
            "may_import": permissions.can_import(user, ImportSubject.ORGANISATION),
            "may_moderate": permissions.can_moderate_entries(user),
        }

    def table(self, page: Any) -> dict[str, Any]:
        columns = {
            "name": _("Name"),
            "kind": _("Kind"),
            "country": _("Country"),
            "": _("Level of action"),
        }
        return {
            "caption": _("Organisations"),
            "note": _("Some kinds are deduced from the name of the organisation: its page says so.")
            if any(row.kind_basis == Basis.DEDUCED for row in page)
            else "",
            "columns": sortable_columns(self.request, columns, self.choice),
            "rows": [
                [
                    {"text": str(row), "url": organisation_url(row)},
                    capfirst(row.get_kind_display()),
                    str(row.country or _("Several countries or none")),
                    capfirst(row.get_level_display()),
                ]
                for row in page
            ],
        }


def organisation_url(organisation: Organisation) -> str:
    return reverse("directory:organisation-detail", args=[organisation.pk])


class OrganisationDetailView(TemplateView):
    """Policy: public, through the door; what needs a right is shown to those who hold it."""

    template_name = "directory/organisation_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        organisation = organisation_or_404(self.request, kwargs["pk"])
        page = organisation_page(user, organisation)
        people = guarded(mandate.person for mandate in page.mandates)
        note_reading(people, where=f"organisation {organisation.pk}")
        may_change = permissions.can_change_organisation(user, organisation)
        return super().get_context_data(
            page=page,
            organisation=organisation,
            profile=profile_of(user, organisation, today=timezone.localdate()),
            files=documents_about(user, organisation),
            trail=[*organisations_trail(), {"label": organisation.short_name}],
            may_change=may_change and not organisation.is_archived,
            may_archive=permissions.can_archive_organisation(user, organisation),
            history=history_of(organisation) if may_change else [],
            **kwargs,
        )


class OrganisationCreateView(ServiceFormView):
    template_name = "directory/organisation_create.html"
    form_class = OrganisationForm
    heading = gettext_lazy("Add an organisation")
    submit_label = gettext_lazy("Add this organisation")
    done_words = gettext_lazy("The organisation is in the directory.")
    draft = "organisation"

    def is_allowed(self) -> bool:
        return permissions.can_create_organisations(self.request.user)

    def trail(self) -> Trail:
        return organisations_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: OrganisationForm) -> str:
        return organisation_url(create_organisation(details=form.details(), by=self.request.user))


class OrganisationUpdateView(ServiceFormView):
    template_name = "directory/organisation_update.html"
    form_class = OrganisationForm
    heading = gettext_lazy("Edit this entry")

    def find(self) -> None:
        self.organisation = organisation_or_404(self.request, self.kwargs["pk"])
        if self.organisation.is_archived:
            raise Http404
        self.draft = f"organisation-{self.organisation.pk}-{self.organisation.version}"

    def is_allowed(self) -> bool:
        return permissions.can_change_organisation(self.request.user, self.organisation)

    def trail(self) -> Trail:
        url = organisation_url(self.organisation)
        return [*organisations_trail(), {"label": self.organisation.short_name, "url": url}]

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy: the form writes on its instance before the service has agreed.
        instance = copy.copy(self.organisation)
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "verb": "change",
            "instance": instance,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(organisation=self.organisation, **kwargs)
        if "stale_words" in kwargs:
            saved = OrganisationForm(
                instance=self.organisation, user=self.request.user, verb="change"
            )
            context["differences"] = differences(
                kwargs["form"], saved=saved, version=self.organisation.version
            )
        return context

    def act(self, form: OrganisationForm) -> str:
        organisation = update_organisation(
            self.organisation,
            details=form.details(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        return organisation_url(organisation)


def _order(request: HttpRequest, pk: UUID, service: Service, done_words: str) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    try:
        service(organisation, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, organisation_url(organisation))
    messages.success(request, done_words)
    return redirect("directory:organisation-detail", pk=pk)


@login_required
@require_POST
def organisation_archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _order(request, pk, archive_organisation, _("The entry is put away; it can come back."))


@login_required
@require_POST
def organisation_restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _order(request, pk, restore_organisation, _("The entry is back in the directory."))


@login_required
@require_POST
def organisation_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _order(request, pk, review_organisation, _("Thank you: the entry is reviewed."))
