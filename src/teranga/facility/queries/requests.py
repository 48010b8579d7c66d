"""Reading requests: the queue with its clocks, one request, what may happen to it next."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django_stubs_ext import StrOrPromise

from teranga.core.models import Attachment, Country, Theme
from teranga.facility.enums import ActionState, Holder, RequestEvent, RequestState
from teranga.facility.models import (
    Action,
    CommitteeReview,
    EligibilityCheck,
    ExpertiseRequest,
    RequestDesk,
    RequestStep,
)
from teranga.facility.permissions.transitions import OPEN_STATES, REQUEST_TRANSITIONS
from teranga.facility.queries.clocks import Pace, RequestClocks
from teranga.facility.queries.desks import desk_of

# Orders that have a page of their own.
_OWN_PAGES = {
    RequestEvent.SUBMIT,
    RequestEvent.APPROVE,
    RequestEvent.HOLD,
    RequestEvent.DECLINE,
}
# An approved request stays in the queue until its Action is ready.
_NOT_READY = Q(state=RequestState.APPROVED) & (
    Q(action__isnull=True) | Q(action__state=ActionState.DESIGN)
)


@dataclass(frozen=True, slots=True)
class RequestChoice:
    """What was asked of the queue; empty means everything still open."""

    words: str = ""
    state: str = "open"
    holder: str = ""
    country: str = ""
    theme: str = ""
    year: int | None = None


def requests_visible_to(
    user: object, choice: RequestChoice | None = None
) -> QuerySet[ExpertiseRequest]:
    rows = ExpertiseRequest.objects.visible_to(user)
    if choice is not None:
        rows = rows.filter(_asked(choice))
    return rows.distinct()


def _asked(choice: RequestChoice) -> Q:
    asked = Q()
    if choice.state == "open":
        asked &= Q(state__in=OPEN_STATES) | _NOT_READY
    elif choice.state and choice.state != "all":
        asked &= Q(state=choice.state)
    if choice.words:
        words = choice.words
        asked &= (
            Q(title__icontains=words)
            | Q(authority_name__icontains=words)
            | Q(number__icontains=words)
        )
    if choice.holder:
        has_action = Q(action__isnull=False)
        asked &= (has_action & Q(action__holder=choice.holder)) | (
            ~has_action & Q(holder=choice.holder)
        )
    if choice.country:
        asked &= Q(countries=choice.country)
    if choice.theme:
        asked &= Q(themes=choice.theme)
    if choice.year:
        asked &= Q(received_on__year=choice.year)
    return asked


def queue(user: object, choice: RequestChoice) -> QuerySet[ExpertiseRequest]:
    """Return the requests asked for, the step due first on top."""
    rows = requests_visible_to(user, choice)
    return (
        rows.select_related("action", "programme", "officer", "country")
        .prefetch_related("countries", "themes")
        .order_by(F("step_due_on").asc(nulls_last=True), "received_on", "number")
    )


def clocks_of(
    rows: Iterable[ExpertiseRequest], user: object, today: dt.date
) -> list[RequestClocks]:
    """Return each request with its clocks; an Action the visitor may not see is not told."""
    desks: dict[object, RequestDesk] = {}
    told = []
    listed = list(rows)
    seen = set(
        Action.objects.visible_to(user)
        .filter(expertise_request__in=listed)
        .values_list("pk", flat=True)
    )
    for row in listed:
        if row.programme_id not in desks:
            desks[row.programme_id] = desk_of(row.programme_id)
        action = getattr(row, "action", None)
        shown = action if action is not None and action.pk in seen else None
        told.append(RequestClocks(row, shown, desks[row.programme_id], today))
    return told


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many wait, for whom, and how many are late or soon will be."""

    n_open: int
    n_late: int
    n_soon: int
    by_holder: Sequence[tuple[str, str, int]]


def queue_counts(clocks: Sequence[RequestClocks]) -> QueueCounts:
    paces = Counter(line.worst for line in clocks)
    holders = Counter(line.holder for line in clocks)
    return QueueCounts(
        n_open=len(clocks),
        n_late=paces[Pace.LATE],
        n_soon=paces[Pace.SOON],
        by_holder=[
            (holder.value, str(holder.label), holders[str(holder.label)])
            for holder in Holder
            if holders[str(holder.label)]
        ],
    )


def find_request(user: object, pk: object) -> ExpertiseRequest | None:
    row: ExpertiseRequest | None = (
        ExpertiseRequest.objects.visible_to(user)
        .filter(pk=pk)
        .select_related("programme", "officer", "country", "source")
        .prefetch_related("countries", "themes")
        .first()
    )
    return row


def request_by_link(digest: str) -> ExpertiseRequest | None:
    row: ExpertiseRequest | None = (
        ExpertiseRequest.objects.current()
        .filter(link_digest=digest)
        .exclude(link_digest="")
        .select_related("programme")
        .prefetch_related("countries", "themes")
        .first()
    )
    return row


def action_of(user: object, expertise_request: ExpertiseRequest) -> Action | None:
    action: Action | None = (
        Action.objects.visible_to(user).filter(expertise_request=expertise_request).first()
    )
    return action


def steps_of(expertise_request: ExpertiseRequest) -> list[RequestStep]:
    return list(expertise_request.steps.select_related("by"))


def checks_of(expertise_request: ExpertiseRequest) -> list[EligibilityCheck]:
    return list(expertise_request.checks.all())


def reviews_of(expertise_request: ExpertiseRequest) -> list[CommitteeReview]:
    return list(expertise_request.reviews.select_related("decided_by"))


def open_review_of(expertise_request: ExpertiseRequest) -> CommitteeReview | None:
    review: CommitteeReview | None = expertise_request.reviews.order_by(
        "-opened_on", "-created_at"
    ).first()
    return review


def files_of(expertise_request: ExpertiseRequest) -> list[Attachment]:
    """Return the files of a request, for those the page has let in."""
    return list(
        Attachment.objects.current().filter(
            about_model=expertise_request._meta.label_lower, about_id=str(expertise_request.pk)
        )
    )


@dataclass(frozen=True, slots=True)
class Order:
    """An order someone may give now."""

    event: str
    label: StrOrPromise


def orders_for(user: object, expertise_request: ExpertiseRequest) -> list[Order]:
    return [
        Order(event.value, transition.order)
        for event, transition in REQUEST_TRANSITIONS.items()
        if event not in _OWN_PAGES
        and expertise_request.state in transition.sources
        and transition.part_of(user, expertise_request) is not None
    ]


def may_now(user: object, expertise_request: ExpertiseRequest, event: RequestEvent) -> bool:
    transition = REQUEST_TRANSITIONS[event]
    return (
        expertise_request.state in transition.sources
        and transition.part_of(user, expertise_request) is not None
    )


def countries_in_queue(user: object) -> list[Country]:
    rows = Country.objects.filter(expertise_requests__in=ExpertiseRequest.objects.visible_to(user))
    return sorted(rows.distinct(), key=lambda country: country.sort_key)


def themes_in_queue(user: object) -> QuerySet[Theme]:
    rows = ExpertiseRequest.objects.visible_to(user)
    return Theme.objects.filter(expertise_requests__in=rows).distinct()


def years_in_queue(user: object) -> list[int]:
    days = ExpertiseRequest.objects.visible_to(user).dates("received_on", "year", order="DESC")
    return [day.year for day in days]
