"""Evaluations: planned, sent, answered through a link, read at once; and reviews of a period."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, ListView, TemplateView

from teranga.core.exceptions import TerangaError
from teranga.core.service_form import ServiceFormView, Trail, add_errors, conflict
from teranga.facility.enums import EvaluationKind, EvaluationState
from teranga.facility.forms.evaluations import EvaluationAnswerForm, EvaluationForm
from teranga.facility.models import Action, Evaluation
from teranga.facility.permissions.evaluations import (
    can_change_evaluation,
    can_create_evaluations,
    can_read_reviews_of_period,
)
from teranga.facility.queries.evaluations import (
    action_for_evaluation,
    activities_of,
    evaluations_visible_to,
    questions_of,
    results_of,
    title_of,
)
from teranga.facility.queries.periods import find_period, periods_until, review_of
from teranga.facility.services import evaluations as orders
from teranga.knowledge.enums import CriteriaPurpose
from teranga.knowledge.queries.practices import criteria_sets_visible_to


def evaluations_trail() -> Trail:
    return [{"label": _("Evaluations"), "url": reverse("facility:evaluation-list")}]


class EvaluationListView(ListView[Evaluation]):
    """Policy: whoever may ask for opinions somewhere; rows through the door."""

    template_name = "facility/evaluation_list.html"
    context_object_name = "evaluations"
    paginate_by = 40

    def get_queryset(self) -> QuerySet[Evaluation]:
        if not can_create_evaluations(self.request.user):
            raise PermissionDenied
        return evaluations_visible_to(self.request.user, state=self.request.GET.get("state", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        address, asked = reverse("facility:evaluation-list"), self.request.GET.get("state", "")
        tabs = [{"label": _("All"), "url": address, "current": not asked}] + [
            {
                "label": str(state.label),
                "url": f"{address}?state={state}",
                "current": asked == state,
            }
            for state in EvaluationState
        ]
        return context | {
            "named": [(title_of(row), row) for row in context["evaluations"]],
            "tabs": tabs,
            "asked": asked,
            "n_found": context["page_obj"].paginator.count,
            "today": timezone.localdate(),
        }


class EvaluationDetailView(DetailView[Evaluation]):
    """Policy: through the door, for whoever may ask for opinions somewhere."""

    template_name = "facility/evaluation_detail.html"
    context_object_name = "evaluation"

    def get_queryset(self) -> QuerySet[Evaluation]:
        if not can_create_evaluations(self.request.user):
            raise PermissionDenied
        return evaluations_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evaluation = self.object
        may_change = can_change_evaluation(self.request.user, evaluation)
        link = ""
        if may_change and evaluation.state == EvaluationState.OPEN:
            path = reverse("facility:evaluation-answer", args=[orders.link_token(evaluation)])
            link = self.request.build_absolute_uri(path)
        return super().get_context_data(**kwargs) | {
            "title": title_of(evaluation),
            "results": results_of(evaluation),
            "may_change": may_change,
            "link": link,
            "trail": [*evaluations_trail(), {"label": title_of(evaluation)}],
        }


class EvaluationCreateView(ServiceFormView):
    template_name = "facility/evaluation_create.html"
    form_class = EvaluationForm
    heading = gettext_lazy("Ask for an opinion")
    submit_label = gettext_lazy("Plan the evaluation")

    def find(self) -> None:
        action = action_for_evaluation(self.request.user, self.kwargs["pk"])
        if action is None:
            raise Http404
        self.action: Action = action

    def is_allowed(self) -> bool:
        return can_create_evaluations(self.request.user)

    def trail(self) -> Trail:
        return evaluations_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "action": self.action}

    def get_initial(self) -> dict[str, Any]:
        """Come from an activity, one asks those who took part in it."""
        initial: dict[str, Any] = {"due_on": timezone.localdate()}
        asked = self.request.GET.get("activity", "")
        rows = activities_of(self.request.user, self.action)
        about = next((row for row in rows if str(row.pk) == asked), None)
        if about is not None:
            initial |= {"activity": about, "kind": EvaluationKind.PARTICIPANTS}
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=self.action, **kwargs)

    def act(self, form: EvaluationForm) -> str:
        evaluation = orders.plan_evaluation(details=form.details(), by=self.request.user)
        return reverse("facility:evaluation-detail", args=[evaluation.pk])


def _evaluation_or_404(request: HttpRequest, pk: Any) -> Evaluation:
    evaluation = evaluations_visible_to(request.user).filter(pk=pk).first()
    if evaluation is None:
        raise Http404
    return evaluation


def _ordered(request: HttpRequest, pk: Any, order: Any, **values: Any) -> HttpResponse:
    evaluation = _evaluation_or_404(request, pk)
    address = reverse("facility:evaluation-detail", args=[evaluation.pk])
    try:
        order(evaluation, by=request.user, **values)
    except TerangaError as error:
        return conflict(request, error, address)
    return redirect(address)


@require_POST
def evaluation_open(request: HttpRequest, pk: Any) -> HttpResponse:
    """Policy: through the door (request.user); the service asks `can_change_evaluation`."""
    return _ordered(request, pk, orders.open_evaluation, on=timezone.localdate())


@require_POST
def evaluation_close(request: HttpRequest, pk: Any) -> HttpResponse:
    """Policy: through the door (request.user); the service asks `can_change_evaluation`."""
    return _ordered(request, pk, orders.close_evaluation, on=timezone.localdate())


@require_POST
def evaluation_renew(request: HttpRequest, pk: Any) -> HttpResponse:
    """Policy: through the door (request.user); the service asks `can_change_evaluation`."""
    return _ordered(request, pk, orders.renew_evaluation_link)


@require_POST
def evaluation_follow_up(request: HttpRequest, pk: Any) -> HttpResponse:
    """Policy: an Action through the door (request.user); the service asks for each question."""
    action = action_for_evaluation(request.user, pk)
    if action is None:
        raise Http404
    sets = criteria_sets_visible_to(request.user, CriteriaPurpose.EVALUATION)
    chosen = list(sets.filter(code="three-levels")) or list(sets[:1])
    try:
        orders.plan_follow_up(action, criteria_sets=chosen, by=request.user)
    except TerangaError as error:
        return conflict(request, error, reverse("facility:action-detail", args=[action.pk]))
    return redirect("facility:evaluation-list")


class EvaluationAnswerView(FormView[EvaluationAnswerForm]):
    """Policy: whoever holds the signed link, without an account; PermissionDenied is never told."""

    template_name = "facility/evaluation_answer.html"
    form_class = EvaluationAnswerForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        evaluation = orders.evaluation_of_token(kwargs["token"])
        if evaluation is None:
            raise Http404
        self.evaluation = evaluation
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sets": questions_of(self.evaluation)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "evaluation": self.evaluation,
            "is_open": self.evaluation.state == EvaluationState.OPEN,
        }

    def form_valid(self, form: EvaluationAnswerForm) -> HttpResponse:
        try:
            orders.receive_answer(
                self.evaluation,
                marks=form.marks(),
                strength=form.cleaned_data["strength"],
                wish=form.cleaned_data["wish"],
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        except TerangaError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        context = {"evaluation": self.evaluation, "is_thanked": True}
        return render(self.request, self.template_name, context)

    def form_invalid(self, form: EvaluationAnswerForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ReviewListView(TemplateView):
    """Policy: whoever holds the whole work (`can_read_reviews_of_period`)."""

    template_name = "facility/review_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_read_reviews_of_period(self.request.user):
            raise PermissionDenied
        periods = periods_until(timezone.localdate())
        return super().get_context_data(**kwargs) | {"periods": periods}


class ReviewDetailView(TemplateView):
    """Policy: whoever holds the whole work (`can_read_reviews_of_period`); rows by the door."""

    template_name = "facility/review_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not can_read_reviews_of_period(self.request.user):
            raise PermissionDenied
        period = find_period(kwargs["key"])
        if period is None:
            raise Http404
        trail = [
            {"label": _("Reviews"), "url": reverse("facility:review-list")},
            {"label": period.label},
        ]
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "period": period,
            "sections": review_of(self.request.user, period, today),
            "is_running": period.ends_on >= today,
            "trail": trail,
        }
