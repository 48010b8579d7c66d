"""The knowledge of the demo that stands without its Actions: criteria, subjects, documents."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from teranga.core.context import acting_as
from teranga.core.enums import Basis, Visibility
from teranga.core.models import Source
from teranga.core.search.index import index_rows
from teranga.knowledge.enums import (
    CriteriaPurpose,
    DeliverableStage,
    PracticeKind,
    PracticeState,
)
from teranga.knowledge.models import (
    CriteriaSet,
    Criterion,
    CriterionRating,
    Deliverable,
    DeliverableStep,
    Practice,
    PracticeReview,
    Reuse,
    TrainingSubject,
)
from teranga.programmes.demo import DEMO_ACTOR, public_fact
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Programme
from teranga.programmes.services.records import keep_record

_HERE = "teranga.knowledge.demo"
SOURCE = "seed-003"
_HUB = "un-migration-hub"


@transaction.atomic
def load_demo() -> None:
    """Load what the report says; needs the programmes; a second run changes nothing."""
    mieux = Programme.objects.get(code="mieux")
    with acting_as(DEMO_ACTOR):
        _load_hub_source()
        for row in read_yaml(_HERE, "criteria.yaml"):
            _load_criteria(mieux, row)
        _load_subjects(mieux, read_yaml(_HERE, "subjects.yaml"))
        _load_documents(mieux, read_yaml(_HERE, "documents.yaml"))
        _load_reuse(mieux, read_yaml(_HERE, "reuse.yaml"))
        _load_reviewed_example(mieux)


def _load_hub_source() -> None:
    Source.objects.get_or_create(
        code=_HUB,
        defaults={
            "title": {
                "fr": "Critères du pôle du Réseau des Nations Unies sur les migrations,"
                " cités par le site de la Déclaration de Los Angeles",
                "en": "Criteria of the hub of the United Nations Network on Migration,"
                " quoted by the site of the Los Angeles Declaration",
            },
            "publisher": "",
        },
    )


def _load_criteria(mieux: Programme, row: Mapping[str, Any]) -> None:
    fact = public_fact({"source": row["source"] or None}, source_page=row.get("source_page", ""))
    criteria_set = keep_record(
        CriteriaSet,
        key={"code": row["code"]},
        values={name: row[name] for name in ("purpose", "lowest", "highest", "name", "note")}
        | {"programme": mieux, "purpose": CriteriaPurpose(row["purpose"])}
        | fact,
    )
    if not criteria_set.criteria.exists():
        Criterion.objects.bulk_create(
            Criterion(criteria_set=criteria_set, number=number, **criterion)
            for number, criterion in enumerate(row["criteria"], start=1)
        )


def _load_subjects(mieux: Programme, groups: Mapping[str, Any]) -> None:
    if TrainingSubject.objects.filter(programme=mieux).exists():
        return
    fact = public_fact({"source": SOURCE}, source_page="l. 1479–1568")
    TrainingSubject.objects.bulk_create(
        [
            TrainingSubject(programme=mieux, theme_id=theme, title=title, position=position, **fact)
            for theme, titles in groups.items()
            for position, title in enumerate(titles)
        ]
    )


def _load_documents(mieux: Programme, groups: Mapping[str, Any]) -> None:
    if Deliverable.objects.filter(programme=mieux, is_operational=True).exists():
        return
    fact = public_fact({"source": SOURCE}, source_page="l. 1572–1594")
    for kind, rows in groups.items():
        for row in rows:
            deliverable = Deliverable.objects.create(
                programme=mieux,
                title={"fr": row["fr"], "en": row["en"]},
                kind=kind,
                country_id=row.get("country"),
                regional_body=row.get("body", ""),
                origin_code=row.get("action", ""),
                is_operational=True,
                **fact,
            )
            DeliverableStep.objects.bulk_create(
                DeliverableStep(
                    deliverable=deliverable, stage=stage, reached_on=date, note=row.get("note", "")
                )
                for stage, date in {
                    DeliverableStage.DRAFT: None,
                    **row.get("stages", {}),
                }.items()
            )


def _load_reuse(mieux: Programme, rows: list[Mapping[str, Any]]) -> None:
    if Reuse.objects.filter(programme=mieux).exists():
        return
    for row in rows:
        fact = public_fact(
            {"source": SOURCE},
            source_page=row.get("source_page", "l. 1020–1262"),
            basis=row.get("basis", Basis.EXPLICIT),
        )
        reuse = Reuse.objects.create(
            programme=mieux,
            subject=row["subject"],
            from_country_id=row["from_country"],
            from_body=row.get("from_body", ""),
            from_code=row.get("from_code", ""),
            to_code=row["to_code"],
            country_id=row["country"],
            **fact,
        )
        index_rows([reuse])


def _load_reviewed_example(mieux: Programme) -> None:
    """Show how reviewers agree and disagree, on a practice that is plainly invented."""
    if Practice.objects.filter(programme=mieux, is_fictitious=True).exists():
        return
    invented = {"visibility": Visibility.PUBLIC, "is_fictitious": True, "programme": mieux}
    row = read_yaml(_HERE, "example.yaml")
    practice = Practice.objects.create(
        state=PracticeState.PUBLISHED,
        kind=PracticeKind.METHOD,
        **{name: row[name] for name in ("title", "description", "result", "conditions")},
        **invented,
    )
    criteria_set = CriteriaSet.objects.get(code=row["criteria_set"])
    criteria = list(criteria_set.criteria.all())
    for reviewer_kind, marks in row["reviews"]:
        review = PracticeReview.objects.create(
            practice=practice, criteria_set=criteria_set, reviewer_kind=reviewer_kind, **invented
        )
        CriterionRating.objects.bulk_create(
            CriterionRating(review=review, criterion=criterion, mark=mark)
            for criterion, mark in zip(criteria, marks, strict=True)
        )
