from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from teranga.accounts.enums import ConsentPurpose
from teranga.core.service_form import ServiceFormView, Trail
from teranga.directory import permissions
from teranga.directory.forms.contacts import WITHDRAWN, ConsentForm, ContactForm
from teranga.directory.models import Contact, Organisation, Person
from teranga.directory.queries.contacts import find_contact
from teranga.directory.services.contacts import (
    add_contact,
    change_contact_consent,
    withdraw_contact,
)
from teranga.directory.views.organisations import (
    organisation_or_404,
    organisation_url,
    organisations_trail,
)
from teranga.directory.views.people import people_trail, person_or_404


def _trail_of(holder: Organisation | Person) -> Trail:
    if isinstance(holder, Organisation):
        return [
            *organisations_trail(),
            {"label": holder.short_name, "url": organisation_url(holder)},
        ]
    return [*people_trail(), {"label": str(holder), "url": _address_of(holder)}]


def _address_of(holder: Organisation | Person) -> str:
    if isinstance(holder, Organisation):
        return organisation_url(holder)
    return reverse("directory:person-detail", args=[holder.pk])


class _ContactCreateView(ServiceFormView):
    holder: Organisation | Person
    form_class = ContactForm
    heading = gettext_lazy("Add a contact detail")
    is_sensitive = True

    def trail(self) -> Trail:
        return _trail_of(self.holder)

    def act(self, form: ContactForm) -> str:
        add_contact(self.holder, by=self.request.user, **form.cleaned_data)
        return _address_of(self.holder)


class OrganisationContactCreateView(_ContactCreateView):
    template_name = "directory/organisation_contact_create.html"
    holder: Organisation

    def find(self) -> None:
        self.holder = organisation_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_organisation(self.request.user, self.holder)


class PersonContactCreateView(_ContactCreateView):
    template_name = "directory/person_contact_create.html"
    holder: Person

    def find(self) -> None:
        self.holder = person_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_person(self.request.user, self.holder)


class ContactConsentView(ServiceFormView):
    template_name = "directory/contact_consent.html"
    form_class = ConsentForm
    heading = gettext_lazy("Change the consent")
    done_words = gettext_lazy("The consent is changed, and with it who sees this detail.")
    is_sensitive = True

    def find(self) -> None:
        contact = find_contact(self.request.user, self.kwargs["pk"])
        if contact is None:
            raise Http404
        self.contact: Contact = contact

    def is_allowed(self) -> bool:
        return permissions.can_change_contact(self.request.user, self.contact)

    def trail(self) -> Trail:
        holder = self.contact.organisation or self.contact.person
        return _trail_of(holder) if holder else []

    def get_initial(self) -> dict[str, Any]:
        return {"consent": self.contact.consent}

    def act(self, form: ConsentForm) -> str:
        consent, user = form.cleaned_data["consent"], self.request.user
        if consent == WITHDRAWN:
            withdraw_contact(self.contact, by=user)
        else:
            change_contact_consent(self.contact, consent=ConsentPurpose(consent), by=user)
        return self.cancel_url()
