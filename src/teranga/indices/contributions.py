"""What policy indices add to shared places."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teranga.core.contributions import (
    CountrySection,
    HomeTask,
    HomeTasks,
    LiveFigure,
    MapLayer,
    SearchSource,
    Workplace,
    shelves,
)
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.indices.models import Edition
from teranga.indices.permissions import can_create_rounds, can_import_codebooks
from teranga.indices.queries.crossing import LAYER_PREFIX
from teranga.indices.queries.edition.release import release_of
from teranga.indices.queries.editions import editions_visible_to, latest_editions
from teranga.indices.queries.tasks import (
    countries_to_validate,
    disputes_to_decide,
    domains_to_code,
    rounds_to_settle,
)


def _edition_body(edition: Edition) -> Translated:
    # Its own words alone: an index may be closed to some who may read one of its editions.
    return Translated(edition.note or edition.title)


shelves.search.add(
    SearchSource(
        model=Edition,
        kind=gettext_lazy("Policy index"),
        title=lambda edition: Translated(edition.title),
        body=_edition_body,
        url=lambda edition: reverse("indices:edition-detail", args=[edition.pk]),
    ),
    order=30,
)


def _scores_of_country(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    lines = []
    for edition in latest_editions(viewer):
        release = release_of(edition)
        if country.pk in release.row:
            lines.append((edition, release.score(country.pk, release.top)))
    return {"lines": lines, "country_code": country.pk} if lines else None


shelves.country_sections.add(
    CountrySection(
        code="indices",
        title=gettext_lazy("Policy indices"),
        template="indices/_country_scores.html",
        context=_scores_of_country,
    ),
    order=15,
)
shelves.figures.add(
    LiveFigure(
        code="editions",
        label=gettext_lazy("editions of policy indices"),
        value=lambda viewer: editions_visible_to(viewer).count(),
        url="indices:index-list",
    ),
    order=60,
)


def _widest_scores(viewer: Viewer) -> Mapping[str, int]:
    """Score of each country in the latest edition that holds the most countries."""
    editions = sorted(latest_editions(viewer), key=lambda edition: -edition.n_countries)
    if not editions:
        return {}
    release = release_of(editions[0])
    scores = {code: release.score(code, release.top) for code in release.units}
    return {code: round(score.value) for code, score in scores.items() if score.is_known}


shelves.map_layers.add(
    MapLayer(
        code=f"{LAYER_PREFIX}score",
        title=gettext_lazy("Policy index: score of the latest edition"),
        unit=gettext_lazy("points out of 100"),
        source=gettext_lazy("Editions of policy indices published here, with their evidence"),
        values=_widest_scores,
    ),
    order=40,
)


# Beyond that, the page of one's coding says it better than a list at home.
N_DOMAINS_SHOWN = 6


def _coding_tasks(user: Any) -> Sequence[HomeTask]:
    rows = domains_to_code(user)
    shown = [
        HomeTask(
            label=_("Code %(domain)s for %(country)s")
            % {"domain": row.domain_code, "country": row.country},
            url=reverse("indices:coding-detail", args=[row.pk]),
            due_on=row.coding_round.due_on,
        )
        for row in rows[:N_DOMAINS_SHOWN]
    ]
    n_more = len(rows) - len(shown)
    if n_more > 0:
        words = ngettext("%(n)s more domain to code", "%(n)s more domains to code", n_more)
        shown.append(HomeTask(label=words % {"n": n_more}, url=reverse("indices:coding-list")))
    return shown


def _round_tasks(user: Any) -> Sequence[HomeTask]:
    rounds = rounds_to_settle(user)
    disputes = [
        HomeTask(
            label=ngettext(
                "%(n)s disputed cell to decide: %(round)s",
                "%(n)s disputed cells to decide: %(round)s",
                task.n,
            )
            % {"n": task.n, "round": task.coding_round},
            url=reverse("indices:round-agreement", args=[task.coding_round.pk]),
        )
        for task in disputes_to_decide(user, rounds)
    ]
    validations = [
        HomeTask(
            label=ngettext(
                "%(n)s code of your country to validate: %(round)s",
                "%(n)s codes of your country to validate: %(round)s",
                task.n,
            )
            % {"n": task.n, "round": task.coding_round},
            url=reverse("indices:round-country", args=[task.coding_round.pk, task.country]),
        )
        for task in countries_to_validate(user, rounds)
    ]
    return [*disputes, *validations]


shelves.home_tasks.add(
    HomeTasks(code="coding", title=gettext_lazy("Policies to code"), tasks=_coding_tasks), order=15
)
shelves.home_tasks.add(
    HomeTasks(code="rounds", title=gettext_lazy("Codes to decide or validate"), tasks=_round_tasks),
    order=16,
)
shelves.workplaces.add(
    Workplace(
        "coding",
        gettext_lazy("Codes to write and to decide"),
        "indices:round-list",
        can_create_rounds,
    ),
    order=20,
)
shelves.workplaces.add(
    Workplace(
        "codebooks",
        gettext_lazy("Codebooks of the indices"),
        "indices:codebook-list",
        can_import_codebooks,
    ),
    order=21,
)
