"""The team's pages on requests: the queue with its clocks, one request, each order."""

from typing import Any
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from teranga.core.exceptions import StaleEditError
from teranga.core.service_form import ServiceFormView, Trail
from teranga.core.services.attachments import add_attachment
from teranga.facility import permissions
from teranga.facility.enums import RequestChannel, RequestEvent
from teranga.facility.filters import RequestFilter
from teranga.facility.forms.requests import OfficerForm, ReasonForm, RequestForm, ScreeningForm
from teranga.facility.models import ExpertiseRequest
from teranga.facility.permissions.transitions import REQUEST_TRANSITIONS
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.officers import officers_of
from teranga.facility.queries.precedents import precedents_of_request
from teranga.facility.queries.requests import (
    action_of,
    checks_of,
    clocks_of,
    files_of,
    find_request,
    may_now,
    open_review_of,
    orders_for,
    queue,
    queue_counts,
    reviews_of,
    steps_of,
)
from teranga.facility.services.requests import (
    assign_officer,
    file_request,
    note_contact_reading,
    order_request_step,
    screen_request,
    update_request,
)

PER_PAGE = 25


def requests_trail(expertise_request: ExpertiseRequest | None = None) -> Trail:
    trail = [{"label": _("Requests"), "url": reverse("facility:request-list")}]
    if expertise_request is not None:
        url = reverse("facility:request-detail", args=[expertise_request.pk])
        trail.append({"label": expertise_request.number, "url": url})
    return trail


def request_or_404(request: HttpRequest, pk: UUID) -> ExpertiseRequest:
    expertise_request = find_request(request.user, pk)
    if expertise_request is None:
        raise Http404
    return expertise_request


class RequestListView(LoginRequiredMixin, TemplateView):
    """Policy: can_list_requests, then the door."""

    template_name = "facility/request_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not permissions.can_list_requests(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        self.filter = RequestFilter(self.request.GET, user=user)
        clocks = clocks_of(queue(user, self.filter.choice()), user, today)
        page = Paginator(clocks, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            filter=self.filter,
            counts=queue_counts(clocks),
            page_obj=page,
            n_found=len(clocks),
            may_create=permissions.can_create_requests(user),
            may_export=permissions.can_export_requests(user),
            is_team=permissions.can_create_requests(user),
            **kwargs,
        )


class RequestDetailView(LoginRequiredMixin, TemplateView):
    """Policy: the door, then can_change_request; a committee member reads on the decision page."""

    template_name = "facility/request_detail.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponseBase:  # type: ignore[override]
        expertise_request = request_or_404(request, pk)
        if not permissions.can_change_request(request.user, expertise_request):
            if permissions.can_vote_on_request(request.user, expertise_request):
                return redirect("facility:request-decision", pk=pk)
            raise PermissionDenied
        return self.render_to_response(self.get_context_data(expertise_request=expertise_request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, row = self.request.user, kwargs["expertise_request"]
        action = action_of(user, row)
        reads_contact = permissions.can_read_contact(user, row) and row.contact_name
        if reads_contact:
            note_contact_reading(row)
        return super().get_context_data(
            clocks=clocks_of([row], user, timezone.localdate())[0],
            action=action,
            steps=steps_of(row),
            checks=checks_of(row),
            reviews=reviews_of(row),
            review=open_review_of(row),
            files=files_of(row),
            orders=orders_for(user, row),
            may_submit=may_now(user, row, RequestEvent.SUBMIT),
            may_screen=row.state in {"screening", "incomplete"},
            may_edit=row.is_open,
            may_open_action=row.state == "approved"
            and action is None
            and permissions.can_create_actions(user),
            reads_contact=reads_contact,
            precedents=precedents_of_request(user, row),
            trail=[*requests_trail(), {"label": row.number}],
            **kwargs,
        )


class _OnRequestView(ServiceFormView):
    """A form about one request, found through the door."""

    def find(self) -> None:
        self.expertise_request = request_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_request(self.request.user, self.expertise_request)

    def trail(self) -> Trail:
        return requests_trail(self.expertise_request)

    def page_url(self) -> str:
        return reverse("facility:request-detail", args=[self.expertise_request.pk])


class RequestCreateView(ServiceFormView):
    template_name = "facility/request_create.html"
    form_class = RequestForm
    heading = gettext_lazy("Type in a request received")
    submit_label = gettext_lazy("Put on file")
    is_sensitive = True

    def is_allowed(self) -> bool:
        return permissions.can_create_requests(self.request.user)

    def trail(self) -> Trail:
        return requests_trail()

    def get_initial(self) -> dict[str, Any]:
        return {"received_on": timezone.localdate(), "channel": RequestChannel.EMAIL}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "is_new": True}

    def act(self, form: RequestForm) -> str:
        user: Any = self.request.user
        expertise_request = file_request(
            details=form.details(),
            channel=form.cleaned_data["channel"],
            received_on=form.cleaned_data["received_on"],
            by=user,
        )
        original = form.cleaned_data["original"]
        if original:
            add_attachment(
                original,
                name=original.name,
                title=_("Original of the request"),
                added_by=user,
                about=expertise_request,
            )
        return reverse("facility:request-detail", args=[expertise_request.pk])


class RequestUpdateView(_OnRequestView):
    template_name = "facility/request_update.html"
    form_class = RequestForm
    heading = gettext_lazy("Correct the request")
    is_sensitive = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "is_new": False}

    def get_initial(self) -> dict[str, Any]:
        row = self.expertise_request
        names = [name for name in RequestForm.base_fields if hasattr(row, name)]
        countries = list(row.countries.all())
        return {name: getattr(row, name) for name in names} | {
            "country": countries[0] if countries else None,
            "other_countries": countries[1:],
            "themes": list(row.themes.all()),
        }

    def act(self, form: RequestForm) -> str:
        user: Any = self.request.user
        update_request(
            self.expertise_request,
            details=form.details(self.expertise_request.programme),
            version=form.cleaned_data["version"],
            by=user,
        )
        return self.page_url()

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        self.find()
        form.data = form.data | {"version": str(self.expertise_request.version)}
        return super().stale(form, error)


class RequestOfficerView(_OnRequestView):
    template_name = "facility/request_officer.html"
    form_class = OfficerForm
    heading = gettext_lazy("Who follows this request")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "officers": officers_of(self.expertise_request, on=timezone.localdate())
        }

    def get_initial(self) -> dict[str, Any]:
        return {"officer": self.expertise_request.officer}

    def act(self, form: OfficerForm) -> str:
        user: Any = self.request.user
        assign_officer(self.expertise_request, officer=form.cleaned_data["officer"], by=user)
        return self.page_url()


class RequestScreeningView(_OnRequestView):
    template_name = "facility/request_screening.html"
    form_class = ScreeningForm
    heading = gettext_lazy("Eligibility and screening note")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "expertise_request": self.expertise_request,
            "desk": desk_of(self.expertise_request.programme_id),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(expertise_request=self.expertise_request, **kwargs)

    def act(self, form: ScreeningForm) -> str:
        user: Any = self.request.user
        screen_request(
            self.expertise_request,
            verdicts=form.verdicts(),
            instrument=form.cleaned_data["instrument"],
            note=form.cleaned_data["screening_note"],
            version=form.cleaned_data["version"],
            by=user,
        )
        return self.page_url()

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        self.find()
        form.data = form.data | {"version": str(self.expertise_request.version)}
        return super().stale(form, error)


class RequestOrderView(_OnRequestView):
    """Policy: the part that the table of transitions names (can_change_request and others)."""

    template_name = "facility/request_order.html"
    form_class = ReasonForm

    def find(self) -> None:
        super().find()
        if self.kwargs["event"] not in RequestEvent.values:
            raise Http404
        self.event = RequestEvent(self.kwargs["event"])
        if self.event not in REQUEST_TRANSITIONS:
            raise Http404
        self.transition = REQUEST_TRANSITIONS[self.event]
        self.heading = self.submit_label = self.transition.order

    def is_allowed(self) -> bool:
        return self.transition.part_of(self.request.user, self.expertise_request) is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {RequestEvent.ASK, RequestEvent.REFUSE, RequestEvent.WITHDRAW}
        words = _("The requester reads it.") if self.event in told else ""
        return super().get_form_kwargs() | {
            "label": _("Question") if self.event == RequestEvent.ASK else _("Reason"),
            "help_text": words,
            "required": self.transition.needs_reason,
        }

    def act(self, form: ReasonForm) -> str:
        order_request_step(
            self.expertise_request,
            event=self.event,
            by=self.request.user,
            on=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )
        return self.page_url()
