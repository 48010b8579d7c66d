"""The desks that receive requests, and what they say of a country or a requester."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teranga.core.models import Country, CountryGroup
from teranga.facility.enums import Criterion, RequesterKind, Verdict
from teranga.facility.models import ExpertiseRequest, RequestDesk


def open_desks(user: object) -> QuerySet[RequestDesk]:
    return RequestDesk.objects.visible_to(user).filter(is_open=True).select_related("programme")


def desk_of(programme_id: UUID | None) -> RequestDesk:
    """Return the rules of a programme; the house's own delays where none were written."""
    desk = RequestDesk.objects.current().filter(programme_id=programme_id, is_open=True).first()
    return desk or RequestDesk(programme_id=programme_id)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A country that a desk does not serve, and why."""

    country: Country
    group: CountryGroup | None

    @property
    def words(self) -> str:
        if self.group is not None:
            return _(
                "%(country)s belongs to a group this facility does not serve (%(group)s):"
                " it works with partner countries outside it."
            ) % {"country": self.country, "group": self.group.name}
        return _("%(country)s is not among the countries this facility serves.") % {
            "country": self.country
        }


def refusals(desk: RequestDesk, countries: Iterable[Country]) -> list[Refusal]:
    """Return each country out of scope; an empty list when all may ask."""
    asked = list(countries)
    if desk.pk is None or desk._state.adding:
        return []
    open_to = set(desk.countries.values_list("pk", flat=True))
    closed = {
        country_id: group
        for group in desk.closed_groups.prefetch_related("countries")
        for country_id in [country.pk for country in group.countries.all()]
    }
    return [
        Refusal(country, closed.get(country.pk))
        for country in asked
        if country.pk in closed or (open_to and country.pk not in open_to)
    ]


def kinds_open(desk: RequestDesk) -> list[tuple[str, str]]:
    """Return the kinds of requesters a desk receives, all of them unless it says otherwise."""
    kinds = desk.requester_kinds or RequesterKind.values
    return [(kind.value, str(kind.label)) for kind in RequesterKind if kind.value in kinds]


def told_of_desk(desk: RequestDesk) -> dict[str, list[str]]:
    """Return in words who may ask and for where."""
    return {
        "kinds": [label for _kind, label in kinds_open(desk)],
        "closed_groups": [str(group.name) for group in desk.closed_groups.all()],
        "open_countries": [str(country) for country in desk.countries.all()],
    }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the platform can tell by itself of a criterion; a person decides."""

    criterion: Criterion
    verdict: Verdict
    note: str


def proposals(desk: RequestDesk, expertise_request: ExpertiseRequest) -> Sequence[Proposal]:
    refused = refusals(desk, expertise_request.countries.all())
    kinds = dict(kinds_open(desk))
    has_country = expertise_request.countries.exists() or expertise_request.regional_body
    return [
        Proposal(
            Criterion.COUNTRY,
            Verdict.NOT_MET if refused else Verdict.MET if has_country else Verdict.UNCLEAR,
            " ".join(refusal.words for refusal in refused),
        ),
        Proposal(Criterion.INSTRUMENT, Verdict.UNCLEAR, ""),
        Proposal(
            Criterion.REQUESTER,
            Verdict.MET if expertise_request.requester_kind in kinds else Verdict.NOT_MET,
            expertise_request.get_requester_kind_display(),
        ),
        Proposal(
            Criterion.THEME,
            Verdict.MET if expertise_request.themes.exists() else Verdict.UNCLEAR,
            "",
        ),
        Proposal(
            Criterion.DOUBLE_FUNDING,
            Verdict.UNCLEAR,
            expertise_request.other_support,
        ),
    ]
