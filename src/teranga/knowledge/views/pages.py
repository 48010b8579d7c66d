"""The public pages of knowledge: the way in, case studies, criteria, reuse, training."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView

from teranga.directory.exporters import file_response
from teranga.knowledge import permissions
from teranga.knowledge.enums import CriteriaPurpose
from teranga.knowledge.exporters import LISTS, file_name
from teranga.knowledge.models import CaseStudy, CriteriaSet, Lesson
from teranga.knowledge.queries.library import (
    case_page,
    case_studies_visible_to,
    criteria_matrix,
    deliverables_visible_to,
    lesson_views,
    lessons_visible_to,
    reuse_views,
    subject_groups,
)
from teranga.knowledge.queries.practices import criteria_sets_visible_to, practices_visible_to


def home_trail(label: str) -> list[dict[str, str]]:
    return [{"label": _("Knowledge"), "url": reverse("knowledge:home")}, {"label": label}]


class HomeView(TemplateView):
    """Policy: public; everything counted is `visible_to` the visitor."""

    template_name = "knowledge/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        groups = subject_groups(user)
        reuses = reuse_views(user)
        return super().get_context_data(**kwargs) | {
            "n_practices": practices_visible_to(user).count(),
            "n_deliverables": deliverables_visible_to(user).count(),
            "n_lessons": lessons_visible_to(user).count(),
            "n_case_studies": case_studies_visible_to(user).count(),
            "n_reuses": len(reuses),
            "n_subjects": sum(len(group.subjects) for group in groups),
            "n_criteria_sets": criteria_sets_visible_to(user).count(),
            "reuses": reuses,
            "may_create_practice": permissions.can_create_practices(user),
            "may_create_lesson": permissions.can_create_lessons(user),
            "may_create_deliverable": permissions.can_create_deliverables(user),
        }


class CaseStudyListView(ListView[CaseStudy]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/case_study_list.html"
    context_object_name = "cases"

    def get_queryset(self) -> QuerySet[CaseStudy]:
        return case_studies_visible_to(self.request.user)


class CaseStudyDetailView(DetailView[CaseStudy]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/case_study_detail.html"
    context_object_name = "case"

    def get_queryset(self) -> QuerySet[CaseStudy]:
        return case_studies_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = home_trail(str(self.object))
        trail.insert(1, {"label": _("Case studies"), "url": reverse("knowledge:case-study-list")})
        page = case_page(self.request.user, self.object)
        return super().get_context_data(**kwargs) | {"page": page, "trail": trail}


class CriteriaMatrixView(TemplateView):
    """Policy: public; case studies and sets are `visible_to` the visitor."""

    template_name = "knowledge/criteria_matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        sets = list(criteria_sets_visible_to(user, CriteriaPurpose.PRACTICE))
        asked = self.request.GET.get("set", "")
        chosen = next((row for row in sets if row.code == asked), None) or _most_used(sets)
        return super().get_context_data(**kwargs) | {
            "sets": sets,
            "chosen": chosen,
            "matrix": criteria_matrix(user, chosen) if chosen else None,
            "trail": home_trail(_("Criteria of good practice")),
        }


def _most_used(sets: list[CriteriaSet]) -> CriteriaSet | None:
    """Return the set that case studies were really judged by, else the first."""

    def n_used(criteria_set: CriteriaSet) -> int:
        return sum(criterion.case_studies.count() for criterion in criteria_set.criteria.all())

    return max(sets, key=n_used, default=None)


class ReuseMapView(TemplateView):
    """Policy: public; reuses are `visible_to` the visitor."""

    template_name = "knowledge/reuse_map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "views": reuse_views(user),
            "may_create": permissions.can_create_reuses(user),
            "trail": home_trail(_("Who took over what")),
        }


class LessonListView(ListView[Lesson]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/lesson_list.html"
    context_object_name = "lessons"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Lesson]:
        return lessons_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "views": lesson_views(user, context["lessons"]),
            "n_found": context["page_obj"].paginator.count,
            "may_create": permissions.can_create_lessons(user),
            "trail": home_trail(_("Lessons")),
        }


class TrainingSubjectsView(TemplateView):
    """Policy: public; subjects are `visible_to` the visitor."""

    template_name = "knowledge/training_subjects.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = subject_groups(self.request.user)
        return super().get_context_data(**kwargs) | {
            "groups": groups,
            "n_subjects": sum(len(group.subjects) for group in groups),
            "trail": home_trail(_("Training subjects")),
        }


class CriteriaSetListView(ListView[CriteriaSet]):
    policy = "public, through the door: visible_to"
    template_name = "knowledge/criteria_set_list.html"
    context_object_name = "sets"

    def get_queryset(self) -> QuerySet[CriteriaSet]:
        return criteria_sets_visible_to(self.request.user).select_related("source")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "may_create": permissions.can_create_criteria_sets(self.request.user),
            "trail": home_trail(_("Sets of criteria")),
        }


def list_export(request: HttpRequest, name: str, file_format: str) -> HttpResponse:
    """Policy: public, through the door; no personal data in any of these lists."""
    if name not in LISTS:
        raise Http404
    rows = LISTS[name](request.user)
    return file_response(rows, name=file_name(name), file_format=file_format)
