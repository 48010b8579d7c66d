import io

import pytest

from teranga.core.spreadsheets import read_sheets
from teranga.roster.models import Nomination
from tests.factories.directory import make_organisation
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db

ADDRESS = "/roster/nominations/export.xlsx"


@pytest.fixture
def nomination(programme, focal_point):
    return Nomination.objects.create(
        profile=make_expert(code="FR-042", programme=programme, job_title="Head of unit"),
        organisation=make_organisation(name="=Ministère", visibility="public"),
        statement="Twenty years at the border.",
        nominated_on="2026-05-04",
        owner=focal_point,
        programme=programme,
        visibility="private",
    )


def test_an_administration_takes_away_what_it_nominated(sign_in, focal_point, nomination):
    answer = sign_in(focal_point).get(ADDRESS, HTTP_ACCEPT_LANGUAGE="en")

    (sheet,) = read_sheets(io.BytesIO(answer.content), name="nominations.xlsx")
    assert sheet.rows[1][:2] == ["FR-042", "=Ministère"]
    told = str(sheet.rows)
    assert "Head of unit" not in told
    assert "Twenty years" not in told


def test_nobody_takes_away_the_nominations_of_another(client, sign_in, nomination, reader, officer):
    assert client.get(ADDRESS).status_code == 302
    assert sign_in(reader).get(ADDRESS).status_code == 403
