"""Fictitious requests in every state, so that the desk, the committee and the sheets are alive.

They are filed and moved by the same services as real ones, on days counted back from today.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.core.enums import Visibility
from teranga.core.models import Country, CountryGroup, Theme
from teranga.core.translated import Translated
from teranga.directory.models import Committee
from teranga.facility.demo.action_files import carry_out
from teranga.facility.enums import (
    Criterion,
    Outcome,
    Procedure,
    RequestChannel,
    RequesterKind,
    RequestEvent,
    RequestReach,
    Verdict,
    Vote,
)
from teranga.facility.models import ExpertiseRequest, RequestDesk
from teranga.facility.queries.details import RequestDetails
from teranga.facility.queries.requests import open_review_of
from teranga.facility.services.committee import (
    cast_vote,
    declare_interest,
    record_decision,
    submit_to_committee,
)
from teranga.facility.services.requests import (
    assign_officer,
    file_request,
    order_request_step,
    screen_request,
)
from teranga.programmes.demo import public_fact
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Phase, Programme
from teranga.programmes.services.records import keep_record

_HERE = "teranga.facility.demo"
_OFFICER = "facilite@demo.teranga.example"
_MEMBER = "pilotage@demo.teranga.example"


def load_requests(mieux: Programme) -> None:
    """Open the desk; file the requests once, if the demo accounts exist."""
    document = read_yaml(_HERE, "requests.yaml")
    today = timezone.localdate()
    _open_desk(mieux, document["desk"])
    phase = _phase(mieux, document["phase"], today)
    accounts = {user.email: user for user in User.objects.filter(is_fictitious=True)}
    officer, member = accounts.get(_OFFICER), accounts.get(_MEMBER)
    filed = ExpertiseRequest.objects.filter(programme=mieux, is_fictitious=True)
    if officer is None or member is None or filed.exists():
        return
    _seat_focal_point(mieux, accounts, document["focal_point"])
    # The oldest first: numbers follow the days of receipt.
    for row in sorted(document["requests"], key=lambda told: -int(told["days_ago"])):
        expertise_request = _file(mieux, row, document["texts"], officer, today)
        for step in row["steps"]:
            _take(expertise_request, step, document["texts"], officer, member)
            expertise_request.refresh_from_db()
        if "action" in row:
            carry_out(expertise_request, row["action"], document, phase, officer, today)


def _open_desk(mieux: Programme, row: Mapping[str, Any]) -> None:
    committee = Committee.objects.filter(programme=mieux, kind="steering").first()
    desk = keep_record(
        RequestDesk,
        key={"programme": mieux},
        values={
            "introduction": Translated(row["introduction"]),
            "is_open": True,
            "requester_kinds": list(RequesterKind.values),
            "instruments": row["instruments"],
            "committee": committee,
        }
        | public_fact({"source": "seed-003"}),
    )
    desk.closed_groups.set(CountryGroup.objects.filter(pk="eu"))


def _phase(mieux: Programme, row: Mapping[str, Any], today: dt.date) -> Phase:
    """Return a marked phase that covers today: the real ones ended in 2023."""
    kept = keep_record(
        Phase,
        key={"programme": mieux, "number": row["number"]},
        values={
            "name": Translated(row["name"]),
            "starts_on": str(today.year - row["years_before"]),
            "ends_on": str(today.year + row["years_after"]),
            "visibility": Visibility.PROGRAMME,
            "is_fictitious": True,
        },
    )
    kept.refresh_from_db()
    return kept


def _seat_focal_point(
    mieux: Programme, accounts: Mapping[str, User], row: Mapping[str, Any]
) -> None:
    user = accounts.get(row["email"])
    if user is not None:
        keep_record(
            Membership,
            key={
                "user": user,
                "role": Role.FOCAL_POINT,
                "programme": mieux,
                "country_id": row["country"],
            },
            values={},
        )


def _file(
    mieux: Programme,
    row: Mapping[str, Any],
    texts: Mapping[str, Any],
    officer: User,
    today: dt.date,
) -> ExpertiseRequest:
    language = row.get("language", "fr")
    words = texts[language]
    expertise_request = file_request(
        details=RequestDetails(
            programme=mieux,
            title=row["title"],
            requester_kind=row["kind"],
            authority_name=row["authority"],
            reach=row.get("reach", RequestReach.NATIONAL),
            countries=list(Country.objects.filter(pk__in=row["countries"])),
            regional_body=row.get("body", ""),
            themes=list(Theme.objects.filter(pk__in=row["themes"])),
            context=words["context"],
            need=words["need"],
            expected_result=words["result"],
            other_support=words["support"],
            language=language,
        ),
        channel=RequestChannel.EMAIL,
        received_on=today - dt.timedelta(days=row["days_ago"]),
        by=officer,
    )
    expertise_request.is_fictitious, expertise_request.owner = True, None
    expertise_request.save(update_fields=["is_fictitious", "owner"])
    return expertise_request


def _take(
    expertise_request: ExpertiseRequest,
    step: Mapping[str, Any],
    texts: Mapping[str, Any],
    officer: User,
    member: User,
) -> None:
    """Take one step of the file, its day counted from the day of receipt."""
    name = next(iter(step))
    days = 0 if name == "vote" else int(step[name])
    on = expertise_request.received_on + dt.timedelta(days=days)
    at = dt.datetime.combine(on, dt.time(10), tzinfo=dt.UTC)
    review = open_review_of(expertise_request)
    if name == "note":
        screen_request(
            expertise_request,
            verdicts=dict.fromkeys(Criterion, (Verdict.MET, "")),
            instrument="IEV" if expertise_request.country_id in {"MAR", "TUN"} else "ICD",
            note=texts[expertise_request.language]["note"],
            version=expertise_request.version,
            by=officer,
        )
    elif name == "submit":
        submit_to_committee(
            expertise_request,
            procedure=Procedure.WRITTEN,
            due_on=on + dt.timedelta(days=21),
            held_on=None,
            recommendation=Vote.APPROVE,
            by=officer,
            on=on,
        )
    elif name == "vote" and review is not None:
        declare_interest(review, member=member, has_conflict=False, note="", at=at)
        words = "Exemple fictif."
        cast_vote(review, member=member, vote=Vote(step["vote"]), comment=words, at=at)
    elif name == "decide" and review is not None:
        record_decision(
            review,
            outcome=Outcome(step["outcome"]),
            reasons=step.get("reason", ""),
            conditions=step.get("conditions", ""),
            by=member,
            on=on,
        )
    else:
        event = RequestEvent(name)
        order_request_step(
            expertise_request, event=event, by=officer, on=on, reason=step.get("reason", "")
        )
        if event == RequestEvent.SCREEN:
            assign_officer(expertise_request, officer=officer, by=officer)
