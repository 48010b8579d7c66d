"""What the directory adds to shared places."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from teranga.accounts.enums import ConsentPurpose
from teranga.accounts.permissions import can_manage_data_protection
from teranga.accounts.services.consents import followers
from teranga.accounts.services.personal_data import SubjectKind, subject_kinds
from teranga.core.contributions import (
    CountrySection,
    Documented,
    HomeTask,
    HomeTasks,
    LiveFigure,
    MapLayer,
    PersonalData,
    SearchSource,
    Workplace,
    shelves,
)
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.directory.models import (
    Committee,
    CommitteeMembership,
    Contact,
    FocalPoint,
    Mandate,
    Organisation,
    Person,
    SheetImport,
)
from teranga.directory.queries import held
from teranga.directory.queries.committees import committees_visible_to
from teranga.directory.queries.focal_points import seats_of_country, seats_visible_to
from teranga.directory.queries.organisations import (
    n_organisations_by_country,
    organisations_visible_to,
)
from teranga.directory.queries.own_entries import keeps_an_entry
from teranga.directory.queries.people import people_readable_by
from teranga.directory.queries.tasks import organisations_to_review, vacant_seats_kept_by
from teranga.directory.services.erasure import (
    erase_contact,
    erase_import,
    erase_mandate,
    erase_person,
)
from teranga.directory.services.people import follow_consents
from teranga.programmes.contributions import ProgrammeSection, programme_sections
from teranga.programmes.models import Programme

N_SHOWN = 8
N_FOUND = 50
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _organisation_title(organisation: Organisation) -> Translated:
    return Translated(fr=str(organisation))


def _organisation_body(organisation: Organisation) -> Translated:
    names = f"{organisation.other_names} {organisation.city}".strip()
    texts = organisation.description or {"fr": ""}
    return Translated({code: f"{text} {names}".strip() for code, text in texts.items()})


def _organisation_url(organisation: Organisation) -> str:
    return reverse("directory:organisation-detail", args=[organisation.pk])


shelves.documented.add(Documented(Organisation, _organisation_url))
shelves.search.add(
    SearchSource(
        model=Organisation,
        kind=gettext_lazy("Organisation"),
        title=_organisation_title,
        body=_organisation_body,
        url=_organisation_url,
    ),
    order=20,
)
shelves.search.add(
    SearchSource(
        model=Committee,
        kind=gettext_lazy("Committee"),
        title=lambda committee: committee.name,
        body=lambda committee: committee.note,
        url=lambda committee: reverse("directory:committee-detail", args=[committee.pk]),
    ),
    order=60,
)


def _organisations_of_country(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    rows = organisations_visible_to(viewer).filter(country=country)
    n_found = rows.count()
    if not n_found:
        return None
    address = f"{reverse('directory:organisation-list')}?country={country.pk}"
    # Told source by source: each is named once.
    shown = sorted(rows[:N_SHOWN], key=lambda row: (row.source_id or "", row.name))
    return {"organisations": shown, "n_found": n_found, "list_url": address}


def _focal_points_of_country(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    seats = seats_of_country(viewer, country)
    committees = list(committees_visible_to(viewer).filter(country=country))
    return {"seats": seats, "committees": committees} if seats or committees else None


shelves.country_sections.add(
    CountrySection(
        code="organisations",
        title=gettext_lazy("Organisations"),
        template="directory/_country_organisations.html",
        context=_organisations_of_country,
    ),
    order=20,
)
shelves.country_sections.add(
    CountrySection(
        code="focal-points",
        title=gettext_lazy("Focal points"),
        template="directory/_country_focal_points.html",
        context=_focal_points_of_country,
    ),
    order=30,
)


def _governance(programme: Programme, viewer: Viewer) -> Mapping[str, Any] | None:
    committees = list(committees_visible_to(viewer).filter(programme=programme))
    n_seats = seats_visible_to(viewer, programme=programme).count()
    if not committees and not n_seats:
        return None
    return {"committees": committees, "n_seats": n_seats, "programme": programme}


programme_sections.add(
    ProgrammeSection(
        code="governance",
        title=gettext_lazy("Focal points and committees"),
        template="directory/_programme_governance.html",
        context=_governance,
    ),
    order=40,
)
shelves.figures.add(
    LiveFigure(
        code="organisations",
        label=gettext_lazy("organisations"),
        value=lambda viewer: organisations_visible_to(viewer).count(),
        url="directory:organisation-list",
        on_home=True,
    ),
    order=20,
)
shelves.figures.add(
    LiveFigure(
        code="seats",
        label=gettext_lazy("focal-point seats"),
        value=lambda viewer: seats_visible_to(viewer).count(),
        url="directory:focal-point-list",
    ),
    order=30,
)
shelves.map_layers.add(
    MapLayer(
        code="organisations",
        title=gettext_lazy("Organisations by country"),
        unit=gettext_lazy("organisations"),
        source=gettext_lazy("Directory of this platform, with the source of each entry"),
        values=n_organisations_by_country,
    ),
    order=10,
)


def _seats_to_fill(user: Any) -> Sequence[HomeTask]:
    return [
        HomeTask(
            label=_("%(seat)s: no holder recorded") % {"seat": seat},
            url=reverse("directory:seat-detail", args=[seat.pk]),
        )
        for seat in vacant_seats_kept_by(user)
    ]


def _entries_to_review(user: Any) -> Sequence[HomeTask]:
    return [
        HomeTask(
            label=_("Review the entry %(name)s") % {"name": organisation.short_name},
            url=_organisation_url(organisation),
        )
        for organisation in organisations_to_review(user)
    ]


shelves.home_tasks.add(
    HomeTasks(
        code="directory-review", title=gettext_lazy("Entries to review"), tasks=_entries_to_review
    ),
    order=20,
)
shelves.home_tasks.add(
    HomeTasks(code="seats", title=gettext_lazy("Seats to fill"), tasks=_seats_to_fill), order=40
)


_PURPOSE = gettext_lazy("running the network: knowing who answers for what, and reaching them")
_IMPORTS = gettext_lazy("undoing an import of organisations")


def _shown(row: Any, name: str) -> Any:
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)


def _hold(
    model: type[models.Model],
    names: tuple[str, ...],
    rows: Callable[[models.Model], Iterable[Any]],
    erase: Callable[[Any], None],
    *,
    purpose: StrOrPromise = _PURPOSE,
) -> None:
    def export(row: Any) -> Mapping[str, Any]:
        return {str(row._meta.get_field(name).verbose_name): _shown(row, name) for name in names}

    # After the accounts, before the consents that both keep: the person is erased last.
    shelves.personal_data.add(PersonalData(model, purpose, names, rows, export, erase), order=30)


def _keep(row: Any) -> None:
    """Leave the row: without the person it names nobody, and history stays true."""


_hold(Contact, ("kind", "value", "label", "consent"), held.contacts_held_on, erase_contact)
_hold(
    Mandate,
    ("organisation", "title", "starts_on", "ends_on"),
    held.mandates_held_on,
    erase_mandate,
)
_hold(FocalPoint, ("seat", "starts_on", "ends_on"), held.focal_points_held_on, _keep)
_hold(
    CommitteeMembership,
    ("committee", "organisation", "starts_on", "ends_on"),
    held.committee_seats_held_on,
    _keep,
)
_hold(
    SheetImport,
    ("file_name", "created_at", "state", "rows", "effects"),
    held.imports_held_on,
    erase_import,
    purpose=_IMPORTS,
)
_hold(
    Person,
    ("given_name", "family_name", "language", "country", "programme", "note", "created_at"),
    held.people_of,
    erase_person,
)


def _find_people(user: object, words: str) -> Iterable[Person]:
    """Return the people a keeper of personal data may answer for."""
    if not can_manage_data_protection(user):
        return []
    key = UUID(words) if _UUID.fullmatch(words) else None
    if key is not None:
        return people_readable_by(user).filter(pk=key)
    return people_readable_by(user, words=words)[:N_FOUND]


def _follow(subject: models.Model, _purpose: ConsentPurpose) -> None:
    for person in held.people_of(subject):
        follow_consents(person)


followers.add(_follow)
subject_kinds.add(
    SubjectKind("person", gettext_lazy("person of the directory"), _find_people), order=20
)

shelves.workplaces.add(
    Workplace(
        "own-entries", gettext_lazy("My organisation"), "directory:own-entry-list", keeps_an_entry
    ),
    order=10,
)
