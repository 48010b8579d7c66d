"""Reading Actions and supported policies, through the door."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country, Theme
from teranga.facility.enums import ActionFactKind, ActionRegion
from teranga.facility.models import Action, ActionFact, SupportedPolicy
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class ActionChoice:
    """What a visitor asked of the list; empty means everything."""

    country: str = ""
    theme: str = ""
    region: str = ""
    year: int | None = None
    detail: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class FactGroup:
    kind: ActionFactKind
    facts: Sequence[ActionFact]


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One line of a count: a word, a number, and the share of the longest."""

    label: StrOrPromise
    value: int
    share: float
    url_part: str


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """What is counted today from the Actions on file; never mixed with published figures."""

    n_actions: int
    n_countries: int
    n_regional: int
    n_undated: int
    by_region: Sequence[CountedLine] = field(default_factory=list)
    by_theme: Sequence[CountedLine] = field(default_factory=list)


def actions_visible_to(user: object, choice: ActionChoice | None = None) -> QuerySet[Action]:
    """Return the Actions asked for, by country then code."""
    rows = Action.objects.visible_to(user)
    if choice is not None:
        rows = rows.filter(_asked(choice))
    return rows.distinct().order_by("code")


def _asked(choice: ActionChoice) -> Q:
    asked = Q()
    if choice.country:
        asked &= Q(countries=choice.country) | Q(associated_countries=choice.country)
    if choice.theme:
        asked &= Q(themes=choice.theme)
    if choice.region:
        asked &= Q(region=choice.region)
    if choice.detail:
        asked &= Q(detail=choice.detail)
    if choice.state:
        asked &= Q(state=choice.state)
    if choice.year:
        # Partial dates sort as text: every date of 2014 lies before "2015".
        until, year = str(choice.year + 1), str(choice.year)
        known = Q(starts_on__isnull=False) | Q(ends_on__isnull=False)
        asked &= known
        asked &= Q(starts_on__lt=until) | Q(starts_on__isnull=True, ends_on__startswith=year)
        asked &= Q(ends_on__gte=year) | Q(ends_on__isnull=True, starts_on__startswith=year)
    return asked


def actions_for_list(user: object, choice: ActionChoice) -> QuerySet[Action]:
    return (
        actions_visible_to(user, choice)
        .select_related("programme")
        .prefetch_related(Prefetch("countries", Country.objects.order_by("pk")), "themes")
    )


def actions_for_export(user: object, choice: ActionChoice) -> QuerySet[Action]:
    return actions_for_list(user, choice).select_related("source").prefetch_related("authorities")


def action_page(user: object) -> QuerySet[Action]:
    """Return Actions with all that their own page shows."""
    return (
        Action.objects.visible_to(user)
        .select_related("programme", "source")
        .prefetch_related("countries", "associated_countries", "themes", "authorities", "facts")
    )


def fact_groups(action: Action) -> list[FactGroup]:
    facts = list(action.facts.all())
    groups = [
        FactGroup(kind, [fact for fact in facts if fact.kind == kind]) for kind in ActionFactKind
    ]
    return [group for group in groups if group.facts]


def policies_visible_to(user: object) -> QuerySet[SupportedPolicy]:
    return (
        SupportedPolicy.objects.visible_to(user)
        .select_related("country", "source")
        # An Action this visitor may not see is not named beside the policy either.
        .prefetch_related(Prefetch("action", Action.objects.visible_to(user)))
    )


def policies_of_action(user: object, action: Action) -> QuerySet[SupportedPolicy]:
    return policies_visible_to(user).filter(action=action)


def actions_by_country(user: object) -> Mapping[str, int]:
    counts = (
        Country.objects.filter(actions__in=Action.objects.visible_to(user))
        .annotate(n_actions=Count("actions", distinct=True))
        .values_list("pk", "n_actions")
    )
    return dict(counts)


def policies_by_country(user: object) -> Mapping[str, int]:
    return Counter(
        SupportedPolicy.objects.visible_to(user)
        .filter(country__isnull=False)
        .values_list("country_id", flat=True)
    )


def themes_in_use(user: object) -> QuerySet[Theme]:
    return Theme.objects.filter(actions__in=Action.objects.visible_to(user)).distinct()


def countries_in_use(user: object) -> list[Country]:
    actions = Action.objects.visible_to(user)
    rows = Country.objects.filter(pk__in=actions.values("countries"))
    return sorted(rows, key=lambda country: country.sort_key)


def years_in_use(user: object) -> list[int]:
    """Return every year from the first start to the last end, latest first."""
    dates = Action.objects.visible_to(user).values_list("starts_on", "ends_on")
    years = [date.year for pair in dates for date in pair if date is not None]
    return list(range(max(years), min(years) - 1, -1)) if years else []


def count_actions(user: object, programme: Programme) -> ActionCounts | None:
    """Count the Actions of a programme that this visitor may see; `None` when there are none."""
    rows = Action.objects.visible_to(user).filter(programme=programme).order_by()
    told = list(rows.values_list("region", "regional_body", "starts_on", "ends_on"))
    if not told:
        return None
    regions = Counter(region for region, *_others in told)
    # An Action without a theme comes once, with none.
    themes = Counter(rows.values_list("themes", flat=True))
    n_without = themes.pop(None, 0)
    names = Theme.objects.in_bulk(list(themes))
    by_theme = [(str(names[code].name), n, f"theme={code}") for code, n in themes.most_common()]
    if n_without:
        by_theme.append((_("theme not known"), n_without, ""))
    return ActionCounts(
        n_actions=len(told),
        n_countries=Country.objects.filter(actions__in=rows).distinct().count(),
        n_regional=sum(1 for _region, body, *_dates in told if body),
        n_undated=sum(1 for *_others, first, last in told if first is None and last is None),
        by_region=_lines(
            [
                (str(ActionRegion(code).label), n, f"region={code}")
                for code, n in regions.most_common()
            ]
        ),
        by_theme=_lines(by_theme),
    )


def _lines(rows: Sequence[tuple[str, int, str]]) -> list[CountedLine]:
    longest = max((n for _label, n, _url in rows), default=1)
    return [CountedLine(label, n, n / longest, url) for label, n, url in rows]
