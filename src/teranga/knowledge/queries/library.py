"""Reading deliverables, lessons, case studies, reuse and training subjects."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from teranga.core.models import Country, Theme
from teranga.knowledge.enums import DeliverableStage
from teranga.knowledge.models import (
    CaseStudy,
    CriteriaSet,
    Criterion,
    Deliverable,
    DeliverableStep,
    Lesson,
    Practice,
    Reuse,
    TrainingSubject,
)
from teranga.knowledge.queries.origins import Key, Origin, origins_of


@dataclass(frozen=True, slots=True)
class DeliverableChoice:
    country: str = ""
    kind: str = ""
    stage: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class DeliverableView:
    """A document and its stages in the order of the list of stages; `None` where not reached."""

    deliverable: Deliverable
    origin: Origin | None
    stages: Sequence[tuple[DeliverableStage, DeliverableStep | None]]

    @property
    def reached(self) -> list[DeliverableStep]:
        return [step for _stage, step in self.stages if step is not None]


def deliverables_visible_to(
    user: object, choice: DeliverableChoice | None = None
) -> QuerySet[Deliverable]:
    rows = Deliverable.objects.visible_to(user)
    if choice is not None:
        if choice.country:
            rows = rows.filter(country=choice.country)
        if choice.kind:
            rows = rows.filter(kind=choice.kind)
        if choice.stage:
            rows = rows.filter(steps__stage=choice.stage)
        if choice.theme:
            rows = rows.filter(themes=choice.theme)
    rows = rows.select_related("source", "country", "programme")
    return rows.prefetch_related("steps", "themes").distinct()


def deliverable_views(user: object, rows: Sequence[Deliverable]) -> list[DeliverableView]:
    found = origins_of(user, [_key(row) for row in rows])
    views = []
    for row in rows:
        steps = {step.stage: step for step in row.steps.all()}
        stages = [(stage, steps.get(stage)) for stage in DeliverableStage]
        views.append(DeliverableView(row, found.get(_key(row)), stages))
    return views


def deliverable_countries(user: object) -> list[Country]:
    rows = Country.objects.filter(
        pk__in=Deliverable.objects.visible_to(user).order_by().values("country")
    )
    return sorted(rows, key=lambda country: country.sort_key)


@dataclass(frozen=True, slots=True)
class LessonView:
    lesson: Lesson
    origin: Origin | None


def lessons_visible_to(user: object) -> QuerySet[Lesson]:
    return (
        Lesson.objects.visible_to(user)
        .select_related("source", "country", "programme")
        .prefetch_related("themes")
    )


def lesson_views(user: object, rows: Sequence[Lesson]) -> list[LessonView]:
    found = origins_of(user, [_key(row) for row in rows])
    return [LessonView(row, found.get(_key(row))) for row in rows]


def case_studies_visible_to(user: object) -> QuerySet[CaseStudy]:
    return (
        CaseStudy.objects.visible_to(user)
        .select_related("source", "country", "programme")
        .prefetch_related(
            Prefetch("countries", Country.objects.order_by("pk")), "themes", "criteria_met"
        )
    )


def origins_of_case(user: object, case: CaseStudy) -> list[Origin]:
    found = origins_of(user, [(case.programme_id, code) for code in case.origin_codes])
    return [found[key] for code in case.origin_codes if (key := (case.programme_id, code)) in found]


@dataclass(frozen=True, slots=True)
class CasePage:
    """What a case study shows: its interventions and what each of them left."""

    case: CaseStudy
    origins: Sequence[Origin]
    practices: Sequence[Practice]
    lessons: Sequence[Lesson]
    deliverables: Sequence[DeliverableView]
    reuses: Sequence["ReuseView"]


def case_page(user: object, case: CaseStudy) -> CasePage:
    of_case = {"programme": case.programme, "origin_code__in": case.origin_codes}
    deliverables = list(deliverables_visible_to(user).filter(**of_case))
    reuses = [
        view
        for view in reuse_views(user)
        if view.reuse.programme_id == case.programme_id
        and {view.reuse.from_code, view.reuse.to_code} & set(case.origin_codes)
    ]
    return CasePage(
        case=case,
        origins=origins_of_case(user, case),
        practices=list(Practice.objects.visible_to(user).filter(**of_case)),
        lessons=list(lessons_visible_to(user).filter(**of_case)),
        deliverables=deliverable_views(user, deliverables),
        reuses=reuses,
    )


@dataclass(frozen=True, slots=True)
class CriteriaMatrix:
    """Case studies × criteria, and how many studies meet each criterion."""

    criteria: Sequence[Criterion]
    rows: Sequence[tuple[CaseStudy, Sequence[bool]]]
    totals: Sequence[int]


def criteria_matrix(user: object, criteria_set: CriteriaSet) -> CriteriaMatrix:
    criteria = list(criteria_set.criteria.all())
    rows = []
    counts: Counter[int] = Counter()
    for case in case_studies_visible_to(user):
        met = {criterion.pk for criterion in case.criteria_met.all()}
        counts.update(met)
        rows.append((case, [criterion.pk in met for criterion in criteria]))
    return CriteriaMatrix(criteria, rows, [counts[criterion.pk] for criterion in criteria])


@dataclass(frozen=True, slots=True)
class ReuseView:
    reuse: Reuse
    from_origin: Origin | None
    to_origin: Origin | None


def reuse_views(user: object) -> list[ReuseView]:
    rows = list(
        Reuse.objects.visible_to(user)
        .select_related("source", "country", "from_country", "programme")
        .prefetch_related(Prefetch("practice", Practice.objects.visible_to(user)))
    )
    keys: list[Key] = [
        (row.programme_id, code) for row in rows for code in (row.from_code, row.to_code)
    ]
    found: Mapping[Key, Origin] = origins_of(user, keys)
    return [
        ReuseView(
            row,
            found.get((row.programme_id, row.from_code)),
            found.get((row.programme_id, row.to_code)),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    theme: Theme
    subjects: Sequence[TrainingSubject]


def subject_groups(user: object) -> list[SubjectGroup]:
    rows = TrainingSubject.objects.visible_to(user).select_related("theme", "source")
    groups: dict[str, list[TrainingSubject]] = {}
    for row in rows:
        groups.setdefault(row.theme_id, []).append(row)
    found = [SubjectGroup(subjects[0].theme, subjects) for subjects in groups.values()]
    return sorted(found, key=lambda group: group.theme.position)


def _key(row: Deliverable | Lesson) -> Key:
    return (row.programme_id, row.origin_code)
