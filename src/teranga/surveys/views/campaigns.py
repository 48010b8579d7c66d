"""The pages of a collection: list, a new one, how it goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.surveys import permissions
from teranga.surveys.forms.campaigns import CampaignForm, CampaignTargetsForm
from teranga.surveys.models import Campaign
from teranga.surveys.queries.campaigns import (
    CampaignState,
    campaigns_visible_to,
    find_campaign,
    silent_links,
    state_of,
)
from teranga.surveys.services.campaigns import (
    change_targets,
    create_campaign,
    due_for_reminder,
    remind_all,
)


def campaigns_trail() -> Trail:
    return [
        {"label": _("Questionnaires"), "url": reverse("surveys:questionnaire-list")},
        {"label": _("Campaigns"), "url": reverse("surveys:campaign-list")},
    ]


def campaign_or_404(request: HttpRequest, pk: UUID) -> Campaign:
    campaign = find_campaign(request.user, pk)
    if campaign is None:
        raise Http404
    return campaign


class CampaignListView(LoginRequiredMixin, ListView[Campaign]):
    """Policy: signed in, through the door."""

    template_name = "surveys/campaign_list.html"

    def get_queryset(self) -> Any:
        return campaigns_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_create=permissions.can_create_campaigns(self.request.user),
            trail=[campaigns_trail()[0], {"label": _("Campaigns")}],
            **kwargs,
        )


class CampaignDetailView(LoginRequiredMixin, TemplateView):
    """Policy: the door, then whoever may change the campaign."""

    template_name = "surveys/campaign_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = campaign_or_404(self.request, kwargs["pk"])
        if not permissions.can_change_campaign(self.request.user, campaign):
            raise PermissionDenied
        state = state_of(campaign)
        return super().get_context_data(
            campaign=campaign,
            state=state,
            countries=_countries_table(state),
            giving_up=_giving_up_bars(state),
            silent=silent_links(campaign)[:200],
            n_due=len(due_for_reminder(campaign)),
            trail=[*campaigns_trail(), {"label": str(campaign)}],
            **kwargs,
        )


def _countries_table(state: CampaignState) -> dict[str, Any]:
    columns = [
        {"label": _("Country")},
        *(
            {"label": label, "number": "yes"}
            for label in (_("Wanted"), _("At most"), _("Received"), _("Approved"))
        ),
        {"label": _("Where it stands")},
    ]
    rows = [
        [
            str(line.country or _("elsewhere, or not said")),
            line.target,
            "–" if line.quota is None else line.quota,
            line.received,
            line.approved,
            _standing(line.target, line.received, is_over=line.is_over_quota),
        ]
        for line in state.countries
    ]
    return {"caption": _("Received against wanted"), "columns": columns, "rows": rows}


def _standing(target: int, received: int, *, is_over: bool) -> Any:
    if is_over:
        return {"text": _("above the quota"), "badge": "attention"}
    if not target:
        return "–"
    if received >= target:
        return {"text": _("reached"), "badge": "good"}
    missing = target - received
    words = ngettext("%(n)s missing", "%(n)s missing", missing) % {"n": missing}
    return {"text": words, "badge": "progress" if received * 2 >= target else "late"}


def _giving_up_bars(state: CampaignState) -> list[dict[str, Any]]:
    most = max((line.n for line in state.giving_up), default=1)
    return [
        {"label": line.label, "value": line.n, "share": line.n / most} for line in state.giving_up
    ]


class CampaignCreateView(ServiceFormView):
    template_name = "surveys/campaign_create.html"
    form_class = CampaignForm
    heading = gettext_lazy("Start a campaign")
    submit_label = gettext_lazy("Start this campaign")

    def is_allowed(self) -> bool:
        return permissions.can_create_campaigns(self.request.user)

    def trail(self) -> Trail:
        return campaigns_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: CampaignForm) -> str:
        made = create_campaign(form.campaign(), wanted=form.wanted(), by=self.request.user)
        return reverse("surveys:campaign-detail", args=[made.pk])


class CampaignTargetsView(ServiceFormView):
    """Policy: the door, then whoever may change the campaign."""

    template_name = "surveys/campaign_targets.html"
    form_class = CampaignTargetsForm
    heading = gettext_lazy("What is wanted of each country")
    submit_label = gettext_lazy("Save")

    def find(self) -> None:
        self.campaign = campaign_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_campaign(self.request.user, self.campaign)

    def trail(self) -> Trail:
        return [
            *campaigns_trail(),
            {
                "label": str(self.campaign),
                "url": reverse("surveys:campaign-detail", args=[self.campaign.pk]),
            },
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "campaign": self.campaign}

    def act(self, form: CampaignTargetsForm) -> str:
        version = form.cleaned_data["version"]
        change_targets(self.campaign, wanted=form.wanted(), version=version, by=self.request.user)
        return reverse("surveys:campaign-detail", args=[self.campaign.pk])


@require_POST
@login_required
def campaign_remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    n_sent = remind_all(campaign, by=request.user)
    words = ngettext("%(n)s reminder sent.", "%(n)s reminders sent.", n_sent) % {"n": n_sent}
    messages.success(request, words)
    return redirect("surveys:campaign-detail", pk=campaign.pk)
