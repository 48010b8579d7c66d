"""The team of an activity and the teams of a quarter: proposed, explained, decided by a person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.facility.enums import DeploymentEvent
from teranga.facility.forms.teams import (
    DeploymentStepForm,
    PortfolioForm,
    TeamChoiceForm,
    TeamNeedsForm,
)
from teranga.facility.models import Activity
from teranga.facility.permissions.deployments import (
    DEPLOYMENT_TRANSITIONS,
    can_change_team,
    can_list_teams,
    deployment_events_open_to,
)
from teranga.facility.queries.matching_arrays import needs_of
from teranga.facility.queries.portfolio import activities_to_staff, portfolio_page
from teranga.facility.queries.teams import (
    activity_to_staff,
    choices_of,
    deployments_of,
    find_deployment,
    team_page,
)
from teranga.facility.services.deployments import take_deployment_step
from teranga.facility.services.teams import choose_portfolio, choose_team, set_team_needs
from teranga.roster.services.profiles import note_reading


def team_url(activity: Activity) -> str:
    return reverse("facility:team-detail", args=[activity.pk])


def team_trail(activity: Activity) -> Trail:
    url = reverse("facility:activity-detail", args=[activity.pk])
    return [{"label": activity.title, "url": url}]


def staffed_or_404(request: HttpRequest, pk: UUID) -> Activity:
    """Return the activity through the door, for those who compose its team."""
    activity = activity_to_staff(request.user, pk)
    if activity is None:
        raise Http404
    if not can_change_team(request.user, activity):
        raise PermissionDenied
    return activity


class TeamDetailView(LoginRequiredMixin, TemplateView):
    """Policy: `can_change_team`; each look leaves a line in the audit."""

    template_name = "facility/team_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = staffed_or_404(self.request, kwargs["pk"])
        context = _context(self.request, activity)
        return super().get_context_data(**context, **kwargs)


def _context(request: HttpRequest, activity: Activity) -> dict[str, Any]:
    page = team_page(request.user, activity, today=timezone.localdate())
    deployments = list(deployments_of(activity))
    shown = [scored.profile for scored in page.ranked]
    shown += [member.profile for team in page.proposals for member in team.members]
    note_reading(list({profile.pk: profile for profile in shown}.values()), where="team")
    n_present = sum(deployment.is_open for deployment in deployments)
    return {
        "activity": activity,
        "page": page,
        "needs": needs_of(activity),
        "deployments": [
            {
                "deployment": deployment,
                "is_late": deployment.release_due_on is not None
                and deployment.release_due_on < timezone.localdate(),
                "orders": [
                    (event, event.label, DEPLOYMENT_TRANSITIONS[event].needs_reason)
                    for event in deployment_events_open_to(request.user, deployment)
                ],
            }
            for deployment in deployments
        ],
        "n_missing": max(activity.n_experts - n_present, 0),
        "choices": choices_of(activity),
        "trail": [*team_trail(activity), {"label": _("Team")}],
    }


class TeamNeedsView(ServiceFormView):
    template_name = "facility/team_needs.html"
    form_class = TeamNeedsForm
    heading = gettext_lazy("What the team must be")
    submit_label = gettext_lazy("Save and propose again")

    def find(self) -> None:
        self.activity = staffed_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return can_change_team(self.request.user, self.activity)

    def trail(self) -> Trail:
        return [*team_trail(self.activity), {"label": _("Team"), "url": team_url(self.activity)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "instance": needs_of(self.activity),
            "n_experts": self.activity.n_experts,
        }

    def act(self, form: TeamNeedsForm) -> str:
        user: Any = self.request.user
        set_team_needs(
            self.activity, values=form.values(), n_experts=form.cleaned_data["n_experts"], by=user
        )
        return team_url(self.activity)


@login_required
@require_POST
def team_choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = staffed_or_404(request, pk)
    form = TeamChoiceForm(request.POST)
    user: Any = request.user
    problems: list[str] = []
    if form.is_valid():
        codes = [*form.cleaned_data["codes"], *request.POST.getlist("code")]
        try:
            choose_team(
                activity,
                codes=codes,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
                by=user,
                on=timezone.localdate(),
            )
        except (StaleEditError, InvalidTransitionError) as error:
            return conflict(request, error, team_url(activity))
        except ValidationError as error:
            problems = list(error.messages)
    else:
        problems = [_("Tick the experts of the team.")]
    if problems:
        typed = {"typed_reason": request.POST.get("reason", ""), "problems": problems,
                 "typed_codes": request.POST.getlist("code")}  # fmt: skip
        context = _context(request, activity) | typed
        return render(request, "facility/team_detail.html", context, status=422)
    messages.success(request, _("The team is chosen: each expert is asked about conflicts."))
    return redirect(team_url(activity))


@login_required
@require_POST
def deployment_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    deployment = find_deployment(request.user, pk)
    if deployment is None:
        raise Http404
    if not can_change_team(request.user, deployment.activity):
        raise PermissionDenied
    address = team_url(deployment.activity)
    form = DeploymentStepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This step is not known, or the mark is not between 1 and 5."))
        return redirect(address)
    try:
        take_deployment_step(
            deployment,
            event=DeploymentEvent(form.cleaned_data["event"]),
            by=request.user,
            on=timezone.localdate(),
            reason=form.cleaned_data["reason"],
            mark=form.cleaned_data["mark"],
        )
    except InvalidTransitionError as error:
        return conflict(request, error, address)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address)
    messages.success(request, _("The step is taken and written in the history."))
    return redirect(address)


class TeamPortfolioView(LoginRequiredMixin, TemplateView):
    """Policy: `can_list_teams`; the activities come through the door."""

    template_name = "facility/team_portfolio.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can_list_teams(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = portfolio_context(self.request, PortfolioForm(
            self.request.GET or None, today=timezone.localdate()
        ))  # fmt: skip
        return super().get_context_data(**context, **kwargs)


def portfolio_context(request: HttpRequest, form: PortfolioForm) -> dict[str, Any]:
    user = request.user
    choice = form.choice() if form.is_bound else PortfolioForm({}, today=form.today).choice()
    open_ones = activities_to_staff(user, choice, today=form.today)
    planned = [activity for activity in open_ones if can_change_team(user, activity)]
    plan = portfolio_page(user, planned, choice, today=form.today)
    if plan is not None:
        members = {m.profile.pk: m.profile for _a, team in plan.lines for m in team.members}
        note_reading(list(members.values()), where="portfolio")
    return {
        "form": form,
        "choice": choice,
        "plan": plan,
        "quarter": f"{choice.year}-{choice.quarter}",
        "women_percent": round(choice.women_share * 100),
        "home_percent": round(choice.home_share * 100),
    }


@login_required
@require_POST
def team_portfolio_choose(request: HttpRequest) -> HttpResponse:
    if not can_list_teams(request.user):
        raise PermissionDenied
    user: Any = request.user
    today = timezone.localdate()
    form = PortfolioForm(request.POST, today=today)
    choice = form.choice()
    address = reverse("facility:team-portfolio")
    try:
        kept = choose_portfolio(
            choice,
            wanted=set(request.POST.getlist("activity")),
            digest=request.POST.get("digest", ""),
            reason=request.POST.get("reason", "")[:2000],
            by=user,
            on=today,
        )
    except (StaleEditError, InvalidTransitionError) as error:
        return conflict(request, error, address)
    except ValidationError as error:
        context = portfolio_context(request, form) | {"problems": error.messages}
        return render(request, "facility/team_portfolio.html", context, status=422)
    words = ngettext("%(n)s team is chosen.", "%(n)s teams are chosen.", len(kept))
    messages.success(request, words % {"n": len(kept)})
    return redirect(address)
