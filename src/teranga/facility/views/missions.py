"""My missions: what is proposed to an expert, by account or by personal link."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.documents import documents_about
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import conflict
from teranga.facility.enums import DeploymentEvent
from teranga.facility.exporters.lists import file_response, mission_rows
from teranga.facility.forms.teams import DeploymentStepForm
from teranga.facility.permissions.deployments import deployment_events_open_to
from teranga.facility.queries.teams import missions_of
from teranga.facility.services.deployments import take_deployment_step
from teranga.roster.queries.own import who_and_what

_MINE = {DeploymentEvent.DECLARE_NONE, DeploymentEvent.DECLARE_CONFLICT, DeploymentEvent.DECLINE}


class MissionListView(TemplateView):
    """Policy: an expert, by `request.user` or by the personal link of this session."""

    template_name = "facility/mission_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.who, self.profile = who_and_what(request.user, request.session)
        if self.profile is None:
            return redirect("roster:own-detail")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.profile is None:
            raise Http404
        user = self.request.user
        missions = [
            {
                "deployment": deployment,
                "may": {
                    event.value
                    for event in deployment_events_open_to(self.who, deployment)
                    if event in _MINE
                },
                # Conflicts of interest are declared before anything is opened.
                "documents": documents_about(user, deployment.activity)
                if deployment.may_read_documents
                else None,
            }
            for deployment in missions_of(self.profile)
        ]
        return super().get_context_data(missions=missions, profile=self.profile, **kwargs)


def mission_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: an expert, by account or by the personal link of this session; their own missions."""
    _who, profile = who_and_what(request.user, request.session)
    if profile is None or file_format != "xlsx":
        raise Http404
    return file_response(mission_rows(missions_of(profile)), name="missions", file_format="xlsx")


@require_POST
def mission_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    who, profile = who_and_what(request.user, request.session)
    deployment = missions_of(profile).filter(pk=pk).first() if profile else None
    form = DeploymentStepForm(request.POST)
    if deployment is None or not form.is_valid():
        raise Http404
    event = DeploymentEvent(form.cleaned_data["event"])
    if event not in _MINE:
        raise Http404
    address = reverse("facility:mission-list")
    try:
        take_deployment_step(
            deployment,
            event=event,
            by=who,
            on=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )
    except InvalidTransitionError as error:
        return conflict(request, error, address)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address)
    messages.success(request, _("Thank you: the team knows your answer."))
    return redirect(address)
