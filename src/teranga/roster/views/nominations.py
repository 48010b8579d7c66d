from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.roster import permissions
from teranga.roster.forms.nominations import NominationForm
from teranga.roster.queries.nominations import nominations_of
from teranga.roster.services.nominations import nominate_expert


class NominationListView(LoginRequiredMixin, TemplateView):
    """Policy: who may nominate sees what they themselves nominated."""

    template_name = "roster/nomination_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not permissions.can_create_nominations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(nominations=nominations_of(self.request.user), **kwargs)


class NominationCreateView(ServiceFormView):
    template_name = "roster/nomination_create.html"
    form_class = NominationForm
    heading = gettext_lazy("Nominate an expert")
    submit_label = gettext_lazy("Nominate")
    done_words = gettext_lazy("Thank you. The team writes to the expert, who agrees or not.")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_create_nominations(self.request.user)

    def trail(self) -> Trail:
        return [{"label": _("My nominations"), "url": reverse("roster:nomination-list")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: NominationForm) -> str:
        nominate_expert(
            nominee=form.nominee(),
            details=form.details(),
            organisation=form.cleaned_data["organisation"],
            programme=form.cleaned_data["programme"],
            statement=form.cleaned_data["statement"],
            on=timezone.localdate(),
            by=self.request.user,
        )
        return reverse("roster:nomination-list")
