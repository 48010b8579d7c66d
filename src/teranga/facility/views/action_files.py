"""The team part of an Action: its file, its plan, each order of its life."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.documents import documents_about
from teranga.core.enums import Visibility
from teranga.core.exceptions import StaleEditError
from teranga.core.service_form import ServiceFormView, Trail
from teranga.facility import permissions
from teranga.facility.enums import ActionEvent, RequestState
from teranga.facility.forms.actions import ActionForm
from teranga.facility.forms.requests import ReasonForm
from teranga.facility.models import Action
from teranga.facility.permissions.transitions import ACTION_TRANSITIONS
from teranga.facility.queries.action_files import (
    action_clocks,
    activities_of,
    find_action,
    orders_for_action,
    region_of_request,
    steps_of_action,
)
from teranga.facility.queries.parts import action_parts, drawn_parts
from teranga.facility.queries.sheets import sheet_of
from teranga.facility.services.actions import (
    open_action,
    order_action_step,
    publish_action,
    update_action,
)
from teranga.facility.views.requests import _OnRequestView


def actions_trail(action: Action | None = None) -> Trail:
    trail = [{"label": _("Actions"), "url": reverse("facility:action-list")}]
    if action is not None:
        url = reverse("facility:action-file", args=[action.pk])
        trail.append({"label": action.code, "url": url})
    return trail


def action_or_404(request: HttpRequest, pk: UUID) -> Action:
    action = find_action(request.user, pk)
    if action is None:
        raise Http404
    return action


def file_or_404(request: HttpRequest, pk: UUID) -> Action:
    """Find an Action whose file this visitor may read (can_read_action_file)."""
    action = action_or_404(request, pk)
    if not permissions.can_read_action_file(request.user, action):
        raise PermissionDenied
    return action


class ActionFileView(LoginRequiredMixin, TemplateView):
    """Policy: the door, then can_read_action_file."""

    template_name = "facility/action_file.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:  # type: ignore[override]
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        return self.render_to_response(self.get_context_data(action=file_or_404(request, pk)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, action = self.request.user, kwargs["action"]
        may_change = permissions.can_change_action(user, action)
        return super().get_context_data(
            clocks=action_clocks(user, action, timezone.localdate()),
            steps=steps_of_action(action),
            orders=orders_for_action(user, action),
            activities=activities_of(user, action),
            sheet=sheet_of(action),
            side=permissions.side_of(user, action),
            may_change=may_change,
            may_publish=permissions.can_archive_action(user, action),
            is_public=action.visibility == Visibility.PUBLIC,
            files=documents_about(user, action),
            parts=drawn_parts(action_parts, action, user, for_team=True),
            trail=[*actions_trail(), {"label": action.code}],
            **kwargs,
        )


class ActionCreateView(_OnRequestView):
    template_name = "facility/action_create.html"
    form_class = ActionForm
    heading = gettext_lazy("Open the Action")
    submit_label = gettext_lazy("Open the Action")

    def is_allowed(self) -> bool:
        is_approved = self.expertise_request.state == RequestState.APPROVED
        return is_approved and permissions.can_change_request(
            self.request.user, self.expertise_request
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        programme = self.expertise_request.programme
        told = {"user": self.request.user, "programme": programme, "is_new": True}
        return super().get_form_kwargs() | told

    def get_initial(self) -> dict[str, Any]:
        row = self.expertise_request
        language = row.language if row.language in {"fr", "en"} else "fr"
        return {
            f"title_{language}": row.title,
            "language": language,
            "currency": "EUR",
            "region": region_of_request(row),
            "planned_starts_on": row.wished_start_on,
        }

    def act(self, form: ActionForm) -> str:
        user: Any = self.request.user
        action = open_action(
            self.expertise_request, details=form.details(), by=user, on=timezone.localdate()
        )
        return reverse("facility:action-file", args=[action.pk])


class _OnActionView(ServiceFormView):
    """A form about one Action, found through the door."""

    def find(self) -> None:
        self.action = action_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_action(self.request.user, self.action)

    def trail(self) -> Trail:
        return actions_trail(self.action)

    def page_url(self) -> str:
        return reverse("facility:action-file", args=[self.action.pk])


class ActionUpdateView(_OnActionView):
    template_name = "facility/action_update.html"
    form_class = ActionForm
    heading = gettext_lazy("Title, period, phase")

    def is_allowed(self) -> bool:
        return self.action.is_managed and super().is_allowed()

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"user": self.request.user, "programme": self.action.programme, "is_new": False}
        return super().get_form_kwargs() | told

    def get_initial(self) -> dict[str, Any]:
        names = ("region", "phase", "planned_starts_on", "planned_ends_on", "language", "currency")
        action = self.action
        return {name: getattr(action, name) for name in (*names, "version")} | {
            "title_fr": action.title.get("fr", ""),
            "title_en": action.title.get("en", ""),
            "summary": action.summary.get(action.language, ""),
        }

    def act(self, form: ActionForm) -> str:
        user: Any = self.request.user
        version = form.cleaned_data["version"]
        update_action(self.action, details=form.details(), version=version, by=user)
        return self.page_url()

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        self.find()
        form.data = form.data | {"version": str(self.action.version)}
        return super().stale(form, error)


class ActionOrderView(_OnActionView):
    """Policy: the part that the table of transitions names (can_change_action and others)."""

    template_name = "facility/action_order.html"
    form_class = ReasonForm

    def find(self) -> None:
        super().find()
        if self.kwargs["event"] not in {event.value for event in ACTION_TRANSITIONS}:
            raise Http404
        self.event = ActionEvent(self.kwargs["event"])
        self.transition = ACTION_TRANSITIONS[self.event]
        self.heading = self.submit_label = self.transition.order

    def is_allowed(self) -> bool:
        may = self.transition.part_of(self.request.user, self.action) is not None
        return may and permissions.can_read_action_file(self.request.user, self.action)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "label": _("Reason"),
            "help_text": "",
            "required": self.transition.needs_reason,
        }

    def act(self, form: ReasonForm) -> str:
        order_action_step(
            self.action,
            event=self.event,
            by=self.request.user,
            on=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )
        return self.page_url()


@login_required
@require_POST
def action_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Policy: can_archive_action, checked on the row by the service."""
    action = action_or_404(request, pk)
    opens = "open" in request.POST
    user: Any = request.user
    publish_action(action, visibility=Visibility.PUBLIC if opens else Visibility.PROGRAMME, by=user)
    messages.success(
        request, _("Everyone sees the public page.") if opens else _("The public page is closed.")
    )
    return redirect("facility:action-file", pk=pk)
