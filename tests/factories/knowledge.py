from itertools import count

from teranga.knowledge.models import (
    CaseStudy,
    CriteriaSet,
    Criterion,
    Deliverable,
    DeliverableStep,
    Lesson,
    Practice,
    Reuse,
)

_numbers = count(1)


def make_practice(*, countries=(), themes=(), **fields):
    number = next(_numbers)
    fields = {
        "title": {"fr": f"Pratique {number}", "en": f"Practice {number}"},
        "visibility": "public",
        "state": "published",
    } | fields
    practice = Practice.objects.create(**fields)
    practice.countries.set(countries)
    practice.themes.set(themes)
    return practice


def make_criteria_set(n_criteria=3, **fields):
    number = next(_numbers)
    fields = {
        "code": f"set-{number}",
        "name": {"fr": f"Critères {number}"},
        "purpose": "practice",
        "visibility": "public",
    } | fields
    criteria_set = CriteriaSet.objects.create(**fields)
    Criterion.objects.bulk_create(
        Criterion(criteria_set=criteria_set, number=n, code=f"c{n}", name={"fr": f"Critère {n}"})
        for n in range(1, n_criteria + 1)
    )
    return criteria_set


def make_deliverable(*, stages=(), **fields):
    fields = {
        "title": {"fr": f"Document {next(_numbers)}"},
        "kind": "policy",
        "visibility": "public",
    } | fields
    deliverable = Deliverable.objects.create(**fields)
    for stage in stages:
        DeliverableStep.objects.create(deliverable=deliverable, stage=stage)
    return deliverable


def make_lesson(**fields):
    fields = {
        "title": {"fr": f"Leçon {next(_numbers)}"},
        "lesson": {"fr": "Un point focal par institution\nLes directions participent"},
        "visibility": "public",
    } | fields
    return Lesson.objects.create(**fields)


def make_case_study(*, criteria=(), countries=(), **fields):
    number = next(_numbers)
    fields = {
        "code": f"case-{number}",
        "title": {"fr": f"Étude {number}"},
        "visibility": "public",
    } | fields
    case = CaseStudy.objects.create(**fields)
    case.criteria_met.set(criteria)
    case.countries.set(countries)
    return case


def make_reuse(**fields):
    fields = {
        "subject": {"fr": f"Manuel {next(_numbers)}"},
        "from_country_id": "PHL",
        "country_id": "MMR",
        "visibility": "public",
    } | fields
    return Reuse.objects.create(**fields)
