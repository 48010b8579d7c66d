"""Deliverables and their stages; recording lessons, reuse and sets of criteria."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.knowledge import permissions
from teranga.knowledge.enums import DeliverableStage
from teranga.knowledge.filters import DeliverableFilter
from teranga.knowledge.forms.records import (
    CriteriaSetForm,
    DeliverableForm,
    DeliverableStageForm,
    LessonForm,
    ReuseForm,
)
from teranga.knowledge.models import Deliverable
from teranga.knowledge.queries.library import deliverable_views, deliverables_visible_to
from teranga.knowledge.services.records import (
    create_criteria_set,
    create_deliverable,
    create_lesson,
    create_reuse,
    record_stage,
)
from teranga.knowledge.views.pages import home_trail


class DeliverableListView(ListView[Deliverable]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/deliverable_list.html"
    context_object_name = "deliverables"
    paginate_by = 40

    def get_queryset(self) -> QuerySet[Deliverable]:
        self.filter = DeliverableFilter(self.request.GET, user=self.request.user)
        return deliverables_visible_to(self.request.user, self.filter.choice())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "filter": self.filter,
            "views": deliverable_views(user, context["deliverables"]),
            "stages": list(DeliverableStage),
            "n_found": context["page_obj"].paginator.count,
            "may_create": permissions.can_create_deliverables(user),
            "changeable": {
                row.pk
                for row in context["deliverables"]
                if permissions.can_change_deliverable(user, row)
            },
            "trail": home_trail(_("Deliverables")),
        }


def _trail(label: str, name: str) -> Trail:
    trail = home_trail(label)
    trail[1]["url"] = reverse(name)
    return trail


class _RecordCreateView(ServiceFormView):
    """Policy: `may_somewhere`, asked by each; the service asks again on the row."""

    list_name = ""
    list_label = gettext_lazy("Knowledge")

    def trail(self) -> Trail:
        return _trail(str(self.list_label), self.list_name)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class DeliverableCreateView(_RecordCreateView):
    template_name = "knowledge/deliverable_create.html"
    form_class = DeliverableForm
    heading = gettext_lazy("Record a document")
    list_name, list_label = "knowledge:deliverable-list", gettext_lazy("Deliverables")

    def is_allowed(self) -> bool:
        return permissions.can_create_deliverables(self.request.user)

    def act(self, form: DeliverableForm) -> str:
        create_deliverable(
            form.instance, themes=list(form.cleaned_data["themes"]), by=self.request.user
        )
        return reverse("knowledge:deliverable-list")


class DeliverableStageView(ServiceFormView):
    template_name = "knowledge/deliverable_stage.html"
    form_class = DeliverableStageForm
    heading = gettext_lazy("Say what became of the document")

    def find(self) -> None:
        rows = deliverables_visible_to(self.request.user)
        deliverable = rows.filter(pk=self.kwargs["pk"]).first()
        if deliverable is None:
            raise Http404
        self.deliverable: Deliverable = deliverable

    def is_allowed(self) -> bool:
        return permissions.can_change_deliverable(self.request.user, self.deliverable)

    def trail(self) -> Trail:
        return _trail(_("Deliverables"), "knowledge:deliverable-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view = deliverable_views(self.request.user, [self.deliverable])[0]
        return super().get_context_data(deliverable=self.deliverable, view=view, **kwargs)

    def act(self, form: DeliverableStageForm) -> str:
        record_stage(
            self.deliverable,
            stage=DeliverableStage(form.cleaned_data["stage"]),
            reached_on=form.cleaned_data["reached_on"],
            note=form.cleaned_data["note"],
            by=self.request.user,
        )
        return reverse("knowledge:deliverable-list") + f"#d-{self.deliverable.pk}"


class LessonCreateView(_RecordCreateView):
    template_name = "knowledge/lesson_create.html"
    form_class = LessonForm
    heading = gettext_lazy("Record a lesson")
    draft = "lesson"
    list_name, list_label = "knowledge:lesson-list", gettext_lazy("Lessons")

    def is_allowed(self) -> bool:
        return permissions.can_create_lessons(self.request.user)

    def act(self, form: LessonForm) -> str:
        themes = list(form.cleaned_data["themes"])
        create_lesson(form.instance, themes=themes, by=self.request.user)
        return reverse("knowledge:lesson-list")


class ReuseCreateView(_RecordCreateView):
    template_name = "knowledge/reuse_create.html"
    form_class = ReuseForm
    heading = gettext_lazy("Record that a practice was taken over")
    list_name, list_label = "knowledge:reuse-map", gettext_lazy("Who took over what")

    def is_allowed(self) -> bool:
        return permissions.can_create_reuses(self.request.user)

    def act(self, form: ReuseForm) -> str:
        create_reuse(form.instance, by=self.request.user)
        return reverse("knowledge:reuse-map")


class CriteriaSetCreateView(_RecordCreateView):
    template_name = "knowledge/criteria_set_create.html"
    form_class = CriteriaSetForm
    heading = gettext_lazy("Set up criteria of your own")
    list_name, list_label = "knowledge:criteria-set-list", gettext_lazy("Sets of criteria")

    def is_allowed(self) -> bool:
        return permissions.can_create_criteria_sets(self.request.user)

    def act(self, form: CriteriaSetForm) -> str:
        create_criteria_set(form.instance, criteria=form.lines(), by=self.request.user)
        return reverse("knowledge:criteria-set-list")
