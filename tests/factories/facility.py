import datetime as dt
from itertools import count

from teranga.core.translated import Translated
from teranga.facility.enums import Criterion, RequestEvent, Verdict
from teranga.facility.models import Action, RequestDesk
from teranga.facility.queries.details import ActionDetails, RequestDetails
from teranga.facility.services.actions import open_action
from teranga.facility.services.committee import submit_to_committee
from teranga.facility.services.requests import (
    file_request,
    order_request_step,
    screen_request,
)

_numbers = count(1)


def make_action(*, countries=(), themes=(), **fields):
    number = next(_numbers)
    fields = {
        "code": f"ACT-{number}",
        "title": {"fr": f"Action {number}"},
        "region": "west_africa",
        "detail": "mention",
        "visibility": "public",
    } | fields
    action = Action.objects.create(**fields)
    action.countries.set(countries)
    action.themes.set(themes)
    return action


def make_desk(programme, **fields):
    fields = {"visibility": "public", "is_open": True} | fields
    return RequestDesk.objects.create(programme=programme, **fields)


def request_details(programme, *, countries=(), **fields):
    fields = {
        "title": f"Request {next(_numbers)}",
        "requester_kind": "public_authority",
        "authority_name": "Ministry",
        "context": "No procedure exists.",
        "need": "Two practitioners.",
    } | fields
    return RequestDetails(programme=programme, countries=list(countries), **fields)


def make_request(programme, *, by, countries=(), received_on=dt.date(2026, 3, 2), **fields):
    return file_request(
        details=request_details(programme, countries=countries, **fields),
        channel="email",
        received_on=received_on,
        by=by,
    )


def screen(expertise_request, *, by, on=dt.date(2026, 3, 3)):
    order_request_step(expertise_request, event=RequestEvent.SCREEN, by=by, on=on)
    expertise_request.refresh_from_db()
    return screen_request(
        expertise_request,
        verdicts=dict.fromkeys(Criterion, (Verdict.MET, "")),
        instrument="",
        note="A precise need.",
        version=expertise_request.version,
        by=by,
    )


def put_to_committee(expertise_request, *, by, on=dt.date(2026, 3, 10), **fields):
    fields = {
        "procedure": "written",
        "due_on": on + dt.timedelta(days=21),
        "held_on": None,
        "recommendation": "approve",
    } | fields
    return submit_to_committee(expertise_request, by=by, on=on, **fields)


def make_managed_action(expertise_request, *, by, on=dt.date(2026, 3, 20), phase=None, **fields):
    fields = {
        "title": Translated({"fr": "Action menée ici"}),
        "summary": Translated({}),
        "region": "west_africa",
        "planned_starts_on": dt.date(2026, 6, 1),
        "planned_ends_on": dt.date(2026, 12, 31),
        "phase": phase,
    } | fields
    return open_action(expertise_request, details=ActionDetails(**fields), by=by, on=on)
