import datetime as dt
import io

import pytest

from teranga.core.spreadsheets import read_sheets
from teranga.facility.models import Deployment
from teranga.facility.services.activities import plan_activity
from tests.factories.accounts import make_user
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db

ADDRESS = "/facility/missions/export.xlsx"


def test_an_expert_takes_their_own_missions_away(client, facility):
    values = {"kind": "workshop", "title": "=Workshop", "starts_on": dt.date(2026, 6, 2)}
    activity = plan_activity(facility.action(), values=values, by=facility.officer)
    mine, other = (
        make_expert(
            code=code,
            programme=facility.programme,
            owner=make_user("expert", programme=facility.programme),
        )
        for code in ("FR-001", "FR-002")
    )
    Deployment.objects.create(activity=activity, expert=mine, asked_on=dt.date(2026, 5, 1))

    client.force_login(mine.owner)
    (sheet,) = read_sheets(io.BytesIO(client.get(ADDRESS).content), name="missions.xlsx")
    client.force_login(other.owner)
    (empty,) = read_sheets(io.BytesIO(client.get(ADDRESS).content), name="missions.xlsx")

    assert [row[1] for row in sheet.rows[1:]] == ["=Workshop"]
    assert len(empty.rows) == 1


def test_nobody_else_has_missions_to_take_away(client, facility):
    assert client.get(ADDRESS).status_code == 404
    client.force_login(facility.stranger)
    assert client.get(ADDRESS).status_code == 404
