from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.directory import permissions
from teranga.directory.forms.focal_points import AppointForm, CloseForm, EndForm, SeatForm
from teranga.directory.models import FocalPoint, FocalPointSeat
from teranga.directory.queries.focal_points import (
    SeatView,
    find_focal_point,
    find_seat,
    programmes_with_seats,
    seat_table,
    seat_views,
    seats_by_country,
)
from teranga.directory.queries.history import history_of
from teranga.directory.queries.people import guarded
from teranga.directory.services.focal_points import (
    appoint_focal_point,
    close_seat,
    end_focal_point,
    open_seat,
    reopen_seat,
)
from teranga.directory.services.people import note_reading


def seats_trail(seat: FocalPointSeat | None = None) -> Trail:
    trail = [{"label": _("Focal points"), "url": reverse("directory:focal-point-list")}]
    if seat is not None and seat.programme is not None:
        url = reverse("directory:focal-point-programme", args=[seat.programme.code])
        trail.append({"label": str(seat.programme), "url": url})
    return trail


def seat_url(seat: FocalPointSeat) -> str:
    return reverse("directory:seat-detail", args=[seat.pk])


def seat_or_404(request: HttpRequest, pk: UUID) -> FocalPointSeat:
    seat = find_seat(request.user, pk)
    if seat is None:
        raise Http404
    return seat


def _note_names(views: list[SeatView], where: str) -> None:
    people = [holding.person for view in views for holding in view.holdings if holding.person]
    note_reading(guarded(people), where=where)


class FocalPointListView(TemplateView):
    """Policy: public, through the door."""

    template_name = "directory/focal_point_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            programmes=programmes_with_seats(self.request.user),
            may_create=permissions.can_create_seats(self.request.user),
            **kwargs,
        )


class FocalPointProgrammeView(TemplateView):
    """Policy: public, through the door; a name appears where its owner agreed."""

    template_name = "directory/focal_point_programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        programmes = {row.programme.code: row for row in programmes_with_seats(user)}
        if kwargs["code"] not in programmes:
            raise Http404
        summary = programmes[kwargs["code"]]
        groups = seats_by_country(user, summary.programme)
        _note_names([seat for group in groups for seat in group.seats], "focal points")
        return super().get_context_data(
            summary=summary,
            groups=groups,
            table=seat_table(groups),
            n_to_fill=sum(seat.is_vacant for group in groups for seat in group.seats),
            trail=[*seats_trail(), {"label": str(summary.programme)}],
            **kwargs,
        )


class SeatDetailView(TemplateView):
    """Policy: public, through the door."""

    template_name = "directory/seat_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        seat = seat_or_404(self.request, kwargs["pk"])
        view = seat_views(user, [seat])[0]
        _note_names([view], f"seat {seat.pk}")
        may_change = permissions.can_change_seat(user, seat)
        return super().get_context_data(
            view=view,
            seat=seat,
            may_change=may_change,
            history=history_of(seat) if may_change else [],
            trail=[*seats_trail(seat), {"label": str(seat)}],
            **kwargs,
        )


class SeatCreateView(ServiceFormView):
    template_name = "directory/seat_create.html"
    form_class = SeatForm
    heading = gettext_lazy("Open a seat")

    def is_allowed(self) -> bool:
        return permissions.can_create_seats(self.request.user)

    def trail(self) -> Trail:
        return seats_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: SeatForm) -> str:
        return seat_url(open_seat(details=form.details(), by=self.request.user))


class _OneSeatView(ServiceFormView):
    def find(self) -> None:
        self.seat = seat_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_seat(self.request.user, self.seat)

    def trail(self) -> Trail:
        return [*seats_trail(self.seat), {"label": str(self.seat), "url": seat_url(self.seat)}]


class SeatAppointView(_OneSeatView):
    template_name = "directory/seat_appoint.html"
    form_class = AppointForm
    heading = gettext_lazy("Record who holds this seat")
    is_sensitive = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: AppointForm) -> str:
        appoint_focal_point(self.seat, by=self.request.user, **form.cleaned_data)
        return seat_url(self.seat)


class SeatCloseView(_OneSeatView):
    template_name = "directory/seat_close.html"
    form_class = CloseForm
    heading = gettext_lazy("Close this seat")

    def act(self, form: CloseForm) -> str:
        close_seat(self.seat, closed_on=form.cleaned_data["closed_on"], by=self.request.user)
        return seat_url(self.seat)


class FocalPointEndView(ServiceFormView):
    template_name = "directory/focal_point_end.html"
    form_class = EndForm
    heading = gettext_lazy("Record that the seat is left")

    def find(self) -> None:
        focal_point = find_focal_point(self.request.user, self.kwargs["pk"])
        if focal_point is None:
            raise Http404
        self.focal_point: FocalPoint = focal_point

    def is_allowed(self) -> bool:
        return permissions.can_change_seat(self.request.user, self.focal_point.seat)

    def trail(self) -> Trail:
        seat = self.focal_point.seat
        return [*seats_trail(seat), {"label": str(seat), "url": seat_url(seat)}]

    def act(self, form: EndForm) -> str:
        end_focal_point(
            self.focal_point, ends_on=form.cleaned_data["ends_on"], by=self.request.user
        )
        return seat_url(self.focal_point.seat)


@login_required
@require_POST
def seat_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    seat = seat_or_404(request, pk)
    try:
        reopen_seat(seat, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, seat_url(seat))
    messages.success(request, _("The seat is open again."))
    return redirect(seat_url(seat))
