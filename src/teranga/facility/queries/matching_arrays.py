"""From the roster and the activities to the arrays that `teranga_analytics.matching` reads."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from teranga.core.models import Country
from teranga.facility.enums import DeploymentState
from teranga.facility.models import Activity, Deployment, TeamNeeds
from teranga.facility.models.team import CLOSED_STATES
from teranga.roster.enums import ExpertKind, Gender, PeriodKind, PracticeLevel, ProfileState
from teranga.roster.models import AvailabilityPeriod, ExpertLanguage, ExpertProfile, PastDeployment
from teranga.roster.queries.experts import experts_readable_by
from teranga_analytics.matching import Activities, Experts, Periods, no_pairs
from teranga_analytics.matching.experts import BoolArray, FloatArray, IntArray

_KINDS = [kind.value for kind in ExpertKind]
_CODE = re.compile(r"[a-z]{2}")
_YEAR = dt.timedelta(days=365)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Axes:
    """What each column of the arrays stands for."""

    themes: Sequence[str]
    countries: Sequence[str]
    regions: Sequence[int]
    languages: Sequence[str]
    homes: Sequence[str]


@dataclass(frozen=True)
class MatchingInputs:
    """The problem in arrays, and the rows they were made of."""

    profiles: Sequence[ExpertProfile]
    planned: Sequence[Activity]
    experts: Experts
    activities: Activities
    axes: Axes


def needs_of(activity: Activity) -> TeamNeeds:
    """Return the rules of a team; those of the house where none were written."""
    needs: TeamNeeds | None = TeamNeeds.objects.filter(activity=activity).first()
    return needs or TeamNeeds(activity=activity)


def working_languages(activity: Activity) -> list[str]:
    return list(dict.fromkeys(_CODE.findall(activity.languages.lower())))


def load_inputs(user: object, planned: Sequence[Activity], *, today: dt.date) -> MatchingInputs:
    """Read the experts this account may see and the activities, in a dozen queries."""
    profiles = list(experts_readable_by(user).filter(state=ProfileState.ACTIVE).order_by("code"))
    axes = _axes(profiles, planned)
    rows = {profile.pk: row for row, profile in enumerate(profiles)}
    history = list(Deployment.objects.filter(expert__in=rows).select_related("activity", "expert"))
    experts = _experts(profiles, axes, rows, history, {a.pk for a in planned}, today)
    return MatchingInputs(
        profiles, planned, experts, _activities(planned, axes, rows, history, profiles), axes
    )


def _axes(profiles: Sequence[ExpertProfile], planned: Sequence[Activity]) -> Axes:
    countries = list(Country.objects.order_by("pk").values_list("pk", "region_id"))
    regions = {code: number for number, code in enumerate(sorted({r for _, r in countries}))}
    themes = sorted({theme.pk for a in planned for theme in a.action.themes.all()})
    languages = sorted({code for a in planned for code in working_languages(a)})
    homes = sorted({p.home_country_id for p in profiles if p.home_country_id})
    return Axes(
        themes,
        [code for code, _ in countries],
        [regions[r] for _, r in countries],
        languages,
        homes,
    )


def _table(
    pairs: Iterable[tuple[UUID, str]], rows: Mapping[UUID, int], columns: Sequence[str]
) -> BoolArray:
    place = {code: column for column, code in enumerate(columns)}
    table = np.zeros((len(rows), len(columns)), dtype=bool)
    for key, code in pairs:
        if key in rows and code in place:
            table[rows[key], place[code]] = True
    return table


def _experts(
    profiles: Sequence[ExpertProfile],
    axes: Axes,
    rows: Mapping[UUID, int],
    history: Sequence[Deployment],
    planned: set[UUID],
    today: dt.date,
) -> Experts:
    n = len(profiles)
    themes = ExpertProfile.themes.through.objects.filter(theme__in=axes.themes)
    known = ExpertProfile.countries_known.through.objects.all()
    languages = np.zeros((n, len(axes.languages)), dtype=np.int64)
    lines = ExpertLanguage.objects.filter(language__in=axes.languages)
    for key, code, level in lines.values_list("profile_id", "language_id", "level"):
        if key in rows:
            languages[rows[key], axes.languages.index(code)] = level
    load, mark_sum, n_marks = _past(rows, today)
    taken = np.zeros(n, dtype=np.int64)
    for deployment in history:
        if deployment.is_open and deployment.activity_id not in planned:
            taken[rows[deployment.expert_id]] += 1
    homes = {code: number for number, code in enumerate(axes.homes)}
    busy, remote_only = _periods(rows, history, planned)
    at = PracticeLevel
    return Experts(
        themes=_table(themes.values_list("expertprofile_id", "theme_id"), rows, axes.themes),
        countries=_table(known.values_list("expertprofile_id", "country_id"), rows, axes.countries),
        languages=languages,
        kind=np.array([_KINDS.index(p.kind) for p in profiles], dtype=np.int64),
        is_southern=np.array([p.is_southern for p in profiles], dtype=bool),
        is_woman=np.array([p.gender == Gender.WOMAN for p in profiles], dtype=bool),
        works_nationally=np.array(
            [p.level in {at.NATIONAL, at.BOTH} for p in profiles], dtype=bool
        ),
        works_locally=np.array([p.level in {at.LOCAL, at.BOTH} for p in profiles], dtype=bool),
        years=np.array([p.years_of_practice for p in profiles], dtype=float),
        home=np.array([homes.get(p.home_country_id or "", -1) for p in profiles], dtype=np.int64),
        load=load + taken,
        capacity=np.maximum(
            np.array([p.missions_a_year for p in profiles], dtype=np.int64)
            - load.astype(np.int64)
            - taken,
            0,
        ),
        cost=np.array(
            [np.nan if p.cost_per_day is None else float(p.cost_per_day) for p in profiles],
            dtype=float,
        ),
        mark_sum=mark_sum,
        n_marks=n_marks,
        busy=busy,
        remote_only=remote_only,
    )


def _past(rows: Mapping[UUID, int], today: dt.date) -> tuple[FloatArray, FloatArray, IntArray]:
    load, mark_sum = np.zeros(len(rows)), np.zeros(len(rows))
    n_marks = np.zeros(len(rows), dtype=np.int64)
    missions = PastDeployment.objects.values_list("profile_id", "starts_on", "mark")
    for key, starts_on, mark in missions:
        if key not in rows:
            continue
        load[rows[key]] += today - _YEAR < starts_on <= today
        if mark is not None:
            mark_sum[rows[key]] += float(mark)
            n_marks[rows[key]] += 1
    return load, mark_sum, n_marks


def _periods(
    rows: Mapping[UUID, int], history: Sequence[Deployment], planned: set[UUID]
) -> tuple[Periods, Periods]:
    spells: dict[str, list[tuple[int, int, int]]] = {kind: [] for kind in PeriodKind.values}
    lines = AvailabilityPeriod.objects.values_list("profile_id", "kind", "starts_on", "ends_on")
    for key, kind, starts_on, ends_on in lines:
        if key in rows:
            spells[kind].append((rows[key], starts_on.toordinal(), ends_on.toordinal()))
    for deployment in history:
        activity = deployment.activity
        is_elsewhere = deployment.is_open and activity.pk not in planned
        if is_elsewhere and activity.starts_on is not None:
            first, last = days_of(activity)
            spells[PeriodKind.UNAVAILABLE].append((rows[deployment.expert_id], first, last))
    return _as_periods(spells[PeriodKind.UNAVAILABLE]), _as_periods(spells[PeriodKind.REMOTE_ONLY])


def _as_periods(spells: Sequence[tuple[int, int, int]]) -> Periods:
    columns = np.array(spells, dtype=np.int64).reshape(-1, 3)
    return Periods(columns[:, 0], columns[:, 1], columns[:, 2])


def days_of(activity: Activity) -> Pair:
    """Return the first and last day as numbers; an activity without dates lasts no known day."""
    if activity.starts_on is None:
        return 0, 0
    return activity.starts_on.toordinal(), (activity.ends_on or activity.starts_on).toordinal()


def _activities(
    planned: Sequence[Activity],
    axes: Axes,
    rows: Mapping[UUID, int],
    history: Sequence[Deployment],
    profiles: Sequence[ExpertProfile],
) -> Activities:
    n = len(planned)
    needs = {need.activity_id: need for need in TeamNeeds.objects.filter(activity__in=planned)}
    wanted = [needs.get(a.pk) or TeamNeeds(activity=a) for a in planned]
    days = np.array([days_of(a) for a in planned], dtype=np.int64).reshape(-1, 2)
    paid = [
        need.paid_days or last - first + 1 for need, (first, last) in zip(wanted, days, strict=True)
    ]
    themes = np.zeros((n, len(axes.themes)), dtype=bool)
    languages = np.zeros((n, len(axes.languages)), dtype=np.int64)
    for row, (activity, need) in enumerate(zip(planned, wanted, strict=True)):
        for theme in activity.action.themes.all():
            themes[row, axes.themes.index(theme.pk)] = True
        for code in working_languages(activity):
            languages[row, axes.languages.index(code)] = need.language_level
    conflicts, refused, fixed = _pairs(planned, rows, history, profiles)
    return Activities(
        themes=themes,
        country=np.array([_country(a, axes) for a in planned], dtype=np.int64),
        languages=languages,
        team_size=np.array([max(a.n_experts, 1) for a in planned], dtype=np.int64),
        start=days[:, 0],
        end=days[:, 1],
        days=np.array(paid, dtype=float),
        is_remote=np.array([a.is_remote for a in planned], dtype=bool),
        min_years=np.array([need.min_years for need in wanted], dtype=float),
        allowed_kinds=np.array(
            [[True, w.takes_non_eu_government, w.takes_non_governmental] for w in wanted],
            dtype=bool,
        ).reshape(-1, 3),
        at_least=np.array(
            [
                [w.n_southern, w.n_women, w.n_eu_government, w.n_national, w.n_local, w.n_senior]
                for w in wanted
            ],
            dtype=np.int64,
        ).reshape(-1, 6),
        max_per_home=np.array([need.max_per_home for need in wanted], dtype=np.int64),
        budget=np.array(
            [np.inf if need.budget is None else float(need.budget) for need in wanted], dtype=float
        ),
        region_of_country=np.array(axes.regions, dtype=np.int64),
        conflicts=conflicts,
        refused=refused,
        fixed=fixed,
    )


def country_of(activity: Activity) -> str:
    """Return the country whose knowledge counts: where it is held, else who asked."""
    if activity.held_in_id:
        return str(activity.held_in_id)
    action = activity.action
    if action.country_id:
        return str(action.country_id)
    return next((country.pk for country in action.countries.all()), "")


def _country(activity: Activity, axes: Axes) -> int:
    code = country_of(activity)
    return axes.countries.index(code) if code in axes.countries else -1


def _pairs(
    planned: Sequence[Activity],
    rows: Mapping[UUID, int],
    history: Sequence[Deployment],
    profiles: Sequence[ExpertProfile],
) -> tuple[IntArray, IntArray, IntArray]:
    conflicts: list[Pair] = []
    refused: list[Pair] = []
    fixed: list[Pair] = []
    for place, activity in enumerate(planned):
        asking = {country.pk for country in activity.action.countries.all()}
        # Nobody advises the authorities that employ them.
        conflicts += [
            (place, row)
            for row, profile in enumerate(profiles)
            if profile.kind == ExpertKind.NON_EU_GOVERNMENT and profile.home_country_id in asking
        ]
        for deployment in history:
            pair = (place, rows[deployment.expert_id])
            same_action = deployment.activity.action_id == activity.action_id
            if deployment.state == DeploymentState.CONFLICT and same_action:
                conflicts.append(pair)
            elif deployment.activity_id == activity.pk:
                (refused if deployment.state in CLOSED_STATES else fixed).append(pair)
    return _as_pairs(conflicts), _as_pairs(refused), _as_pairs(fixed)


def _as_pairs(pairs: Sequence[Pair]) -> IntArray:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2) if pairs else no_pairs()
