"""What is known of a country, and what waits for those who look after practices."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teranga.core.models import Country
from teranga.core.viewer import viewer_of
from teranga.knowledge.enums import PracticeState
from teranga.knowledge.models import CaseStudy, Deliverable, Practice, PracticeReview
from teranga.knowledge.permissions import can_decide_practice, can_review_practice
from teranga.knowledge.queries.library import case_studies_visible_to, deliverables_visible_to
from teranga.knowledge.queries.practices import practices_visible_to, review_summary

N_SHOWN = 6
N_TASKS = 20


@dataclass(frozen=True, slots=True)
class CountryKnowledge:
    cases: Sequence[CaseStudy]
    practices: Sequence[Practice]
    n_practices: int
    deliverables: Sequence[Deliverable]
    n_deliverables: int


def country_knowledge(user: object, country: Country) -> CountryKnowledge | None:
    practices = practices_visible_to(user).filter(countries=country)
    deliverables = deliverables_visible_to(user).filter(country=country)
    found = CountryKnowledge(
        cases=list(case_studies_visible_to(user).filter(countries=country)),
        practices=list(practices[:N_SHOWN]),
        n_practices=practices.count(),
        deliverables=list(deliverables[:N_SHOWN]),
        n_deliverables=deliverables.count(),
    )
    return found if found.cases or found.practices or found.deliverables else None


def practices_by_country(user: object) -> Mapping[str, int]:
    rows = Practice.objects.visible_to(user).filter(countries__isnull=False).order_by()
    return Counter(rows.values_list("countries", flat=True))


def _submitted(user: object) -> list[Practice]:
    rows = practices_visible_to(user).filter(state=PracticeState.SUBMITTED)
    return list(rows.order_by("updated_at")[:N_TASKS])


def practices_to_review(user: object) -> list[Practice]:
    """Return what this account may judge and has not judged."""
    done = set(
        PracticeReview.objects.filter(owner_id=viewer_of(user).user_id).values_list(
            "practice_id", flat=True
        )
    )
    return [
        row for row in _submitted(user) if row.pk not in done and can_review_practice(user, row)
    ]


def practices_to_decide(user: object) -> list[Practice]:
    return [
        row
        for row in _submitted(user)
        if can_decide_practice(user, row) and not review_summary(user, row).missing
    ]


def returned_practices(user: object) -> list[Practice]:
    owner = viewer_of(user).user_id
    if owner is None:
        return []
    rows = practices_visible_to(user).filter(state=PracticeState.RETURNED, owner_id=owner)
    return list(rows[:N_TASKS])
