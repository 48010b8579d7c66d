"""Agreement of coders, disputed cells, decisions."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import StaleEditError
from teranga.core.service_form import ServiceFormView, Trail
from teranga.indices import permissions
from teranga.indices.forms.decisions import DecisionForm
from teranga.indices.forms.rounds import ReasonForm
from teranga.indices.models import Cell, CodingRound
from teranga.indices.queries.agreement import round_reliability
from teranga.indices.queries.codebooks import wording_of
from teranga.indices.queries.decisions import (
    cell_followed_by,
    cells_settled,
    cells_to_decide,
    codes_side_by_side,
    country_replies_to,
    entry_of,
    history_of,
    wording_to_decide_in,
)
from teranga.indices.queries.rounds import has_fictitious_codes, round_progress
from teranga.indices.services.decisions import (
    AgreedDomain,
    reopen_cell,
    settle_agreed_cells,
    settle_cell,
)
from teranga.indices.views.rounds import round_or_404, round_trail


def agreement_url(coding_round: CodingRound) -> str:
    return reverse("indices:round-agreement", args=[coding_round.pk])


def cell_or_404(request: HttpRequest, pk: UUID) -> Cell:
    cell = cell_followed_by(request.user, pk)
    if cell is None:
        raise Http404
    return cell


class RoundAgreementView(LoginRequiredMixin, TemplateView):
    """Policy: whoever runs the round or adjudicates in it; blind to what they code themselves."""

    template_name = "indices/round_agreement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        coding_round = round_or_404(self.request, kwargs["pk"])
        may_decide = permissions.can_create_adjudications(user, coding_round)
        if not (may_decide or permissions.can_manage_round(user, coding_round)):
            raise PermissionDenied
        agreed = [
            {"country": row.country, "domain": domain}
            for row in round_progress(user, coding_round)
            for domain in row.domains
            if domain.n_agreed
        ]
        return super().get_context_data(
            coding_round=coding_round,
            reliability=round_reliability(user, coding_round),
            disputed=cells_to_decide(user, coding_round),
            agreed=agreed,
            settled=cells_settled(user, coding_round) if may_decide else [],
            may_decide=may_decide,
            has_fictitious=has_fictitious_codes(user, coding_round),
            trail=[*round_trail(coding_round), {"label": _("Agreement of coders")}],
            **kwargs,
        )


@login_required
@require_POST
def round_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Policy: the right to adjudicate; confirms what both coders say of a domain."""
    coding_round = round_or_404(request, pk)
    if not permissions.can_create_adjudications(request.user, coding_round):
        raise PermissionDenied
    domain = AgreedDomain(
        coding_round=coding_round,
        country_id=request.POST.get("country", ""),
        domain_code=request.POST.get("domain", ""),
    )
    n_settled = settle_agreed_cells(domain, reason="", decided_at=timezone.now(), by=request.user)
    words = ngettext("%(n)s cell is settled.", "%(n)s cells are settled.", n_settled)
    messages.success(request, words % {"n": n_settled})
    return redirect(agreement_url(coding_round))


class CellDecideView(ServiceFormView):
    """Policy: the right to adjudicate, and not a coder of this cell."""

    template_name = "indices/cell_decide.html"
    form_class = DecisionForm
    heading = gettext_lazy("Decide a disputed cell")
    submit_label = gettext_lazy("Decide")
    done_words = gettext_lazy("The cell is settled; the reason is kept.")

    def find(self) -> None:
        self.cell = cell_or_404(self.request, self.kwargs["pk"])
        self.codes = codes_side_by_side(self.request.user, self.cell)
        self.wording = wording_to_decide_in(self.cell, self.codes)

    def is_allowed(self) -> bool:
        if self.wording is None:
            raise Http404
        return permissions.can_create_adjudication(self.request.user, self.cell)

    def trail(self) -> Trail:
        coding_round = self.cell.coding_round
        return [
            *round_trail(coding_round),
            {"label": _("Agreement of coders"), "url": agreement_url(coding_round)},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"wording": self.wording, "codes": self.codes}
        kwargs["initial"] = {
            "version": self.cell.version,
            "rests_on": [str(view.code.pk) for view in self.codes],
        }
        return kwargs

    def act(self, form: DecisionForm) -> str:
        settle_cell(
            self.cell,
            settlement=form.settlement(),
            version=form.cleaned_data["version"],
            decided_at=timezone.now(),
            by=self.request.user,
        )
        return agreement_url(self.cell.coding_round)

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        now = cell_or_404(self.request, self.cell.pk)
        typed = form.data.copy()
        typed["version"] = str(now.version)
        form.data = typed
        context = self.get_context_data(form=form, stale_words=str(error), now=now)
        return self.render_to_response(context, status=HTTPStatus.CONFLICT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cell=self.cell,
            entry=entry_of(self.cell),
            codes=self.codes,
            words=country_replies_to(self.cell),
            steps=history_of(self.cell),
            types=wording_of(self.cell.coding_round.codebook)["source_types"],
            **kwargs,
        )


class CellReopenView(ServiceFormView):
    """Policy: the right to adjudicate, and not a coder of this cell."""

    template_name = "indices/cell_reopen.html"
    form_class = ReasonForm
    heading = gettext_lazy("Open a settled cell again")
    submit_label = gettext_lazy("Open it again")
    done_words = gettext_lazy("The cell waits for a new decision; the former one is kept.")

    def find(self) -> None:
        self.cell = cell_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_create_adjudication(self.request.user, self.cell)

    def trail(self) -> Trail:
        address = agreement_url(self.cell.coding_round)
        agreement = {"label": _("Agreement of coders"), "url": address}
        return [*round_trail(self.cell.coding_round), agreement]

    def act(self, form: ReasonForm) -> str:
        reopen_cell(
            self.cell,
            reason=form.cleaned_data["reason"],
            decided_at=timezone.now(),
            by=self.request.user,
        )
        return reverse("indices:cell-decide", args=[self.cell.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cell=self.cell, entry=entry_of(self.cell), steps=history_of(self.cell), **kwargs
        )
