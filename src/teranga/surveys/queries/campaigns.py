"""How a collection goes: what came, who is silent, how long it takes, where people stop."""

import statistics
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from teranga.surveys.enums import SubmissionState
from teranga.surveys.models import Campaign, Filling, PersonalLink, Questionnaire, Submission
from teranga.surveys.queries.submissions import AnswerReader

MAX_MINUTES = 12 * 60


def campaigns_visible_to(user: object) -> QuerySet[Campaign]:
    """Return campaigns whose questionnaire the visitor may see too: a page names both."""
    rows: QuerySet[Campaign] = Campaign.objects.visible_to(user).select_related("questionnaire")
    return rows.filter(questionnaire__in=Questionnaire.objects.visible_to(user))


def find_campaign(user: object, pk: UUID) -> Campaign | None:
    return campaigns_visible_to(user).filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of one country: how many answers, and above how many one is flagged."""

    target: int | None
    quota: int | None = None


def wanted_of(campaign: Campaign) -> dict[str, Wanted]:
    return {row.country_id: Wanted(row.target, row.quota) for row in campaign.targets.all()}


@dataclass(frozen=True, slots=True)
class CountryProgress:
    """One country: what was wanted, what came, what was approved."""

    country: object
    target: int
    received: int
    approved: int
    quota: int | None

    @property
    def is_over_quota(self) -> bool:
        return self.quota is not None and self.received > self.quota


@dataclass(frozen=True, slots=True)
class GivingUp:
    """A question after which people stopped, and how many."""

    label: str
    n: int


@dataclass(frozen=True, slots=True)
class CampaignState:
    countries: list[CountryProgress]
    n_received: int
    n_target: int
    n_invited: int
    n_opened: int
    n_silent: int
    minutes: list[float]
    giving_up: list[GivingUp]
    n_started: int
    by_day: list[tuple[object, int]]

    @property
    def median_minutes(self) -> float | None:
        return statistics.median(self.minutes) if self.minutes else None

    @property
    def slow_minutes(self) -> float | None:
        """The duration that nine in ten do not exceed."""
        return statistics.quantiles(self.minutes, n=10)[-1] if len(self.minutes) > 9 else None


def answers_of_campaign(campaign: Campaign) -> QuerySet[Submission]:
    """Return the answers in force that came while it ran, rejected ones aside."""
    rows: QuerySet[Submission] = Submission.objects.filter(
        questionnaire=campaign.questionnaire_id,
        replaced_by__isnull=True,
        archived_at__isnull=True,
        created_at__date__gte=campaign.starts_on,
        created_at__date__lte=campaign.ends_on,
    ).exclude(state=SubmissionState.REJECTED)
    return rows


def state_of(campaign: Campaign) -> CampaignState:
    """Count everything the page of a campaign says; counts only, nobody's words."""
    answers = answers_of_campaign(campaign)
    countries = _countries(campaign, answers)
    links = PersonalLink.objects.current().filter(campaign=campaign, revoked_at__isnull=True)
    fillings = Filling.objects.filter(
        form_version__questionnaire=campaign.questionnaire_id,
        created_at__date__gte=campaign.starts_on,
        created_at__date__lte=campaign.ends_on,
    )
    per_day = Counter(moment.date() for moment in answers.values_list("created_at", flat=True))
    return CampaignState(
        countries=countries,
        n_received=sum(country.received for country in countries),
        n_target=sum(country.target for country in countries),
        n_invited=links.count(),
        n_opened=links.filter(opened_at__isnull=False).count(),
        n_silent=links.filter(answered_at__isnull=True).count(),
        minutes=_minutes(answers),
        giving_up=_giving_up(campaign, fillings),
        n_started=fillings.count(),
        by_day=sorted(per_day.items()),
    )


def silent_links(campaign: Campaign) -> QuerySet[PersonalLink]:
    rows: QuerySet[PersonalLink] = (
        PersonalLink.objects.current()
        .filter(campaign=campaign, answered_at__isnull=True, revoked_at__isnull=True)
        .select_related("country")
        .order_by("country_id", "name")
    )
    return rows


def _countries(campaign: Campaign, answers: QuerySet[Submission]) -> list[CountryProgress]:
    counted = dict(answers.order_by().values_list("country_id").annotate(n=Count("pk")))
    approved = dict(
        answers.filter(state=SubmissionState.APPROVED)
        .order_by()
        .values_list("country_id")
        .annotate(n=Count("pk"))
    )
    lines = [
        CountryProgress(
            country=target.country,
            target=target.target,
            received=counted.pop(target.country_id, 0),
            approved=approved.get(target.country_id, 0),
            quota=target.quota,
        )
        for target in campaign.targets.select_related("country")
    ]
    if counted:
        elsewhere = sum(approved.get(code, 0) for code in counted)
        lines.append(CountryProgress("", 0, sum(counted.values()), elsewhere, None))
    return lines


def _minutes(answers: QuerySet[Submission]) -> list[float]:
    """Return durations by the device's own clock; impossible ones are left out."""
    pairs = answers.filter(started_at__isnull=False, ended_at__isnull=False)
    minutes = (
        (end - start).total_seconds() / 60
        for start, end in pairs.values_list("started_at", "ended_at")
        if start is not None and end is not None
    )
    return [value for value in minutes if 0 < value <= MAX_MINUTES]


def _giving_up(campaign: Campaign, fillings: QuerySet[Filling]) -> list[GivingUp]:
    version = campaign.questionnaire.published_version
    stopped = fillings.filter(sent_at__isnull=True).exclude(last_question="")
    counted = stopped.order_by().values_list("last_question").annotate(n=Count("pk"))
    reader = AnswerReader(version) if version else None
    found = [
        GivingUp(reader.label_of(path) if reader else path, n)
        for path, n in sorted(counted, key=lambda pair: -pair[1])
    ]
    return found[:8]
