"""Reading programmes, through the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from teranga.core.models import Country, Publishable
from teranga.programmes.enums import FigureFamily
from teranga.programmes.models import (
    Component,
    Donor,
    Funding,
    Phase,
    Programme,
    PublishedFigure,
    SourceRemark,
)

P = TypeVar("P", bound=Publishable)

# The families of figures a visitor wants to see first on the page of a programme.
_FIRST_FAMILIES = (FigureFamily.PORTFOLIO, FigureFamily.ORGANISATIONS)
_LARGE_FAMILIES = (*_FIRST_FAMILIES, FigureFamily.EXPERTS, FigureFamily.ROUNDTABLES)


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """What the page of a programme says, each part read through the door."""

    programme: Programme
    countries: Sequence[Country]
    components: Sequence[Component]
    phases: Sequence[Phase]
    fundings: Sequence[Funding]
    figures: Sequence["FigureGroup"]
    remarks: Sequence[SourceRemark]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    family: FigureFamily
    figures: Sequence[PublishedFigure]

    @property
    def common_source(self) -> PublishedFigure | None:
        """Return any figure of the group when all come from one place: it is then said once."""
        places = {(figure.source_id, figure.source_page) for figure in self.figures}
        return self.figures[0] if len(places) == 1 else None

    @property
    def is_told_large(self) -> bool:
        return self.family in _LARGE_FAMILIES


def programmes_visible_to(user: object) -> QuerySet[Programme]:
    return Programme.objects.visible_to(user).select_related("source").order_by("acronym")


def programmes_with_countries(user: object) -> QuerySet[Programme]:
    return programmes_visible_to(user).prefetch_related(
        Prefetch("countries", Country.objects.order_by("pk"))
    )


def programmes_in_country(user: object, country: Country) -> QuerySet[Programme]:
    return programmes_visible_to(user).filter(countries=country)


def programme_page(user: object, programme: Programme) -> ProgrammePage:
    def own(model: type[P]) -> QuerySet[P]:
        rows: QuerySet[P] = model.objects.visible_to(user)
        return rows.filter(programme=programme).select_related("source")

    # A funding names its donor: it is shown to whoever may read both.
    donors = Donor.objects.visible_to(user)
    return ProgrammePage(
        programme=programme,
        countries=sorted(programme.countries.all(), key=lambda country: country.sort_key),
        components=list(own(Component)),
        phases=list(own(Phase)),
        fundings=list(own(Funding).filter(donor__in=donors).select_related("donor")),
        figures=[
            group for group in published_figures(user, programme) if group.family in _FIRST_FAMILIES
        ],
        remarks=list(own(SourceRemark)),
    )


def published_figures(user: object, programme: Programme) -> list[FigureGroup]:
    """Return every published number of a programme, family by family, in the page's order."""
    rows = list(
        PublishedFigure.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("source", "country")
        .order_by("position")
    )
    groups = [
        FigureGroup(family, [row for row in rows if row.family == family])
        for family in FigureFamily
    ]
    return [group for group in groups if group.figures]


def figures_of_country(user: object, country: Country) -> QuerySet[PublishedFigure]:
    """Return the published numbers that are about this country."""
    return (
        PublishedFigure.objects.visible_to(user)
        .filter(country=country)
        .select_related("source", "programme")
    )
