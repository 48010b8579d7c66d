"""Keys of devices and personal links."""

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.core.shortcuts import get_visible_or_404
from teranga.surveys import permissions
from teranga.surveys.forms.access import FieldKeyForm, LinksForm
from teranga.surveys.models import FieldKey
from teranga.surveys.queries.access import field_keys_visible_to, links_of
from teranga.surveys.services.campaigns import invite, read_respondents
from teranga.surveys.services.field_keys import create_field_key, revoke_field_key, settings_code
from teranga.surveys.services.links import address_of
from teranga.surveys.views.questionnaires import OneQuestionnaireView, questionnaires_trail


class FieldKeyListView(LoginRequiredMixin, ListView[FieldKey]):
    """Policy: signed in, through the door."""

    template_name = "surveys/field_key_list.html"

    def get_queryset(self) -> Any:
        return field_keys_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_create=permissions.can_create_field_keys(self.request.user),
            trail=[*questionnaires_trail(), {"label": _("Keys of devices")}],
            **kwargs,
        )


class FieldKeyCreateView(ServiceFormView):
    template_name = "surveys/field_key_create.html"
    form_class = FieldKeyForm
    heading = gettext_lazy("Give a key to a device")
    submit_label = gettext_lazy("Make the key")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_create_field_keys(self.request.user)

    def trail(self) -> Trail:
        keys = {"label": _("Keys of devices"), "url": reverse("surveys:field-key-list")}
        return [*questionnaires_trail(), keys]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def answer(self, form: FieldKeyForm) -> HttpResponse:
        """Show the key once: it is kept nowhere in a form that could be read again."""
        key, secret = create_field_key(form.key(), by=self.request.user)
        address = self.request.build_absolute_uri("/surveys/key/") + secret
        picture = segno.make(settings_code(address), error="l").svg_data_uri(scale=4)
        context = {
            "key": key,
            "secret": secret,
            "address": address,
            "picture": picture,
            "plain_address": self.request.build_absolute_uri("/surveys/openrosa"),
            "trail": [*self.trail(), {"label": str(key)}],
        }
        response = render(self.request, "surveys/field_key_made.html", context)
        response.headers["Cache-Control"] = "no-store, private"
        return response


@require_POST
@login_required
def field_key_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    revoke_field_key(get_visible_or_404(FieldKey, request, pk), by=request.user)
    messages.success(request, _("This key no longer opens anything."))
    return redirect("surveys:field-key-list")


class LinkCreateView(OneQuestionnaireView):
    """Policy: whoever may change the questionnaire of the address."""

    template_name = "surveys/link_create.html"
    form_class = LinksForm
    heading = gettext_lazy("Personal links")
    submit_label = gettext_lazy("Make the links and send the letters")
    is_sensitive = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = links_of(self.questionnaire)
        return super().get_context_data(
            links=[(link, address_of(link)) for link in links[:200]], **kwargs
        )

    def act(self, form: LinksForm) -> str:
        said = form.cleaned_data
        try:
            respondents = read_respondents(said["lines"], language=said["language"])
        except ValidationError as error:
            raise ValidationError({"lines": error.messages}) from error
        made = invite(self.questionnaire, respondents, days=said["days"], by=self.request.user)
        n = len(made.links)
        messages.success(
            self.request, ngettext("%(n)s link made.", "%(n)s links made.", n) % {"n": n}
        )
        return reverse("surveys:link-create", args=[self.questionnaire.pk])
