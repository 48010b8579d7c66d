from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.indices import permissions
from teranga.indices.forms.rounds import AssignForm, ReasonForm, RoundCodebookForm, RoundForm
from teranga.indices.models import Assignment, CodingRound
from teranga.indices.queries.coding import assignments_of
from teranga.indices.queries.decisions import published_replies
from teranga.indices.queries.rounds import (
    assignment_followed_by,
    countries_settled,
    has_fictitious_codes,
    round_progress,
    rounds_visible_to,
)
from teranga.indices.services.coding import reopen_assignment
from teranga.indices.services.rounds import (
    assign_domains,
    change_round_codebook,
    close_round,
    create_round,
    open_round,
)


def rounds_trail() -> Trail:
    return [{"label": _("Coding rounds"), "url": reverse("indices:round-list")}]


def round_url(coding_round: CodingRound) -> str:
    return reverse("indices:round-detail", args=[coding_round.pk])


def round_trail(coding_round: CodingRound) -> Trail:
    return [*rounds_trail(), {"label": str(coding_round), "url": round_url(coding_round)}]


def round_or_404(request: HttpRequest, pk: UUID) -> CodingRound:
    found: CodingRound | None = rounds_visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class RoundListView(LoginRequiredMixin, TemplateView):
    """Policy: signed in, through the door."""

    template_name = "indices/round_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            rounds=rounds_visible_to(user),
            may_create=permissions.can_create_rounds(user),
            **kwargs,
        )


class RoundDetailView(LoginRequiredMixin, TemplateView):
    """Policy: signed in, through the door; the grid is for whoever runs the round."""

    template_name = "indices/round_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        coding_round = round_or_404(self.request, kwargs["pk"])
        progress = round_progress(user, coding_round)
        may_freeze = permissions.can_freeze_round(user, coding_round)
        return super().get_context_data(
            coding_round=coding_round,
            progress=progress,
            n_cells=sum(row.n_cells for row in progress),
            n_settled=sum(row.n_settled for row in progress),
            n_disputed=sum(domain.n_disputed for row in progress for domain in row.domains),
            mine=assignments_of(user).filter(coding_round=coding_round),
            to_validate=[
                row
                for row in countries_settled(coding_round)
                if permissions.can_validate_country(user, coding_round, row.country.pk)
            ],
            replies=published_replies(user, coding_round),
            has_fictitious=has_fictitious_codes(user, coding_round),
            may_manage=permissions.can_manage_round(user, coding_round),
            may_decide=permissions.can_create_adjudications(user, coding_round),
            freeze_url=_freeze_url(coding_round) if may_freeze else "",
            trail=[*rounds_trail(), {"label": str(coding_round)}],
            **kwargs,
        )


def _freeze_url(coding_round: CodingRound) -> str:
    try:
        return reverse("indices:edition-freeze", args=[coding_round.pk])
    except NoReverseMatch:
        return ""


class RoundCreateView(ServiceFormView):
    template_name = "indices/round_create.html"
    form_class = RoundForm
    heading = gettext_lazy("Prepare a coding round")
    draft = "round-create"

    def is_allowed(self) -> bool:
        return permissions.can_create_rounds(self.request.user)

    def trail(self) -> Trail:
        return rounds_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: RoundForm) -> str:
        return round_url(create_round(details=form.details(), by=self.request.user))


class _ManagedRoundView(ServiceFormView):
    def find(self) -> None:
        self.coding_round = round_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_manage_round(self.request.user, self.coding_round)

    def trail(self) -> Trail:
        return round_trail(self.coding_round)


class RoundAssignView(_ManagedRoundView):
    template_name = "indices/round_assign.html"
    form_class = AssignForm
    heading = gettext_lazy("Give domains to coders")
    submit_label = gettext_lazy("Give these domains")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "coding_round": self.coding_round,
            "on": timezone.localdate(),
        }

    def act(self, form: AssignForm) -> str:
        n_given = assign_domains(
            self.coding_round,
            countries=list(form.cleaned_data["countries"]),
            domain_codes=form.cleaned_data["domains"],
            coders=[form.cleaned_data["first"], form.cleaned_data["second"]],
            by=self.request.user,
        )
        self.done_words = ngettext(
            "%(n)s domain is given.", "%(n)s domains are given.", n_given
        ) % {"n": n_given}
        return round_url(self.coding_round)


class RoundCodebookView(_ManagedRoundView):
    template_name = "indices/round_codebook.html"
    form_class = RoundCodebookForm
    heading = gettext_lazy("Go on with another version of the codebook")
    submit_label = gettext_lazy("Go on with this version")
    done_words = gettext_lazy(
        "The round goes on with this version; codes already given stay in their wording."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "coding_round": self.coding_round,
        }

    def act(self, form: RoundCodebookForm) -> str:
        codebook = form.cleaned_data["codebook"]
        change_round_codebook(self.coding_round, codebook=codebook, by=self.request.user)
        return round_url(self.coding_round)


class AssignmentReopenView(ServiceFormView):
    """Policy: the right to manage the round; the coder gets the domain back, with the reason."""

    template_name = "indices/assignment_reopen.html"
    form_class = ReasonForm
    heading = gettext_lazy("Give a domain back to its coder")
    submit_label = gettext_lazy("Give it back")

    def find(self) -> None:
        found: Assignment | None = assignment_followed_by(self.request.user, self.kwargs["pk"])
        if found is None:
            raise Http404
        self.assignment = found

    def is_allowed(self) -> bool:
        return permissions.can_manage_round(self.request.user, self.assignment.coding_round)

    def trail(self) -> Trail:
        return round_trail(self.assignment.coding_round)

    def act(self, form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        reopen_assignment(self.assignment, reason=reason, by=self.request.user)
        return round_url(self.assignment.coding_round)


@login_required
@require_POST
def round_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _order(request, pk, open_round, _("The round is open: coders find it on their page."))


@login_required
@require_POST
def round_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _order(request, pk, close_round, _("The round is closed to coders."))


def _order(request: HttpRequest, pk: UUID, order: Any, words: str) -> HttpResponse:
    coding_round = round_or_404(request, pk)
    if not permissions.can_manage_round(request.user, coding_round):
        raise PermissionDenied
    try:
        order(coding_round, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, round_url(coding_round))
    messages.success(request, words)
    return redirect(round_url(coding_round))
