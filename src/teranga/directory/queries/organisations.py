"""Organisations as a visitor may read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, QuerySet, Value, When

from teranga.core.models import Country, Theme
from teranga.core.search.words import fold
from teranga.directory.models import (
    Committee,
    CommitteeMembership,
    Contact,
    FocalPointSeat,
    Mandate,
    Organisation,
    Person,
)
from teranga.directory.permissions import can_archive_organisation

SORTS = ("name", "country", "kind", "updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChoice:
    """What a visitor asked to see; empty means everything."""

    country: str = ""
    kind: str = ""
    level: str = ""
    theme: str = ""
    programme: str = ""
    words: str = ""
    sort: str = "name"
    is_descending: bool = False
    awaits_review: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything the page of an organisation shows to one visitor."""

    organisation: Organisation
    contacts: Sequence[Contact]
    mandates: Sequence[Mandate]
    committees: Sequence[CommitteeMembership]
    seats: Sequence[FocalPointSeat]
    parts: Sequence[Organisation]
    themes: Mapping[str, Sequence[Theme]] = field(default_factory=dict)


def organisations_visible_to(
    user: object, choice: OrganisationChoice | None = None
) -> QuerySet[Organisation]:
    choice = choice or OrganisationChoice()
    rows = Organisation.objects.visible_to(user).select_related("country", "programme", "source")
    exact = {
        "country_id": choice.country,
        "kind": choice.kind,
        "level": choice.level,
        "themes": choice.theme,
        "programme__code": choice.programme,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if choice.awaits_review:
        rows = rows.filter(awaits_review=True)
    for word in fold(choice.words).split():
        rows = rows.filter(search_text__contains=word)
    return _sorted(rows, choice)


def _sorted(rows: "QuerySet[Organisation]", choice: OrganisationChoice) -> "QuerySet[Organisation]":
    sign = "-" if choice.is_descending else ""
    if choice.sort == "country":
        rows = rows.annotate(country_rank=_country_rank(rows))
    column = {"country": "country_rank", "kind": "kind", "updated": "updated_at"}.get(choice.sort)
    first = [f"{sign}{column}", "folded_name"] if column else [f"{sign}folded_name"]
    return rows.order_by(*first, "pk")


def _country_rank(rows: "QuerySet[Organisation]") -> Case:
    """Countries stand in the alphabetical order of the reader's language, not of their codes."""
    held = Country.objects.filter(pk__in=rows.order_by().values("country_id"))
    countries = sorted(held, key=lambda country: country.sort_key)
    ranks = [When(country_id=country.pk, then=Value(k)) for k, country in enumerate(countries)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())


def find_organisation(user: object, pk: UUID) -> Organisation | None:
    """Return it through the door; an archived one only to those who may bring it back."""
    organisation: Organisation | None = (
        Organisation.objects.visible_to_with_archived(user)
        .select_related("country", "programme", "component__programme", "source")
        .prefetch_related(Prefetch("parent", Organisation.objects.visible_to(user)))
        .filter(pk=pk)
        .first()
    )
    if organisation is None or not organisation.is_archived:
        return organisation
    return organisation if can_archive_organisation(user, organisation) else None


def organisation_page(user: object, organisation: Organisation) -> OrganisationPage:
    themes: dict[str, list[Theme]] = {}
    for theme in organisation.themes.select_related("taxonomy"):
        themes.setdefault(str(theme.taxonomy), []).append(theme)
    people = Person.objects.visible_to(user)
    committees = Committee.objects.visible_to(user)
    return OrganisationPage(
        organisation=organisation,
        contacts=list(Contact.objects.visible_to(user).filter(organisation=organisation)),
        mandates=list(
            Mandate.objects.visible_to(user)
            .filter(organisation=organisation, person__in=people)
            .select_related("person", "source")
        ),
        committees=list(
            CommitteeMembership.objects.visible_to(user)
            .filter(organisation=organisation, committee__in=committees)
            .select_related("committee__programme", "source")
        ),
        seats=list(
            FocalPointSeat.objects.visible_to(user)
            .filter(institution=organisation)
            .select_related("country", "programme")
        ),
        parts=list(Organisation.objects.visible_to(user).filter(parent=organisation)),
        themes=themes,
    )


def n_organisations_by_country(user: object) -> dict[str, int]:
    rows = Organisation.objects.visible_to(user).filter(country__isnull=False).order_by()
    return dict(rows.values_list("country_id").annotate(n_rows=Count("pk")))


def namesakes(user: object, *, name: str, country_id: str | None) -> list[Organisation]:
    """Return visible organisations of the same folded name in the same country."""
    rows = Organisation.objects.visible_to(user).filter(
        folded_name=fold(name), country_id=country_id
    )
    return list(rows.select_related("country", "programme"))
