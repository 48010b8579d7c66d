"""Pages of activities: the list by date, one activity, its plan, its people, its report."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.core.documents import documents_about
from teranga.core.exceptions import StaleEditError
from teranga.core.service_form import ServiceFormView, Trail
from teranga.facility import permissions
from teranga.facility.enums import ActivityState
from teranga.facility.exporters.lists import file_response, participant_rows
from teranga.facility.filters import ActivityFilter
from teranga.facility.forms.activities import (
    ActivityForm,
    AgendaForm,
    ParticipantExportForm,
    ParticipantsForm,
    ReportForm,
)
from teranga.facility.forms.requests import ReasonForm
from teranga.facility.models import Activity
from teranga.facility.queries.activities import (
    activities_visible_to,
    agenda_of,
    attendance_of,
    changes_of,
    find_activity,
    find_participant,
    named_participants,
    participants_of,
)
from teranga.facility.queries.parts import activity_parts, drawn_parts
from teranga.facility.services.activities import (
    PLANNED_FIELDS,
    add_agenda_item,
    add_participants,
    move_activity,
    plan_activity,
    remove_participant,
    replan_activity,
    report_activity,
)
from teranga.facility.services.participants import (
    note_participants_reading,
    record_participants_export,
)
from teranga.facility.views.action_files import _OnActionView, actions_trail


def activity_or_404(request: HttpRequest, pk: UUID) -> Activity:
    activity = find_activity(request.user, pk)
    if activity is None:
        raise Http404
    return activity


def activity_url(activity: Activity) -> str:
    return reverse("facility:activity-detail", args=[activity.pk])


def activities_trail(activity: Activity, user: object) -> Trail:
    if permissions.can_read_action_file(user, activity.action):
        return actions_trail(activity.action)
    url = reverse("facility:action-detail", args=[activity.action_id])
    return [*actions_trail(), {"label": activity.action.code, "url": url}]


class ActivityListView(ListView[Activity]):
    policy = "public, through the door"
    template_name = "facility/activity_list.html"
    context_object_name = "activities"
    paginate_by = 30

    def get_queryset(self) -> Any:
        user = self.request.user
        self.filter = ActivityFilter(self.request.GET, user=user)
        return activities_visible_to(user, self.filter.choice(), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        n_found = context["page_obj"].paginator.count
        return context | {"filter": self.filter, "n_found": n_found}


class ActivityDetailView(TemplateView):
    """Policy: public, through the door; its file for can_read_activity_file."""

    template_name = "facility/activity_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        activity = activity_or_404(self.request, kwargs["pk"])
        reads_file = permissions.can_read_activity_file(user, activity)
        reads_people = permissions.can_read_participants(user, activity)
        named = named_participants(activity) if reads_people else []
        note_participants_reading(activity, named)
        may_change = permissions.can_change_activity(user, activity)
        context = super().get_context_data(**kwargs) | {
            "activity": activity,
            "action": activity.action,
            "reads_file": reads_file,
            "may_change": may_change and activity.action.is_managed,
            "attendance": attendance_of(activity),
            "agenda": agenda_of(activity),
            "parts": drawn_parts(activity_parts, activity, user, for_team=False),
            "trail": [*activities_trail(activity, user), {"label": str(activity)}],
        }
        if reads_file:
            context |= {
                "changes": changes_of(activity),
                "named": named,
                "files": documents_about(user, activity),
                "team_parts": drawn_parts(activity_parts, activity, user, for_team=True),
            }
        return context


class ActivityCreateView(_OnActionView):
    template_name = "facility/activity_create.html"
    form_class = ActivityForm
    heading = gettext_lazy("Plan an activity")
    submit_label = gettext_lazy("Add to the plan")

    def is_allowed(self) -> bool:
        return self.action.is_managed and super().is_allowed()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"is_new": True}

    def get_initial(self) -> dict[str, Any]:
        return {"held_in": self.action.country, "n_experts": 1}

    def act(self, form: ActivityForm) -> str:
        user: Any = self.request.user
        return activity_url(plan_activity(self.action, values=form.values(), by=user))


class _OnActivityView(ServiceFormView):
    """A form about one activity, found through the door."""

    def find(self) -> None:
        self.activity = activity_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return self.activity.action.is_managed and permissions.can_change_activity(
            self.request.user, self.activity
        )

    def trail(self) -> Trail:
        label = str(self.activity)
        return [
            *activities_trail(self.activity, self.request.user),
            {"label": label, "url": activity_url(self.activity)},
        ]

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        self.find()
        form.data = form.data | {"version": str(self.activity.version)}
        return super().stale(form, error)


class ActivityUpdateView(_OnActivityView):
    template_name = "facility/activity_update.html"
    form_class = ActivityForm
    heading = gettext_lazy("Re-plan the activity")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"is_new": False}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.activity, name) for name in (*PLANNED_FIELDS, "version")}

    def act(self, form: ActivityForm) -> str:
        user: Any = self.request.user
        told = form.cleaned_data
        replan_activity(
            self.activity,
            values=form.values(),
            reason=told["reason"],
            version=told["version"],
            by=user,
        )
        return activity_url(self.activity)


class ActivityMoveView(_OnActivityView):
    """Policy: can_change_activity, asked again by the service on the row."""

    template_name = "facility/activity_move.html"
    form_class = ReasonForm
    headings = {
        ActivityState.CONFIRMED: gettext_lazy("Confirm the activity"),
        ActivityState.HELD: gettext_lazy("Record that it was held"),
        ActivityState.CANCELLED: gettext_lazy("Cancel the activity"),
        ActivityState.PLANNED: gettext_lazy("Plan it again"),
    }

    def find(self) -> None:
        super().find()
        if self.kwargs["state"] not in ActivityState.values:
            raise Http404
        self.state = ActivityState(self.kwargs["state"])
        self.heading = self.submit_label = self.headings[self.state]

    def get_form_kwargs(self) -> dict[str, Any]:
        asks = self.state in {ActivityState.CANCELLED, ActivityState.PLANNED}
        words = {"label": _("Reason") if asks else _("Note"), "help_text": "", "required": asks}
        return super().get_form_kwargs() | words

    def act(self, form: ReasonForm) -> str:
        user: Any = self.request.user
        move_activity(
            self.activity,
            to=self.state,
            by=user,
            on=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )
        return activity_url(self.activity)


class ActivityReportView(_OnActivityView):
    template_name = "facility/activity_report.html"
    form_class = ReportForm
    heading = gettext_lazy("Mission report")

    def get_initial(self) -> dict[str, Any]:
        names = ("mission_report", "summary", "version")
        return {name: getattr(self.activity, name) for name in names}

    def act(self, form: ReportForm) -> str:
        user: Any = self.request.user
        report_activity(self.activity, by=user, on=timezone.localdate(), **form.cleaned_data)
        return activity_url(self.activity)


class AgendaItemCreateView(_OnActivityView):
    template_name = "facility/agenda_item_create.html"
    form_class = AgendaForm
    heading = gettext_lazy("Add to the agenda")

    def get_initial(self) -> dict[str, Any]:
        return {"on_day": self.activity.starts_on}

    def act(self, form: AgendaForm) -> str:
        user: Any = self.request.user
        add_agenda_item(self.activity, values=form.cleaned_data, by=user)
        return activity_url(self.activity) + "#agenda"


class ParticipantCreateView(_OnActivityView):
    template_name = "facility/participant_create.html"
    form_class = ParticipantsForm
    heading = gettext_lazy("Note who took part")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_change_participants(self.request.user, self.activity)

    def act(self, form: ParticipantsForm) -> str:
        user: Any = self.request.user
        add_participants(self.activity, rows=form.rows(), by=user)
        return activity_url(self.activity) + "#participants"


class ParticipantExportView(_OnActivityView):
    """Policy: can_export_participants, with a reason kept in the audit."""

    template_name = "facility/participant_export.html"
    form_class = ParticipantExportForm
    heading = gettext_lazy("Export the participants")
    submit_label = gettext_lazy("Export")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_export_participants(self.request.user, self.activity)

    def answer(self, form: ParticipantExportForm) -> HttpResponse:
        people = participants_of(self.activity)
        user: Any = self.request.user
        record_participants_export(
            self.activity, people, reason=form.cleaned_data["reason"], by=user
        )
        return file_response(participant_rows(people), name="participants", file_format="xlsx")


@login_required
@require_POST
def participant_remove(request: HttpRequest, pk: UUID, participant: UUID) -> HttpResponse:
    """Policy: can_change_participants, asked by the service on the row."""
    activity = activity_or_404(request, pk)
    if not permissions.can_change_participants(request.user, activity):
        raise PermissionDenied
    found = find_participant(activity, participant)
    if found is None:
        raise Http404
    user: Any = request.user
    remove_participant(found, by=user)
    return redirect(activity_url(activity) + "#participants")
