import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.facility.models import SheetSection
from teranga.facility.permissions.link_holders import PartnerLink
from teranga.facility.queries.sheets import (
    agreed_version,
    content_of,
    differences_between,
    latest_version,
)
from teranga.facility.services.activities import plan_activity, replan_activity
from teranga.facility.services.sheets import (
    add_focal_point,
    agree_to_sheet,
    hand_over_sheet,
    invite_focal_point,
    write_section,
)
from teranga.programmes.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

DAY = dt.date(2026, 4, 1)
AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def action(facility):
    return facility.action()


@pytest.fixture
def point(facility, action):
    values = {"institution": "Ministry", "kind": "operational", "email": "p@example.org"}
    return add_focal_point(action, values=values, by=facility.officer)


def write(action, text, by, part="logic"):
    known = SheetSection.objects.filter(action=action, part=part).first()
    version = known.version if known else 0
    return write_section(action, part=part, text=text, version=version, by=by)


def test_two_writers_of_one_part_do_not_overwrite_each_other(facility, action):
    write(action, "First.", facility.officer)

    with pytest.raises(StaleEditError):
        write_section(action, part="logic", text="Second.", version=0, by=facility.focal_point)

    assert SheetSection.objects.get(action=action, part="logic").text == "First."


def test_a_version_is_agreed_by_each_side_and_voided_by_a_change(facility, action, point):
    partner = PartnerLink(point.pk, action.pk)
    version = hand_over_sheet(action, note="First.", by=facility.officer, on=DAY)
    agree_to_sheet(version, by=partner, at=AT)
    assert agreed_version(action) == version

    write(action, "Changed.", partner)
    with pytest.raises(InvalidTransitionError):
        agree_to_sheet(version, by=facility.officer, at=AT)
    hand_over_sheet(action, note="Second.", by=facility.officer, on=DAY)

    assert agreed_version(action) is None
    assert latest_version(action).number == 2


def test_only_the_side_that_holds_the_pen_hands_over(facility, action, point):
    with pytest.raises(InvalidTransitionError, match="other side"):
        hand_over_sheet(action, note="Mine.", by=PartnerLink(point.pk, action.pk), on=DAY)


def test_a_reader_neither_writes_nor_agrees(facility, action):
    with pytest.raises(PermissionDenied):
        write(action, "Mine.", facility.reader)
    with pytest.raises(PermissionDenied):
        hand_over_sheet(action, note="", by=facility.member, on=DAY)


def test_differences_name_what_changed_and_nothing_else(facility, action):
    before = content_of(action)
    write(action, "One line.\nAnother.", facility.officer)
    after = content_of(action)

    (diff,) = differences_between(before, after)

    assert [line.kind for line in diff.lines] == ["added", "added"]


def test_the_private_link_opens_this_sheet_and_no_other(client, facility, action, point):
    first = invite_focal_point(point, by=facility.officer, at=AT)
    second = invite_focal_point(point, by=facility.officer, at=AT + dt.timedelta(days=1))

    assert client.get(first).status_code == 404
    response = client.get(second)
    assert response.status_code == 200
    assert response.headers["Cache-Control"].find("no-store") >= 0
    assert client.get(reverse("facility:action-sheet", args=[action.pk])).status_code == 302


def test_a_frozen_version_holds_no_name_of_a_person(facility, action, point):
    point.name = "A person"
    point.save()

    version = hand_over_sheet(action, note="", by=facility.officer, on=DAY)

    assert "A person" not in str(version.content)


def test_a_date_past_the_end_of_the_phase_gets_a_clear_answer(facility, action):
    action.phase = Phase.objects.create(
        programme=facility.programme, number=1, starts_on="2026", ends_on="2026-09"
    )
    action.save()
    action = type(action).objects.get(pk=action.pk)
    late = dt.date(2026, 10, 1)
    values = {"kind": "workshop", "title": "Late", "starts_on": late, "ends_on": late}

    with pytest.raises(ValidationError, match="end of the phase"):
        plan_activity(action, values=values, by=facility.officer)
    in_time = dt.date(2026, 9, 30)
    plan_activity(
        action,
        values=values | {"starts_on": in_time, "ends_on": in_time},
        by=facility.officer,
    )


def test_replanning_an_agreed_action_takes_a_reason_and_leaves_a_trace(facility, action):
    values = {"kind": "workshop", "title": "Workshop", "starts_on": DAY, "ends_on": DAY}
    activity = plan_activity(action, values=values, by=facility.officer)
    action.state = "under_way"
    action.save()
    later = {"starts_on": DAY + dt.timedelta(days=7), "ends_on": DAY + dt.timedelta(days=7)}

    with pytest.raises(ValidationError) as refusal:
        replan_activity(
            activity, values=later, reason="", version=activity.version, by=facility.officer
        )
    replan_activity(
        activity, values=later, reason="Elections.", version=activity.version, by=facility.officer
    )

    change = activity.changes.get()
    assert "reason" in refusal.value.message_dict
    assert change.before["starts_on"] == "2026-04-01"
    assert change.reason == "Elections."


@pytest.mark.parametrize(
    ("file_format", "head"), [("pdf", b"%PDF-"), ("docx", b"PK")], ids=["pdf", "word"]
)
def test_a_sheet_is_printed_and_written_for_word(client, facility, action, file_format, head):
    write(action, "Compare, write, train.", facility.officer)
    client.force_login(facility.officer)

    response = client.get(reverse("facility:sheet-document", args=[action.pk, file_format]))

    assert response.content.startswith(head)
    assert f"sen-1-action-menee-ici.{file_format}" in response.headers["Content-Disposition"]
