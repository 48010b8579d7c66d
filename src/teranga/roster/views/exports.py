from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy

from teranga.core.service_form import ServiceFormView, Trail
from teranga.roster import permissions
from teranga.roster.exporters import nomination_file, roster_file
from teranga.roster.filters import ExpertFilter
from teranga.roster.forms.profiles import ExportForm
from teranga.roster.queries.experts import experts_listed, experts_readable_by, for_list
from teranga.roster.queries.nominations import nominations_of
from teranga.roster.services.exports import n_rows_left, record_experts_export
from teranga.roster.views.experts import experts_trail


# Whoever finds an open session cannot take the roster away with it.
@method_decorator(reauthentication_required, name="dispatch")
class ExpertExportView(ServiceFormView):
    """Policy: the right to export experts, a recent sign-in, a reason, a daily measure."""

    template_name = "roster/expert_export.html"
    form_class = ExportForm
    heading = gettext_lazy("Export experts")
    submit_label = gettext_lazy("Export")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_export_experts(self.request.user)

    def trail(self) -> Trail:
        return experts_trail()

    def find(self) -> None:
        user = self.request.user
        choice = ExpertFilter(self.request.GET, user=user).choice()
        allowed = experts_readable_by(user, verb="export").values("pk")
        rows = for_list(experts_listed(user, choice)).filter(pk__in=allowed)
        self.profiles = list(rows.prefetch_related("countries_known"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        return super().get_context_data(
            n_found=len(self.profiles), n_left=n_rows_left(user), **kwargs
        )

    def answer(self, form: ExportForm) -> HttpResponse:
        user: Any = self.request.user
        record_experts_export(self.profiles, reason=form.cleaned_data["reason"], by=user)
        return roster_file(self.profiles)


@login_required
def nomination_export(request: HttpRequest) -> HttpResponse:
    """Policy: who may nominate takes away what they themselves nominated."""
    if not permissions.can_create_nominations(request.user):
        raise PermissionDenied
    return nomination_file(nominations_of(request.user))
