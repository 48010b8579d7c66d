"""What the expert roster adds to shared places."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from teranga.core.contributions import PersonalData, shelves
from teranga.roster.models import ExpertProfile, Nomination, PastDeployment, RosterImport
from teranga.roster.queries import held
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
