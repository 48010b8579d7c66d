"""The committee's page: declare, read, vote, decide; nothing of the content before declaring."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import add_errors, conflict
from teranga.facility import permissions
from teranga.facility.enums import Outcome, RequestEvent, Vote
from teranga.facility.forms.requests import DecisionForm, DeclareForm, SubmitForm, VoteForm
from teranga.facility.models import CommitteeReview, ExpertiseRequest
from teranga.facility.queries.clocks import request_due_on
from teranga.facility.queries.committee import (
    hearing_of,
    missing_for_committee,
    what_blocks_decision,
)
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.precedents import precedents_of_request
from teranga.facility.queries.requests import (
    checks_of,
    clocks_of,
    files_of,
    may_now,
    open_review_of,
)
from teranga.facility.services.committee import (
    cast_vote,
    declare_interest,
    record_decision,
    submit_to_committee,
)
from teranga.facility.views.requests import _OnRequestView, request_or_404, requests_trail


class RequestSubmitView(_OnRequestView):
    template_name = "facility/request_submit.html"
    form_class = SubmitForm
    heading = gettext_lazy("Put to the committee")
    submit_label = gettext_lazy("Put to the committee")

    def is_allowed(self) -> bool:
        return permissions.can_submit_request(self.request.user, self.expertise_request)

    def get_initial(self) -> dict[str, Any]:
        desk = desk_of(self.expertise_request.programme_id)
        due_on = request_due_on(desk, "committee", timezone.localdate())
        return {"procedure": "written", "recommendation": "approve", "due_on": due_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = missing_for_committee(self.expertise_request)
        row = self.expertise_request
        return super().get_context_data(missing=missing, expertise_request=row, **kwargs)

    def act(self, form: SubmitForm) -> str:
        user: Any = self.request.user
        submit_to_committee(
            self.expertise_request, by=user, on=timezone.localdate(), **form.cleaned_data
        )
        return self.page_url()


class RequestDecisionView(LoginRequiredMixin, TemplateView):
    """Policy: the door, then can_vote_on_request or can_change_request."""

    template_name = "facility/request_decision.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.expertise_request: ExpertiseRequest = request_or_404(request, kwargs["pk"])
        review = open_review_of(self.expertise_request)
        if review is None:
            raise Http404
        self.review: CommitteeReview = review
        if not permissions.can_read_voices(request.user, review):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        forms = {"declare": DeclareForm, "vote": VoteForm, "decide": DecisionForm}
        order = request.POST.get("order", "")
        if order not in forms:
            raise Http404
        form: Any = forms[order](request.POST, prefix=order)
        if form.is_valid():
            try:
                getattr(self, f"_{order}")(form)
            except ValidationError as error:
                add_errors(form, error)
            except InvalidTransitionError as error:
                return conflict(request, error, request.path)
        if form.errors:
            context = self.get_context_data(**{f"{order}_form": form})
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return redirect(request.path)

    def _declare(self, form: DeclareForm) -> None:
        user: Any = self.request.user
        declare_interest(self.review, member=user, at=timezone.now(), **form.cleaned_data)

    def _vote(self, form: VoteForm) -> None:
        user: Any = self.request.user
        vote = Vote(form.cleaned_data["vote"])
        comment = form.cleaned_data["comment"]
        cast_vote(self.review, member=user, vote=vote, comment=comment, at=timezone.now())
        messages.success(self.request, _("Your vote is noted. You may change it until the end."))

    def _decide(self, form: DecisionForm) -> None:
        user: Any = self.request.user
        told = form.cleaned_data | {"outcome": Outcome(form.cleaned_data["outcome"])}
        record_decision(self.review, by=user, on=timezone.localdate(), **told)
        messages.success(self.request, _("The decision is recorded; the requester is told."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        row, review = self.expertise_request, self.review
        hearing = hearing_of(review, user)
        is_team = permissions.can_change_request(user, row)
        votes = permissions.can_vote_on_request(user, row)
        has_declared = hearing.own is not None and hearing.own.has_conflict is False
        reads = has_declared or (is_team and not votes)
        today = timezone.localdate()
        may_decide = review.is_open and may_now(user, row, RequestEvent.APPROVE)
        blocks = (
            what_blocks_decision(review, hearing.voices, by=user, on=today) if may_decide else []
        )
        own_vote = {"vote": hearing.own.vote, "comment": hearing.own.comment} if hearing.own else {}
        context = {
            "expertise_request": row,
            "review": review,
            "hearing": hearing,
            "reads": reads,
            "is_team": is_team,
            "clocks": clocks_of([row], user, today)[0],
            "declare_form": DeclareForm(prefix="declare") if votes and review.is_open else None,
            "vote_form": VoteForm(prefix="vote", initial=own_vote)
            if has_declared and review.is_open
            else None,
            "decide_form": DecisionForm(
                prefix="decide", initial={"outcome": _leading(hearing.voices)}
            )
            if may_decide and reads and not blocks
            else None,
            "blocks": blocks if reads else [],
            "checks": checks_of(row) if reads else [],
            "files": files_of(row) if reads else [],
            "precedents": precedents_of_request(user, row) if reads else [],
            "trail": [*requests_trail(row if is_team else None), {"label": _("Decision")}],
        }
        return super().get_context_data(**context | kwargs)


def decision_url(expertise_request: ExpertiseRequest) -> str:
    return reverse("facility:request-decision", args=[expertise_request.pk])


def _leading(voices: Any) -> str:
    """Propose the decision most votes ask for; a person decides."""
    asked = [voice.vote for voice in voices if voice.vote and voice.vote != Vote.ABSTAIN]
    if not asked:
        return Outcome.APPROVED
    most = max(asked, key=asked.count)
    return {Vote.HOLD: Outcome.ON_HOLD, Vote.DECLINE: Outcome.DECLINED}.get(most, Outcome.APPROVED)
