"""What knowledge adds to shared places: search, country pages, figures, home tasks."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.contributions import (
    CountrySection,
    HomeTask,
    HomeTasks,
    LiveFigure,
    MapLayer,
    SearchSource,
    shelves,
)
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.knowledge.models import CaseStudy, Deliverable, Lesson, Practice
from teranga.knowledge.queries.countries import (
    country_knowledge,
    practices_by_country,
    practices_to_decide,
    practices_to_review,
    returned_practices,
)
from teranga.knowledge.queries.library import (
    case_studies_visible_to,
    deliverables_visible_to,
)
from teranga.knowledge.queries.practices import practices_visible_to
from teranga.knowledge.queries.precedents import PrecedentKind, precedent_kinds
from teranga.knowledge.queries.scopes import countries_of_rows, themes_of_rows


def _practice_url(practice: Practice) -> str:
    return reverse("knowledge:practice-detail", args=[practice.pk])


def _joined(*texts: Translated) -> Translated:
    codes = {code for text in texts for code in text}
    return Translated(
        {code: " · ".join(text[code] for text in texts if text.get(code)) for code in codes}
    )


shelves.search.add(
    SearchSource(
        model=Practice,
        kind=gettext_lazy("Practice"),
        title=lambda practice: practice.title,
        body=lambda practice: _joined(practice.description, practice.result, practice.conditions),
        url=_practice_url,
    ),
    order=34,
)
shelves.search.add(
    SearchSource(
        model=CaseStudy,
        kind=gettext_lazy("Case study"),
        title=lambda case: case.title,
        body=lambda case: case.context,
        url=lambda case: reverse("knowledge:case-study-detail", args=[case.pk]),
    ),
    order=32,
)
shelves.search.add(
    SearchSource(
        model=Deliverable,
        kind=gettext_lazy("Deliverable"),
        title=lambda deliverable: deliverable.title,
        body=lambda deliverable: Translated(),
        url=lambda deliverable: reverse("knowledge:deliverable-list") + f"#d-{deliverable.pk}",
    ),
    order=36,
)
shelves.search.add(
    SearchSource(
        model=Lesson,
        kind=gettext_lazy("Lesson"),
        title=lambda lesson: lesson.title,
        body=lambda lesson: _joined(
            lesson.challenge, lesson.practice, lesson.impact, lesson.lesson
        ),
        url=lambda lesson: reverse("knowledge:lesson-list") + f"#l-{lesson.pk}",
    ),
    order=38,
)


def _country_context(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    found = country_knowledge(viewer, country)
    return None if found is None else {"found": found, "country": country}


shelves.country_sections.add(
    CountrySection(
        code="knowledge",
        title=gettext_lazy("Practices and documents"),
        template="knowledge/_country.html",
        context=_country_context,
    ),
    order=45,
)
shelves.figures.add(
    LiveFigure(
        code="practices",
        label=gettext_lazy("practices described"),
        value=lambda viewer: practices_visible_to(viewer).count(),
        url="knowledge:practice-list",
        on_home=True,
    ),
    order=50,
)
shelves.figures.add(
    LiveFigure(
        code="deliverables",
        label=gettext_lazy("documents left by Actions"),
        value=lambda viewer: deliverables_visible_to(viewer).count(),
        url="knowledge:deliverable-list",
    ),
    order=52,
)
shelves.figures.add(
    LiveFigure(
        code="case-studies",
        label=gettext_lazy("case studies"),
        value=lambda viewer: case_studies_visible_to(viewer).count(),
        url="knowledge:case-study-list",
    ),
    order=54,
)
shelves.map_layers.add(
    MapLayer(
        code="practices",
        title=gettext_lazy("Practices by country"),
        unit=gettext_lazy("practices"),
        source=gettext_lazy("Practices on this platform, with the source of each"),
        values=practices_by_country,
    ),
    order=60,
)


def _to_review(user: Any) -> Sequence[HomeTask]:
    return [
        HomeTask(
            label=_("Review the practice “%(title)s”") % {"title": row}, url=_practice_url(row)
        )
        for row in practices_to_review(user)
    ] + [
        HomeTask(
            label=_("Decide on the practice “%(title)s”") % {"title": row}, url=_practice_url(row)
        )
        for row in practices_to_decide(user)
    ]


def _to_complete(user: Any) -> Sequence[HomeTask]:
    return [
        HomeTask(
            label=_("Complete the practice “%(title)s”, returned to you") % {"title": row},
            url=_practice_url(row),
        )
        for row in returned_practices(user)
    ]


shelves.home_tasks.add(
    HomeTasks(code="practices", title=gettext_lazy("Practices to judge"), tasks=_to_review),
    order=60,
)
shelves.home_tasks.add(
    HomeTasks(code="own-practices", title=gettext_lazy("My practices"), tasks=_to_complete),
    order=62,
)


def _practice_themes(keys: Collection[str]) -> Mapping[str, Collection[str]]:
    return themes_of_rows(Practice, keys)


def _practice_countries(keys: Collection[str]) -> Mapping[str, Collection[str]]:
    return countries_of_rows(Practice, keys)


precedent_kinds.add(
    PrecedentKind(
        model=Practice,
        label=gettext_lazy("Practice"),
        themes=_practice_themes,
        countries=_practice_countries,
    ),
    order=20,
)
precedent_kinds.add(
    PrecedentKind(
        model=CaseStudy,
        label=gettext_lazy("Case study"),
        themes=lambda keys: themes_of_rows(CaseStudy, keys),
        countries=lambda keys: countries_of_rows(CaseStudy, keys),
    ),
    order=30,
)
