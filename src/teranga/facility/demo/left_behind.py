"""What the Actions of the demo left, as the report tells it: case studies, practices, lessons.

Loaded with the Actions: the report tells these things of them, and they name them by code.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from teranga.core.models import Theme
from teranga.core.search.index import index_rows
from teranga.facility.models import Action
from teranga.knowledge.enums import DeliverableKind, DeliverableStage, PracticeState
from teranga.knowledge.models import (
    CaseStudy,
    Criterion,
    Deliverable,
    DeliverableStep,
    Lesson,
    Practice,
)
from teranga.programmes.demo import public_fact
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Programme

_HERE = "teranga.facility.demo"
SOURCE = "seed-003"

# The first words of a title tell what kind of document it is; the order matters.
_KINDS: list[tuple[str, DeliverableKind]] = [
    ("procédures", DeliverableKind.PROCEDURES),
    ("protocoles et procédures", DeliverableKind.PROCEDURES),
    ("manuel", DeliverableKind.MANUAL),
    ("guide", DeliverableKind.MANUAL),
    ("programme de formation", DeliverableKind.MANUAL),
    ("formation", DeliverableKind.MANUAL),
    ("projet de guide", DeliverableKind.MANUAL),
    ("lignes directrices", DeliverableKind.GUIDELINES),
    ("protocole", DeliverableKind.GUIDELINES),
    ("plan de communication", DeliverableKind.GUIDELINES),
    ("politique", DeliverableKind.POLICY),
    ("stratégie", DeliverableKind.STRATEGY),
    ("plan", DeliverableKind.ACTION_PLAN),
    ("mapii", DeliverableKind.ACTION_PLAN),
    ("feuille de route", DeliverableKind.ACTION_PLAN),
    ("brochure", DeliverableKind.BROCHURE),
    ("supports", DeliverableKind.BROCHURE),
    ("questionnaire", DeliverableKind.TOOL),
    ("tableaux", DeliverableKind.TOOL),
    ("définitions", DeliverableKind.TOOL),
    ("outils", DeliverableKind.TOOL),
    *[
        (start, DeliverableKind.REPORT)
        for start in (
            *("rapport", "étude", "évaluation", "analyse", "document de référence"),
            *("comptes rendus", "publication", "recommandations"),
        )
    ],
]


def load_left_behind(mieux: Programme, rows: Iterable[Mapping[str, Any]]) -> None:
    """Load once what the case studies and the other Actions left."""
    if CaseStudy.objects.filter(programme=mieux).exists():
        return
    words = read_yaml(_HERE, "left_behind.yaml")
    actions = {action.code: action for action in Action.objects.filter(programme=mieux)}
    themes = {code: list(action.themes.all()) for code, action in actions.items()}
    fresh: list[Any] = []
    for row in rows:
        action = actions[row["code"]]
        fresh += _practices(action, row, themes[action.code], words["practices"])
        fresh += _lesson(action, row, themes[action.code])
        fresh += _deliverables(
            action, row, words["deliverables"], words["stages"], words["already_told"]
        )
    fresh += _case_studies(mieux, rows, actions, words["case_studies"])
    index_rows(fresh)


def _fact(action: Action) -> dict[str, Any]:
    return public_fact({"source": SOURCE}, source_page=action.source_page)


def _practices(
    action: Action, row: Mapping[str, Any], themes: list[Theme], english: Mapping[str, str]
) -> list[Practice]:
    texts = row.get("pratiques", [])
    created: list[Practice] = Practice.objects.bulk_create(
        [
            Practice(
                programme=action.programme,
                country_id=action.country_id,
                origin_code=action.code,
                title=_said(text, english),
                state=PracticeState.PUBLISHED,
                **_fact(action),
            )
            for text in texts
        ]
    )
    for practice in created:
        practice.countries.set(row["pays"])
        practice.themes.set(themes)
    return created


def _lesson(action: Action, row: Mapping[str, Any], themes: list[Theme]) -> list[Lesson]:
    parts = {
        name: {"fr": "\n".join(row[key])}
        for name, key in (
            ("challenge", "defis"),
            ("practice", "pratiques"),
            ("impact", "impacts"),
            ("lesson", "enseignements"),
        )
        if row.get(key)
    }
    if "lesson" not in parts:
        return []
    lesson = Lesson.objects.create(
        programme=action.programme,
        country_id=action.country_id,
        origin_code=action.code,
        title=action.title,
        **parts,
        **_fact(action),
    )
    lesson.themes.set(themes)
    return [lesson]


def _deliverables(
    action: Action,
    row: Mapping[str, Any],
    english: Mapping[str, str],
    stages: Mapping[str, Mapping[str, Any]],
    already_told: Collection[str],
) -> list[Deliverable]:
    created = []
    for text in row.get("livrables", []):
        if text.startswith("voir ") or f"{action.code} {text}" in already_told:
            continue
        deliverable = Deliverable.objects.create(
            programme=action.programme,
            country_id=action.country_id,
            regional_body=action.regional_body,
            origin_code=action.code,
            title=_said(text, english),
            kind=_kind(text),
            **_fact(action),
        )
        reached = {DeliverableStage.DRAFT: None} | dict(stages.get(f"{action.code} {text}", {}))
        DeliverableStep.objects.bulk_create(
            DeliverableStep(deliverable=deliverable, stage=stage, reached_on=date)
            for stage, date in reached.items()
        )
        created.append(deliverable)
    return created


def _case_studies(
    mieux: Programme,
    rows: Iterable[Mapping[str, Any]],
    actions: Mapping[str, Action],
    titles: Mapping[str, Mapping[str, str]],
) -> list[CaseStudy]:
    stories: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if "etude_de_cas" in row:
            stories.setdefault(row["etude_de_cas"], []).append(row)
    criteria = {
        criterion.number: criterion
        for criterion in Criterion.objects.filter(criteria_set__code="mieux-ten")
    }
    created = []
    for code, told in stories.items():
        of_story = [actions[row["code"]] for row in told]
        contexts = [row["contexte"] for row in told if "contexte" in row]
        case = CaseStudy.objects.create(
            programme=mieux,
            code=code.replace("_", "-"),
            title=titles.get(code) or of_story[0].title,
            context={"fr": " ".join(contexts)} if contexts else {},
            origin_codes=[action.code for action in of_story],
            regional_body=of_story[0].regional_body,
            country_id=of_story[0].country_id,
            **_fact(of_story[0]),
        )
        case.countries.set({alpha3 for row in told for alpha3 in row["pays"]})
        case.themes.set({theme for action in of_story for theme in action.themes.all()})
        case.criteria_met.set(
            {criteria[n] for row in told for n in row["particularites"] if n in criteria}
        )
        created.append(case)
    return created


def _said(text: str, english: Mapping[str, str]) -> dict[str, str]:
    french = text[0].upper() + text[1:]
    return {"fr": french, "en": english[text]} if text in english else {"fr": french}


def _kind(text: str) -> DeliverableKind:
    lowered = text.lower()
    found = (kind for start, kind in _KINDS if lowered.startswith(start))
    return next(found, DeliverableKind.OTHER)
