"""Reading practices, and what reviewers make of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from teranga.core.models import Country, Theme
from teranga.knowledge.enums import ReviewerKind
from teranga.knowledge.models import (
    CriteriaSet,
    Criterion,
    CriterionRating,
    Practice,
    PracticeReview,
)
from teranga.knowledge.queries.origins import Origin, origins_of

N_INTERNAL, N_EXTERNAL = 1, 2
# Two marks this far apart on the same criterion ask for one more reviewer.
DISAGREEMENT = 2


@dataclass(frozen=True, slots=True)
class PracticeChoice:
    """What a visitor asked of the list; empty means everything."""

    country: str = ""
    theme: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class NamedPractice:
    practice: Practice
    origin: Origin | None


def practices_visible_to(user: object, choice: PracticeChoice | None = None) -> QuerySet[Practice]:
    rows = Practice.objects.visible_to(user)
    if choice is not None:
        if choice.country:
            rows = rows.filter(countries=choice.country)
        if choice.theme:
            rows = rows.filter(themes=choice.theme)
        if choice.kind:
            rows = rows.filter(kind=choice.kind)
        if choice.state:
            rows = rows.filter(state=choice.state)
    return (
        rows.select_related("source", "country", "programme")
        .prefetch_related(Prefetch("countries", Country.objects.order_by("pk")), "themes")
        .distinct()
    )


def with_origins(user: object, practices: Sequence[Practice]) -> list[NamedPractice]:
    found = origins_of(user, [(row.programme_id, row.origin_code) for row in practices])
    return [NamedPractice(row, found.get((row.programme_id, row.origin_code))) for row in practices]


def practice_themes(user: object) -> QuerySet[Theme]:
    return Theme.objects.filter(practices__in=Practice.objects.visible_to(user)).distinct()


def practice_countries(user: object) -> list[Country]:
    rows = Country.objects.filter(practices__in=Practice.objects.visible_to(user)).distinct()
    return sorted(rows, key=lambda country: country.sort_key)


@dataclass(frozen=True, slots=True)
class CriterionView:
    """The marks given to one criterion: never an average alone."""

    criterion: Criterion
    marks: Sequence[int]

    @property
    def lowest(self) -> int:
        return min(self.marks)

    @property
    def highest(self) -> int:
        return max(self.marks)

    @property
    def median(self) -> float:
        ordered = sorted(self.marks)
        middle = len(ordered) // 2
        if len(ordered) % 2:
            return ordered[middle]
        return (ordered[middle - 1] + ordered[middle]) / 2

    @property
    def disagrees(self) -> bool:
        return self.highest - self.lowest >= DISAGREEMENT


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    reviews: Sequence[PracticeReview]
    criteria: Sequence[CriterionView]
    missing: str

    @property
    def disagreements(self) -> list[CriterionView]:
        return [view for view in self.criteria if view.disagrees]

    @property
    def is_fictitious(self) -> bool:
        return any(review.is_fictitious for review in self.reviews)


def review_summary(user: object, practice: Practice) -> ReviewSummary:
    """Gather the marks criterion by criterion, and say what is missing before publication."""
    reviews = list(
        PracticeReview.objects.visible_to(user)
        .filter(practice=practice)
        .select_related("criteria_set")
    )
    marks: dict[int, list[int]] = defaultdict(list)
    criteria: dict[int, Criterion] = {}
    ratings = CriterionRating.objects.filter(review__in=reviews).select_related("criterion")
    for rating in ratings:
        marks[rating.criterion_id].append(rating.mark)
        criteria[rating.criterion_id] = rating.criterion
    views = [
        CriterionView(criterion, marks[key])
        for key, criterion in sorted(criteria.items(), key=lambda item: _place(item[1]))
    ]
    return ReviewSummary(reviews, views, _missing(reviews, views))


def _place(criterion: Criterion) -> tuple[str, int]:
    return (str(criterion.criteria_set_id), criterion.number)


def _missing(reviews: Sequence[PracticeReview], views: Sequence[CriterionView]) -> str:
    kinds = [review.reviewer_kind for review in reviews]
    n_internal, n_external = (
        kinds.count(ReviewerKind.INTERNAL),
        kinds.count(ReviewerKind.EXTERNAL),
    )
    if n_internal < N_INTERNAL or n_external < N_EXTERNAL:
        return _(
            "One reviewer of the team and two from outside are needed: so far %(internal)s"
            " and %(external)s."
        ) % {"internal": n_internal, "external": n_external}
    if any(view.disagrees for view in views) and len(reviews) <= N_INTERNAL + N_EXTERNAL:
        return _("The reviewers disagree: one more is needed before a decision.")
    return ""


def criteria_sets_visible_to(user: object, purpose: str = "") -> QuerySet[CriteriaSet]:
    rows = CriteriaSet.objects.visible_to(user).prefetch_related("criteria")
    return rows.filter(purpose=purpose) if purpose else rows
