"""What the expert roster adds to shared places."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from teranga.core.contributions import (
    Documented,
    HomeTask,
    HomeTasks,
    LiveFigure,
    PersonalData,
    SearchSource,
    Workplace,
    shelves,
)
from teranga.core.translated import Translated
from teranga.roster.enums import ProfileState
from teranga.roster.models import ExpertProfile, Nomination, PastDeployment, RosterImport
from teranga.roster.permissions import can_create_nominations, can_list_experts
from teranga.roster.queries import held
from teranga.roster.queries.counts import n_experts
from teranga.roster.queries.experts import own_profile, profiles_to_vet
from teranga.roster.services.erasure import (
    erase_deployment,
    erase_import,
    erase_nomination,
    erase_profile,
)

_PURPOSE = gettext_lazy("finding the right experts for a mission")


def _shown(row: Any, name: str) -> Any:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return ", ".join(str(item) for item in value.all()) if hasattr(value, "all") else value


def _hold(
    model: type[models.Model],
    names: tuple[str, ...],
    rows: Callable[[models.Model], Iterable[Any]],
    erase: Callable[[Any], None],
    order: int,
) -> None:
    def export(row: Any) -> Mapping[str, Any]:
        return {str(_label(row, name)): _shown(row, name) for name in names}

    shelves.personal_data.add(
        PersonalData(model, _PURPOSE, names, rows, export, erase), order=order
    )


def _label(row: Any, name: str) -> object:
    field = row._meta.get_field(name)
    return getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural


# Before the person and the account: their links tell whose rows these are.
_hold(
    PastDeployment,
    ("label", "country", "starts_on", "ends_on", "mark"),
    held.deployments_held_on,
    erase_deployment,
    order=6,
)
_hold(
    Nomination,
    ("profile", "organisation", "statement", "nominated_on"),
    held.nominations_held_on,
    erase_nomination,
    order=7,
)
_hold(
    RosterImport,
    ("file_name", "created_at", "state", "rows"),
    held.imports_held_on,
    erase_import,
    8,
)
_hold(
    ExpertProfile,
    (
        *("code", "kind", "home_country", "gender", "is_southern", "years_of_practice", "level"),
        *("employer", "job_title", "summary", "themes", "countries_known", "languages", "periods"),
        *("cost_per_day", "missions_a_year", "state", "team_note", "consented_on", "expires_on"),
    ),
    held.profiles_of,
    erase_profile,
    order=9,
)


def _title(profile: ExpertProfile) -> Translated:
    words = {}
    for language in ("fr", "en"):
        with override(language):
            words[language] = str(profile)
    return Translated(words)


def _body(profile: ExpertProfile) -> Translated:
    """Say in both languages what the profile is about, so that either finds it."""
    themes = list(profile.themes.all())
    countries = list(profile.countries_known.all())
    languages = [line.language for line in profile.languages.all()]
    words = {}
    for language in ("fr", "en"):
        with override(language):
            told = [profile.summary, profile.job_title, profile.get_kind_display()]
            told += [theme.name.get(language, "") for theme in themes]
            told += [country.name_in(language) for country in countries]
            told += [str(spoken) for spoken in languages]
            if profile.home_country:
                told.append(profile.home_country.name_in(language))
        words[language] = ", ".join(text for text in told if text)
    return Translated(words)


def _url(profile: ExpertProfile) -> str:
    return reverse("roster:expert-detail", args=[profile.pk])


shelves.documented.add(Documented(ExpertProfile, _url))
shelves.search.add(
    SearchSource(
        model=ExpertProfile, kind=gettext_lazy("Expert"), title=_title, body=_body, url=_url
    ),
    order=70,
)
shelves.figures.add(
    LiveFigure(
        code="experts",
        label=gettext_lazy("experts in the roster"),
        value=lambda _viewer: n_experts(),
        url="roster:overview",
    ),
    order=60,
)


def _tasks(user: Any) -> Sequence[HomeTask]:
    tasks = []
    n_waiting = profiles_to_vet(user).count()
    if n_waiting:
        words = ngettext(
            "%(n)s expert profile waits to be vetted",
            "%(n)s expert profiles wait to be vetted",
            n_waiting,
        )
        tasks.append(HomeTask(words % {"n": n_waiting}, reverse("roster:vetting-list")))
    own = own_profile(user)
    if own is not None and own.state in {ProfileState.DRAFT, ProfileState.EXPIRED}:
        label = _("Complete and confirm my expert profile")
        tasks.append(HomeTask(label, reverse("roster:own-detail"), due_on=own.expires_on))
    return tasks


shelves.home_tasks.add(
    HomeTasks(code="roster", title=gettext_lazy("Expert roster"), tasks=_tasks), order=50
)
shelves.workplaces.add(
    Workplace("experts", gettext_lazy("Expert roster"), "roster:expert-list", can_list_experts),
    order=50,
)
shelves.workplaces.add(
    Workplace(
        "nominations",
        gettext_lazy("Nominate experts"),
        "roster:nomination-list",
        can_create_nominations,
    ),
    order=51,
)
