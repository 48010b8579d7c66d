"""The roster, for the team that keeps it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.core.documents import documents_about
from teranga.core.exceptions import FileRefusedError, InvalidTransitionError, StaleEditError
from teranga.core.service_form import ServiceFormView, Trail, conflict, differences
from teranga.roster import permissions
from teranga.roster.enums import ProfileEvent
from teranga.roster.filters import ExpertFilter
from teranga.roster.forms.profiles import CvForm, ProfileForm, StepForm
from teranga.roster.models import ExpertProfile
from teranga.roster.queries.experts import (
    experts_listed,
    find_expert,
    for_list,
    profiles_to_vet,
    steps_of,
)
from teranga.roster.services.links import send_personal_link
from teranga.roster.services.profiles import add_cv, create_profile, note_reading, update_profile
from teranga.roster.services.vetting import TRANSITIONS, events_open_to, take_profile_step


def experts_trail() -> Trail:
    return [{"label": _("Expert roster"), "url": reverse("roster:expert-list")}]


def expert_url(profile: ExpertProfile) -> str:
    return reverse("roster:expert-detail", args=[profile.pk])


def expert_or_404(request: HttpRequest, pk: UUID) -> ExpertProfile:
    profile = find_expert(request.user, pk)
    if profile is None:
        raise Http404
    return profile


class TeamOnlyMixin(LoginRequiredMixin):
    """Policy: signed in, with the right to read experts' data somewhere."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not permissions.can_list_experts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ExpertListView(TeamOnlyMixin, ListView[ExpertProfile]):
    """Each page shown leaves a line in the audit."""

    template_name = "roster/expert_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[ExpertProfile]:
        self.filter = ExpertFilter(self.request.GET, user=self.request.user)
        return for_list(experts_listed(self.request.user, self.filter.choice()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        note_reading(list(page), where="experts")
        user = self.request.user
        return context | {
            "filter": self.filter,
            "n_found": page.paginator.count,
            "n_to_vet": profiles_to_vet(user).count(),
            "has_fictitious": any(profile.is_fictitious for profile in page),
            "may_create": permissions.can_create_experts(user),
            "may_export": permissions.can_export_experts(user),
            "may_import": permissions.can_import_experts(user),
        }


class ExpertDetailView(LoginRequiredMixin, TemplateView):
    """Policy: the team whose work opens this profile (`find_expert`), or the expert themselves."""

    template_name = "roster/expert_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        profile = expert_or_404(self.request, kwargs["pk"])
        note_reading([profile], where="expert")
        return super().get_context_data(
            profile=profile,
            steps=steps_of(profile),
            documents=documents_about(user, profile),
            orders=orders_for(user, profile),
            may_change=permissions.can_change_expert(user, profile),
            may_vet=permissions.can_vet_expert(user, profile),
            trail=[*experts_trail(), {"label": str(profile)}],
            **kwargs,
        )


def orders_for(user: object, profile: ExpertProfile) -> list[dict[str, Any]]:
    """Return what may be done with a profile now, each with what it asks for."""
    return [
        {
            "event": event,
            "label": event.label,
            "needs_reason": TRANSITIONS[event].needs_reason,
            "asks_consent": TRANSITIONS[event].needs_consent and profile.consented_on is None,
        }
        for event in events_open_to(user, profile)
        if event != ProfileEvent.CONFIRM
    ]


class ExpertCreateView(ServiceFormView):
    template_name = "roster/expert_create.html"
    form_class = ProfileForm
    heading = gettext_lazy("Add an expert")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_create_experts(self.request.user)

    def trail(self) -> Trail:
        return experts_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "for_team": True}

    def act(self, form: ProfileForm) -> str:
        profile = create_profile(
            details=form.details(), programme=form.programme(), by=self.request.user
        )
        return expert_url(profile)


class OneExpertView(ServiceFormView):
    is_sensitive = True

    def find(self) -> None:
        self.profile = expert_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_expert(self.request.user, self.profile)

    def trail(self) -> Trail:
        return [*experts_trail(), {"label": str(self.profile), "url": expert_url(self.profile)}]


class ExpertUpdateView(OneExpertView):
    template_name = "roster/expert_update.html"
    form_class = ProfileForm
    heading = gettext_lazy("Edit this profile")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "for_team": True,
            "instance": expert_or_404(self.request, self.profile.pk),
        }

    def act(self, form: ProfileForm) -> str:
        update_profile(
            self.profile,
            details=form.details(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        return expert_url(self.profile)

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        fresh = expert_or_404(self.request, self.profile.pk)
        saved = ProfileForm(user=self.request.user, for_team=True, instance=fresh)
        lines = differences(form, saved=saved, version=fresh.version)
        context = self.get_context_data(form=form, stale_words=str(error), differences=lines)
        return self.render_to_response(context, status=409)


class ExpertCvView(OneExpertView):
    template_name = "roster/expert_cv.html"
    form_class = CvForm
    heading = gettext_lazy("Add a curriculum vitae")
    submit_label = gettext_lazy("Add this file")

    def answer(self, form: CvForm) -> HttpResponse:
        try:
            return super().answer(form)
        except FileRefusedError as error:
            form.add_error("file", str(error))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=error.status)

    def act(self, form: CvForm) -> str:
        file = form.cleaned_data["file"]
        add_cv(self.profile, file=file, name=file.name, by=self.request.user)
        return expert_url(self.profile)


@login_required
@require_POST
def expert_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    profile = expert_or_404(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        take_profile_step(
            profile,
            event=ProfileEvent(form.cleaned_data["event"]),
            by=request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
            agrees=form.cleaned_data["agrees"],
        )
    except InvalidTransitionError as error:
        return conflict(request, error, expert_url(profile))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(expert_url(profile))
    messages.success(request, _("The step is taken and written in the history."))
    return redirect(expert_url(profile))


@login_required
@require_POST
def expert_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    profile = expert_or_404(request, pk)
    try:
        send_personal_link(profile, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, expert_url(profile))
    messages.success(request, _("A personal link is on its way to the expert."))
    return redirect(expert_url(profile))


class VettingListView(TeamOnlyMixin, TemplateView):
    """Policy: the team; nobody finds their own profile here."""

    template_name = "roster/vetting_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = list(profiles_to_vet(self.request.user))
        note_reading(waiting, where="vetting")
        return super().get_context_data(waiting=waiting, trail=experts_trail(), **kwargs)
