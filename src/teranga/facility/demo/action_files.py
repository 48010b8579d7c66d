"""The Actions of the fictitious requests: sheet, activities, people, up to the closing."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from teranga.accounts.models import User
from teranga.core.enums import Visibility
from teranga.core.translated import Translated
from teranga.facility.enums import (
    ActionEvent,
    ActivityState,
    Gender,
    ParticipantLevel,
    SheetPart,
)
from teranga.facility.models import (
    Action,
    Activity,
    ExpertiseRequest,
    Participant,
    SheetSection,
)
from teranga.facility.permissions.link_holders import PartnerLink
from teranga.facility.queries.action_files import region_of_request
from teranga.facility.queries.details import ActionDetails
from teranga.facility.queries.sheets import latest_version
from teranga.facility.services.actions import open_action, order_action_step
from teranga.facility.services.activities import move_activity, plan_activity, report_activity
from teranga.facility.services.sheets import (
    add_budget_line,
    add_focal_point,
    agree_to_sheet,
    comment_on_sheet,
    hand_over_sheet,
    write_section,
)
from teranga.programmes.models import Phase


def carry_out(
    expertise_request: ExpertiseRequest,
    row: Mapping[str, Any],
    document: Mapping[str, Any],
    phase: Phase,
    officer: User,
    today: dt.date,
) -> None:
    """Open the Action and take it as far as the file says, on days counted from receipt."""
    received_on = expertise_request.received_on
    days = {name: received_on + dt.timedelta(days=n) for name, n in row.items() if name in _DATED}
    begins_on = days.get("start") or days["opened"] + dt.timedelta(days=60)
    action = open_action(
        expertise_request,
        details=ActionDetails(
            title=Translated({expertise_request.language: expertise_request.title}),
            summary=Translated({"fr": "Exemple fictif, écrit pour cette démonstration."}),
            region=region_of_request(expertise_request),
            phase=phase,
            planned_starts_on=begins_on,
            planned_ends_on=begins_on + dt.timedelta(days=row["length"]),
        ),
        by=officer,
        on=days["opened"],
    )
    activities = [
        plan_activity(action, values=_plan(told, action, begins_on), by=officer)
        for told in document["activities"]
    ]
    _write(action, document, officer, days["opened"], n_rounds=row["rounds"])
    if "ready" in row:
        action.refresh_from_db()
        order_action_step(action, event=ActionEvent.DECLARE_READY, by=officer, on=days["ready"])
    if "start" in row:
        order_action_step(action, event=ActionEvent.START, by=officer, on=days["start"])
        _hold(activities, document["activities"], row["held"], officer, today)
    if "close" in row:
        order_action_step(action, event=ActionEvent.CLOSE, by=officer, on=days["close"])
    if row.get("public"):
        _open_to_all(action)


_DATED = {"opened", "ready", "start", "close"}


def _plan(row: Mapping[str, Any], action: Action, begins_on: dt.date) -> dict[str, Any]:
    starts_on = begins_on + dt.timedelta(days=row["after"])
    return {
        "kind": row["kind"],
        "title": row["title"],
        "starts_on": starts_on,
        "ends_on": starts_on + dt.timedelta(days=row["days"] - 1),
        "held_in": action.country,
        "expected_participants": sum(row["people"]),
        "n_experts": row["experts"],
        "languages": "fr",
    }


def _write(
    action: Action,
    document: Mapping[str, Any],
    officer: User,
    on: dt.date,
    *,
    n_rounds: int,
) -> None:
    at = dt.datetime.combine(on, dt.time(10), tzinfo=dt.UTC)
    authority = action.authorities.values_list("name", flat=True).first() or "–"
    values = [{"institution": authority, "kind": kind} for kind in ("strategic", "operational")]
    points = [add_focal_point(action, values=told, by=officer) for told in values]
    for line in document["budget"]:
        told = {"unit_cost": Decimal(line["cost"]), "quantity": Decimal(line["quantity"])}
        told |= {name: line[name] for name in ("category", "label", "unit", "payer")}
        add_budget_line(action, values=told, by=officer)
    versions = dict(SheetSection.objects.filter(action=action).values_list("part", "version"))
    for name, text in document["sections"].items():
        write_section(
            action,
            part=SheetPart(name),
            text=text,
            version=versions.get(name, 0),
            by=officer,
        )
    hand_over_sheet(action, note="Première version complète (exemple fictif).", by=officer, on=on)
    partner = PartnerLink(points[1].pk, action.pk)
    if n_rounds > 1:
        _answer(action, partner, officer, at)
    else:
        words = "Exemple fictif : préciser qui présidera l’atelier de restitution."
        comment_on_sheet(action, part=SheetPart.LOGIC, text=words, by=partner)


def _answer(action: Action, partner: PartnerLink, officer: User, at: dt.datetime) -> None:
    """Let the partner complete the sheet and hand it back, and the team agree."""
    action.refresh_from_db()
    known = SheetSection.objects.get(action=action, part=SheetPart.RISKS)
    text = f"{known.text} L’institution réserve une salle et un véhicule."
    write_section(action, part=SheetPart.RISKS, text=text, version=known.version, by=partner)
    at += dt.timedelta(days=10)
    hand_over_sheet(action, note="Moyens de l’institution ajoutés.", by=partner, on=at.date())
    version = latest_version(action)
    if version is not None:
        agree_to_sheet(version, by=officer, at=at)


def _hold(
    activities: list[Activity],
    rows: list[Mapping[str, Any]],
    n_held: int,
    officer: User,
    today: dt.date,
) -> None:
    for rank, (activity, row) in enumerate(zip(activities, rows, strict=True)):
        if rank >= n_held or activity.ends_on is None or activity.ends_on >= today:
            _leave_open(activity, n_held, len(activities), officer, today)
            continue
        activity.action.refresh_from_db()
        move_activity(activity, to=ActivityState.HELD, by=officer, on=today)
        _count(activity, row["people"])
        activity.refresh_from_db()
        report_activity(
            activity,
            mission_report="Exemple fictif : ce qui a été fait, constaté, recommandé.",
            summary="Exemple fictif.",
            version=activity.version,
            by=officer,
            on=activity.ends_on + dt.timedelta(days=10),
        )


def _leave_open(
    activity: Activity, n_held: int, n_planned: int, officer: User, today: dt.date
) -> None:
    """Cancel what a finished Action did not need; leave the rest of a running one planned."""
    if n_held >= n_planned - 1:
        move_activity(
            activity,
            to=ActivityState.CANCELLED,
            by=officer,
            on=today,
            reason="Exemple fictif : remplacée par une séance à distance.",
        )


def _count(activity: Activity, people: list[int]) -> None:
    levels = [ParticipantLevel.TECHNICAL, ParticipantLevel.MANAGEMENT, ParticipantLevel.FIELD]
    genders = [Gender.WOMAN] * people[0] + [Gender.MAN] * people[1]
    Participant.objects.bulk_create(
        Participant(
            activity=activity,
            institution=f"Institution {rank % 3 + 1} (exemple)",
            level=levels[rank % 3],
            gender=gender,
            country_id=activity.country_id,
        )
        for rank, gender in enumerate(genders)
    )


def _open_to_all(action: Action) -> None:
    action.refresh_from_db()
    action.visibility = Visibility.PUBLIC
    action.save(update_fields=["visibility"])
    for activity in Activity.objects.filter(action=action):
        activity.visibility = Visibility.PUBLIC
        activity.save(update_fields=["visibility"])
