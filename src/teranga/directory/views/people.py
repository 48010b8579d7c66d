from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.accounts.enums import ConsentPurpose
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.directory import permissions
from teranga.directory.enums import ImportSubject
from teranga.directory.filters import PeopleFilter
from teranga.directory.forms.people import (
    MandateEndForm,
    MandateForm,
    PersonConsentForm,
    PersonForm,
)
from teranga.directory.models import Mandate, Person
from teranga.directory.queries.people import find_mandate, people_readable_by, person_page
from teranga.directory.services.people import (
    archive_person,
    create_person,
    end_mandate,
    note_reading,
    record_person_consent,
    start_mandate,
    update_person,
    withdraw_person_consent,
)


def people_trail() -> Trail:
    return [{"label": _("People"), "url": reverse("directory:person-list")}]


def person_or_404(request: HttpRequest, pk: UUID) -> Person:
    person: Person | None = people_readable_by(request.user).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def person_url(person: Person) -> str:
    return reverse("directory:person-detail", args=[person.pk])


class _PersonalDataMixin(LoginRequiredMixin):
    """Policy: signed in, with the right to read personal data somewhere."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not permissions.can_list_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonListView(_PersonalDataMixin, ListView[Person]):
    """People whose data this account may read; each page shown leaves a line in the audit."""

    template_name = "directory/person_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Person]:
        self.filter = PeopleFilter(self.request.GET, user=self.request.user)
        return people_readable_by(self.request.user, **self.filter.asked())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        note_reading(list(page), where="people")
        rows = [
            [
                {"text": str(person), "url": person_url(person)},
                str(person.country or "–"),
                str(person.programme or "–"),
                person.get_visibility_display(),
            ]
            for person in page
        ]
        columns = [_("Name"), _("Country"), _("Programme"), _("Name shown to")]
        return context | {
            "filter": self.filter,
            "n_found": page.paginator.count,
            "table": {
                "caption": _("People"),
                "columns": [{"label": label} for label in columns],
                "rows": rows,
            },
            "may_create": permissions.can_create_people(self.request.user),
            "may_import": permissions.can_import(self.request.user, ImportSubject.PERSON),
            "may_export": permissions.can_export_people(self.request.user),
        }


class PersonDetailView(_PersonalDataMixin, TemplateView):
    template_name = "directory/person_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        person = person_or_404(self.request, kwargs["pk"])
        note_reading([person], where="person")
        return super().get_context_data(
            page=person_page(user, person),
            person=person,
            trail=[*people_trail(), {"label": str(person)}],
            may_change=permissions.can_change_person(user, person),
            may_archive=permissions.can_archive_person(user, person),
            **kwargs,
        )


class PersonCreateView(ServiceFormView):
    template_name = "directory/person_create.html"
    form_class = PersonForm
    heading = gettext_lazy("Add a person")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_create_people(self.request.user)

    def trail(self) -> Trail:
        return people_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: PersonForm) -> str:
        return person_url(create_person(details=form.details(), by=self.request.user))


class _OnePersonView(ServiceFormView):
    is_sensitive = True

    def find(self) -> None:
        self.person = person_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_person(self.request.user, self.person)

    def trail(self) -> Trail:
        return [*people_trail(), {"label": str(self.person), "url": person_url(self.person)}]


class PersonUpdateView(_OnePersonView):
    template_name = "directory/person_update.html"
    form_class = PersonForm
    heading = gettext_lazy("Edit this person")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "verb": "change",
            "instance": person_or_404(self.request, self.person.pk),
        }

    def act(self, form: PersonForm) -> str:
        update_person(
            self.person,
            details=form.details(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        return person_url(self.person)


class PersonConsentView(_OnePersonView):
    template_name = "directory/person_consent.html"
    form_class = PersonConsentForm
    heading = gettext_lazy("Record a consent")

    def act(self, form: PersonConsentForm) -> str:
        record_person_consent(
            self.person,
            purpose=ConsentPurpose(form.cleaned_data["purpose"]),
            text_language=(get_language() or "fr")[:2],
            given_at=timezone.now(),
            by=self.request.user,
        )
        return person_url(self.person)


class MandateCreateView(_OnePersonView):
    template_name = "directory/mandate_create.html"
    form_class = MandateForm
    heading = gettext_lazy("Start a mandate")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: MandateForm) -> str:
        start_mandate(self.person, by=self.request.user, **form.cleaned_data)
        return person_url(self.person)


class MandateEndView(ServiceFormView):
    template_name = "directory/mandate_end.html"
    form_class = MandateEndForm
    heading = gettext_lazy("End this mandate")

    def find(self) -> None:
        mandate = find_mandate(self.request.user, self.kwargs["pk"])
        if mandate is None:
            raise Http404
        self.mandate: Mandate = mandate

    def is_allowed(self) -> bool:
        return permissions.can_change_mandate(self.request.user, self.mandate)

    def trail(self) -> Trail:
        person = self.mandate.person
        return [*people_trail(), {"label": str(person), "url": person_url(person)}]

    def act(self, form: MandateEndForm) -> str:
        end_mandate(self.mandate, ends_on=form.cleaned_data["ends_on"], by=self.request.user)
        return person_url(self.mandate.person)


@login_required
@require_POST
def person_archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = person_or_404(request, pk)
    archive_person(person, by=request.user)
    messages.success(request, _("The entry is put away; it can come back."))
    return redirect("directory:person-list")


@login_required
@require_POST
def person_consent_withdraw(request: HttpRequest, pk: UUID, purpose: str) -> HttpResponse:
    person = person_or_404(request, pk)
    if purpose not in ConsentPurpose:
        raise Http404
    try:
        withdraw_person_consent(
            person, purpose=ConsentPurpose(purpose), withdrawn_at=timezone.now(), by=request.user
        )
    except InvalidTransitionError as error:
        return conflict(request, error, person_url(person))
    messages.success(request, _("The consent is withdrawn: what it opened is closed."))
    return redirect(person_url(person))
