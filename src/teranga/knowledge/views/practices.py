"""Practices: found, read, written, judged."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from teranga.core.exceptions import StaleEditError, TerangaError
from teranga.core.service_form import ServiceFormView, Trail, conflict, differences
from teranga.knowledge import permissions
from teranga.knowledge.enums import CriteriaPurpose, PracticeState, ReviewerKind
from teranga.knowledge.filters import PracticeFilter
from teranga.knowledge.forms.practices import (
    PracticeDecisionForm,
    PracticeForm,
    PracticeReviewForm,
)
from teranga.knowledge.models import Practice
from teranga.knowledge.queries.practices import (
    criteria_sets_visible_to,
    practices_visible_to,
    review_summary,
    with_origins,
)
from teranga.knowledge.services import practices as orders
from teranga.knowledge.views.pages import home_trail


def practices_trail() -> Trail:
    trail = home_trail(_("Practices"))
    trail[1]["url"] = reverse("knowledge:practice-list")
    return trail


def practice_url(practice: Practice) -> str:
    return reverse("knowledge:practice-detail", args=[practice.pk])


class PracticeListView(ListView[Practice]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/practice_list.html"
    context_object_name = "practices"
    paginate_by = 24

    def get_queryset(self) -> QuerySet[Practice]:
        self.filter = PracticeFilter(self.request.GET, user=self.request.user)
        return practices_visible_to(self.request.user, self.filter.choice())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "filter": self.filter,
            "named": with_origins(user, context["practices"]),
            "n_found": context["page_obj"].paginator.count,
            "may_create": permissions.can_create_practices(user),
            "trail": home_trail(_("Practices")),
        }


class PracticeDetailView(DetailView[Practice]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/practice_detail.html"
    context_object_name = "practice"

    def get_queryset(self) -> QuerySet[Practice]:
        return practices_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, practice = self.request.user, self.object
        may_change = permissions.can_change_practice(user, practice)
        is_open = practice.state in (PracticeState.DRAFT, PracticeState.RETURNED)
        is_judged = practice.state == PracticeState.SUBMITTED
        return super().get_context_data(**kwargs) | {
            "origin": with_origins(user, [practice])[0].origin,
            "summary": review_summary(user, practice),
            "may_read_remarks": permissions.can_read_reviews(user, practice),
            "may_change": may_change
            and (is_open or permissions.can_decide_practice(user, practice)),
            "may_submit": may_change and is_open,
            "may_review": is_judged and permissions.can_review_practice(user, practice),
            "may_decide": is_judged and permissions.can_decide_practice(user, practice),
            "trail": [*practices_trail(), {"label": str(practice)}],
        }


class _PracticeFormView(ServiceFormView):
    """Policy: a form about one practice found through the door."""

    def find(self) -> None:
        rows = practices_visible_to(self.request.user)
        practice = rows.filter(pk=self.kwargs["pk"]).first()
        if practice is None:
            raise Http404
        self.practice: Practice = practice

    def trail(self) -> Trail:
        return [
            *practices_trail(),
            {"label": str(self.practice), "url": practice_url(self.practice)},
        ]


class PracticeCreateView(ServiceFormView):
    template_name = "knowledge/practice_create.html"
    form_class = PracticeForm
    heading = gettext_lazy("Tell a practice")
    submit_label = gettext_lazy("Save the draft")
    draft = "practice"

    def is_allowed(self) -> bool:
        return permissions.can_create_practices(self.request.user)

    def trail(self) -> Trail:
        return practices_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: PracticeForm) -> str:
        themes = list(form.cleaned_data["themes"])
        practice = orders.create_practice(
            details=form.details(), themes=themes, by=self.request.user
        )
        return practice_url(practice)


class PracticeUpdateView(_PracticeFormView):
    template_name = "knowledge/practice_update.html"
    form_class = PracticeForm
    heading = gettext_lazy("Edit the practice")

    def is_allowed(self) -> bool:
        return permissions.can_change_practice(self.request.user, self.practice)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"user": self.request.user}
        return kwargs | {"instance": self.practice, "verb": "create"}

    def act(self, form: PracticeForm) -> str:
        practice = orders.change_practice(
            self.practice,
            details=form.details(),
            themes=list(form.cleaned_data["themes"]),
            version=form.cleaned_data["version"] or 0,
            by=self.request.user,
        )
        return practice_url(practice)

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        self.find()
        saved = PracticeForm(instance=self.practice, user=self.request.user)
        rows = differences(form, saved=saved, version=self.practice.version)
        context = self.get_context_data(form=form, stale_words=str(error), differences=rows)
        return self.render_to_response(context, status=409)


class PracticeReviewView(_PracticeFormView):
    template_name = "knowledge/practice_review.html"
    form_class = PracticeReviewForm
    heading = gettext_lazy("Review the practice")
    submit_label = gettext_lazy("Hand in my review")
    done_words = gettext_lazy("Thank you: your review is recorded.")

    def find(self) -> None:
        super().find()
        sets = criteria_sets_visible_to(self.request.user, CriteriaPurpose.PRACTICE)
        asked = self.request.GET.get("set", "")
        chosen = next((row for row in sets if row.code == asked), None) or sets.first()
        if chosen is None:
            raise Http404
        self.sets, self.criteria_set = list(sets), chosen

    def is_allowed(self) -> bool:
        return permissions.can_review_practice(self.request.user, self.practice)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"criteria_set": self.criteria_set}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            practice=self.practice, sets=self.sets, criteria_set=self.criteria_set, **kwargs
        )

    def act(self, form: PracticeReviewForm) -> str:
        orders.review_practice(
            self.practice,
            criteria_set=self.criteria_set,
            marks=form.marks(),
            remarks=form.cleaned_data["remarks"],
            reviewer_kind=ReviewerKind(form.cleaned_data["reviewer_kind"]),
            by=self.request.user,
        )
        return practice_url(self.practice)


class PracticeReturnView(_PracticeFormView):
    template_name = "knowledge/practice_return.html"
    form_class = PracticeDecisionForm
    heading = gettext_lazy("Return the practice to its author")
    submit_label = gettext_lazy("Return it")

    def is_allowed(self) -> bool:
        return permissions.can_decide_practice(self.request.user, self.practice)

    def act(self, form: PracticeDecisionForm) -> str:
        reason = form.cleaned_data["reason"]
        orders.return_practice(self.practice, reason=reason, by=self.request.user)
        return practice_url(self.practice)


class PracticeDeclineView(PracticeReturnView):
    template_name = "knowledge/practice_decline.html"
    heading = gettext_lazy("Do not retain the practice")
    submit_label = gettext_lazy("Do not retain it")

    def act(self, form: PracticeDecisionForm) -> str:
        reason = form.cleaned_data["reason"]
        orders.decline_practice(self.practice, reason=reason, by=self.request.user)
        return reverse("knowledge:practice-list")


def _practice_or_404(request: HttpRequest, pk: Any) -> Practice:
    practice: Practice | None = practices_visible_to(request.user).filter(pk=pk).first()
    if practice is None:
        raise Http404
    return practice


@require_POST
def practice_submit(request: HttpRequest, pk: Any) -> HttpResponse:
    """Policy: through the door (request.user); the service asks `can_change_practice`."""
    practice = _practice_or_404(request, pk)
    try:
        orders.submit_practice(practice, by=request.user)
    except TerangaError as error:
        return conflict(request, error, practice_url(practice))
    return redirect(practice_url(practice))


@require_POST
def practice_publish(request: HttpRequest, pk: Any) -> HttpResponse:
    """Policy: through the door (request.user); the service asks `can_decide_practice`."""
    practice = _practice_or_404(request, pk)
    try:
        orders.publish_practice(practice, by=request.user)
    except TerangaError as error:
        return conflict(request, error, practice_url(practice))
    return redirect(practice_url(practice))
