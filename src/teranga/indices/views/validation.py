"""The national focal point: validation, objections, self-assessment, right of reply."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country
from teranga.core.service_form import ServiceFormView, Trail, conflict
from teranga.indices import permissions
from teranga.indices.enums import CellState
from teranga.indices.forms.decisions import ContestForm, ReplyForm, SelfAssessmentForm
from teranga.indices.models import CodingRound, RightOfReply
from teranga.indices.queries.codebooks import wording_of
from teranga.indices.queries.decisions import (
    country_of_round,
    entry_of,
    replies_visible_to,
    reply_visible_to,
    settled_domains,
)
from teranga.indices.services.decisions import contest_cell, validate_cells
from teranga.indices.services.replies import publish_reply, record_self_assessment, write_reply
from teranga.indices.views.decisions import cell_or_404
from teranga.indices.views.rounds import round_or_404, round_trail


def country_url(coding_round: CodingRound, alpha3: str) -> str:
    return reverse("indices:round-country", args=[coding_round.pk, alpha3])


def country_or_404(request: HttpRequest, coding_round: CodingRound, alpha3: str) -> Country:
    """Return a country of the round that is one's own; another's page does not exist."""
    country = country_of_round(coding_round, alpha3)
    if country is None or not permissions.can_validate_country(
        request.user, coding_round, country.pk
    ):
        raise Http404
    return country


class RoundCountryView(LoginRequiredMixin, TemplateView):
    """Policy: the focal point of that country (`can_validate_country`); 404 for all others."""

    template_name = "indices/round_country.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coding_round = round_or_404(self.request, kwargs["pk"])
        country = country_or_404(self.request, coding_round, kwargs["alpha3"])
        domains = settled_domains(self.request.user, coding_round, country)
        return super().get_context_data(
            coding_round=coding_round,
            country=country,
            domains=domains,
            types=wording_of(coding_round.codebook)["source_types"],
            n_waiting=sum(domain.n_waiting for domain in domains),
            replies=replies_visible_to(self.request.user, coding_round, country),
            trail=[*round_trail(coding_round), {"label": country.name}],
            **kwargs,
        )


@login_required
@require_POST
def round_validate(request: HttpRequest, pk: UUID, alpha3: str) -> HttpResponse:
    """Policy: the focal point of that country; validates the cells that are ticked."""
    coding_round = round_or_404(request, pk)
    country = country_or_404(request, coding_round, alpha3)
    ticked = set(request.POST.getlist("cells"))
    cells = [
        row.cell
        for domain in settled_domains(request.user, coding_round, country)
        for row in domain.cells
        if row.cell.state == CellState.SETTLED and str(row.cell.pk) in ticked
    ]
    address = country_url(coding_round, country.pk)
    try:
        n_validated = validate_cells(cells, given_at=timezone.now(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, address)
    words = ngettext("%(n)s cell is validated.", "%(n)s cells are validated.", n_validated)
    messages.success(request, words % {"n": n_validated})
    return redirect(address)


class _OwnCellView(ServiceFormView):
    """Policy: a settled cell of one's own country (`can_validate_cell`); 404 for all others."""

    def find(self) -> None:
        self.cell = cell_or_404(self.request, self.kwargs["pk"])
        if not permissions.can_validate_cell(self.request.user, self.cell):
            raise Http404

    def is_allowed(self) -> bool:
        return permissions.can_validate_cell(self.request.user, self.cell)

    def address(self) -> str:
        return country_url(self.cell.coding_round, self.cell.country_id or "")

    def trail(self) -> Trail:
        country = str(self.cell.country)
        return [*round_trail(self.cell.coding_round), {"label": country, "url": self.address()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cell=self.cell, entry=entry_of(self.cell), **kwargs)


class CellContestView(_OwnCellView):
    template_name = "indices/cell_contest.html"
    form_class = ContestForm
    heading = gettext_lazy("Contest a code")
    submit_label = gettext_lazy("Send back to adjudication")
    done_words = gettext_lazy("The cell goes back to adjudication, with your reason.")

    def act(self, form: ContestForm) -> str:
        contest_cell(
            self.cell,
            reason=form.cleaned_data["reason"],
            given_at=timezone.now(),
            by=self.request.user,
        )
        return self.address()


class CellAssessView(_OwnCellView):
    template_name = "indices/cell_assess.html"
    form_class = SelfAssessmentForm
    heading = gettext_lazy("The government's own answer")
    done_words = gettext_lazy("Kept beside the researchers' code.")

    def get_form_kwargs(self) -> dict[str, Any]:
        entry = entry_of(self.cell)
        wording = self.cell.indicator_version or (entry and entry.indicator_version)
        if wording is None:
            raise Http404
        return super().get_form_kwargs() | {"wording": wording}

    def act(self, form: SelfAssessmentForm) -> str:
        record_self_assessment(self.cell, answer=form.own_answer(), by=self.request.user)
        return self.address()


class ReplyCreateView(ServiceFormView):
    """Policy: the focal point of that country."""

    template_name = "indices/reply_create.html"
    form_class = ReplyForm
    heading = gettext_lazy("Right of reply")
    submit_label = gettext_lazy("Keep as a draft")
    done_words = gettext_lazy("The reply is a draft: read it again, then publish it.")
    draft = "reply"

    def find(self) -> None:
        self.coding_round = round_or_404(self.request, self.kwargs["pk"])
        self.country = country_or_404(self.request, self.coding_round, self.kwargs["alpha3"])

    def is_allowed(self) -> bool:
        return permissions.can_validate_country(
            self.request.user, self.coding_round, self.country.pk
        )

    def trail(self) -> Trail:
        address = country_url(self.coding_round, self.country.pk)
        return [*round_trail(self.coding_round), {"label": self.country.name, "url": address}]

    def act(self, form: ReplyForm) -> str:
        write_reply(self.coding_round, country=self.country, text=form.text(), by=self.request.user)
        return country_url(self.coding_round, self.country.pk)


@login_required
@require_POST
def reply_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Policy: the focal point of that country (`can_change_reply`)."""
    reply: RightOfReply | None = reply_visible_to(request.user, pk)
    if reply is None or not permissions.can_change_reply(request.user, reply):
        raise Http404
    address = country_url(reply.coding_round, reply.country_id or "")
    try:
        publish_reply(reply, published_at=timezone.now(), by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, address)
    messages.success(request, _("The reply is published beside the scores."))
    return redirect(address)
