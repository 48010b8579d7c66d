"""Lists of knowledge as sheets: what the visitor may see, one row a thing, codes and labels."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teranga.core.models import Sourced
from teranga.core.translated import Translated
from teranga.knowledge.enums import CriteriaPurpose, DeliverableStage
from teranga.knowledge.queries.library import (
    case_studies_visible_to,
    criteria_matrix,
    deliverables_visible_to,
    lessons_visible_to,
    reuse_views,
    subject_groups,
)
from teranga.knowledge.queries.practices import criteria_sets_visible_to, practices_visible_to

Row = Sequence[Any]
SEPARATOR = " ; "


def _said(text: Translated) -> str:
    return str(text)


def _facts_header() -> list[str]:
    return [_("Source"), _("Page"), _("Basis"), _("Fictitious")]


def _facts(row: Sourced) -> list[str]:
    return [
        str(row.source or ""),
        row.source_page,
        row.get_basis_display(),
        _("fictitious") if row.is_fictitious else "",
    ]


def practice_rows(user: object) -> list[Row]:
    header = [
        *[_("Practice"), _("What is done, and how"), _("What it brought"), _("Kind")],
        *[_("Country codes"), _("Theme codes"), _("Code of the Action"), _("State")],
        *_facts_header(),
    ]
    return [
        header,
        *(
            [
                _said(row.title),
                _said(row.description),
                _said(row.result),
                row.get_kind_display(),
                SEPARATOR.join(country.pk for country in row.countries.all()),
                SEPARATOR.join(theme.pk for theme in row.themes.all()),
                row.origin_code,
                row.get_state_display(),
                *_facts(row),
            ]
            for row in practices_visible_to(user)
        ),
    ]


def deliverable_rows(user: object) -> list[Row]:
    header = [
        *[_("Document"), _("Kind"), _("Country code"), _("Regional organisation")],
        *[_("Code of the Action"), _("Theme codes"), _("Operational document")],
        *(str(stage.label) for stage in DeliverableStage),
        *_facts_header(),
    ]
    rows: list[Row] = [header]
    for row in deliverables_visible_to(user):
        steps = {step.stage: step for step in row.steps.all()}
        rows.append(
            [
                _said(row.title),
                row.get_kind_display(),
                row.country_id or "",
                row.regional_body,
                row.origin_code,
                SEPARATOR.join(theme.pk for theme in row.themes.all()),
                _("yes") if row.is_operational else _("no"),
                *(_stage_cell(steps.get(stage)) for stage in DeliverableStage),
                *_facts(row),
            ]
        )
    return rows


def _stage_cell(step: Any) -> str:
    if step is None:
        return ""
    return str(step.reached_on) if step.reached_on else _("yes, date not known")


def lesson_rows(user: object) -> list[Row]:
    header = [
        *[_("Lesson"), _("What was difficult"), _("What was done"), _("What changed")],
        *[_("What was learnt"), _("Country code"), _("Code of the Action"), *_facts_header()],
    ]
    return [
        header,
        *(
            [
                _said(row.title),
                *(
                    _said(part).replace("\n", SEPARATOR)
                    for part in (row.challenge, row.practice, row.impact, row.lesson)
                ),
                row.country_id or "",
                row.origin_code,
                *_facts(row),
            ]
            for row in lessons_visible_to(user)
        ),
    ]


def case_study_rows(user: object) -> list[Row]:
    """Return the matrix: one row a case study, one column a criterion, 1 where it is met."""
    sets = criteria_sets_visible_to(user, CriteriaPurpose.PRACTICE).filter(
        criteria__case_studies__in=case_studies_visible_to(user)
    )
    criteria_set = sets.first()
    if criteria_set is None:
        return [[_("Case study"), _("Country codes"), *_facts_header()]]
    matrix = criteria_matrix(user, criteria_set)
    header = [
        *[_("Case study"), _("Country codes"), _("Codes of the Actions")],
        *(str(criterion) for criterion in matrix.criteria),
        *_facts_header(),
    ]
    return [
        header,
        *(
            [
                _said(case.title),
                SEPARATOR.join(country.pk for country in case.countries.all()),
                SEPARATOR.join(case.origin_codes),
                *(int(is_met) for is_met in cells),
                *_facts(case),
            ]
            for case, cells in matrix.rows
        ),
    ]


def reuse_rows(user: object) -> list[Row]:
    header = [
        *[_("What was taken over"), _("From country"), _("From organisation")],
        *[_("From Action"), _("By country"), _("In Action"), *_facts_header()],
    ]
    return [
        header,
        *(
            [
                _said(view.reuse.subject),
                view.reuse.from_country_id or "",
                view.reuse.from_body,
                view.reuse.from_code,
                view.reuse.country_id or "",
                view.reuse.to_code,
                *_facts(view.reuse),
            ]
            for view in reuse_views(user)
        ),
    ]


def subject_rows(user: object) -> list[Row]:
    header = [_("Theme code"), _("Theme"), _("Subject"), *_facts_header()]
    return [
        header,
        *(
            [group.theme.pk, str(group.theme.name), _said(subject.title), *_facts(subject)]
            for group in subject_groups(user)
            for subject in group.subjects
        ),
    ]


def criteria_set_rows(user: object) -> list[Row]:
    header = [
        *[_("Code of the set"), _("Set of criteria"), _("Purpose"), _("Lowest mark")],
        *[_("Highest mark"), _("No."), _("Criterion"), _("What to ask oneself"), *_facts_header()],
    ]
    return [
        header,
        *(
            [
                row.code,
                _said(row.name),
                row.get_purpose_display(),
                row.lowest,
                row.highest,
                criterion.number,
                _said(criterion.name),
                _said(criterion.test),
                *_facts(row),
            ]
            for row in criteria_sets_visible_to(user)
            for criterion in row.criteria.all()
        ),
    ]


LISTS: Mapping[str, Callable[[object], list[Row]]] = {
    "practices": practice_rows,
    "deliverables": deliverable_rows,
    "lessons": lesson_rows,
    "case-studies": case_study_rows,
    "criteria-sets": criteria_set_rows,
    "reuse": reuse_rows,
    "training-subjects": subject_rows,
}


def file_name(name: str) -> str:
    return f"{name}-{(get_language() or 'fr').split('-')[0]}"
