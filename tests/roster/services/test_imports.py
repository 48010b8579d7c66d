import datetime as dt
import io

import pytest

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.sheets.reading import SheetContent, read_table
from teranga.core.spreadsheets import read_sheets, write_xlsx
from teranga.roster.exporters import expert_rows
from teranga.roster.models import ExpertProfile
from teranga.roster.queries.rehearsal import rehearse
from teranga.roster.services.imports import apply_import, start_import, undo_import
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
HEADER = ["Code", "Nature", "kind", "Languages", "Themes", "Function", "Unknown"]


@pytest.fixture
def send(programme, officer):
    def start(rows, header=HEADER):
        content = SheetContent("roster.xlsx", "0" * 64, "Experts", header, rows)
        return start_import(content, programme=programme, by=officer)

    return start


def test_rehearsal_tells_each_row_and_writes_nothing(send, officer):
    sheet = send(
        [
            ["", "", "EU government", "fr:C2; en:B1", "mieux:legal", "Head of unit", "x"],
            ["", "", "martian", "zz", "mieux:nothing", "", ""],
        ]
    )

    rehearsal = rehearse(sheet, officer)

    assert [row.action.value for row in rehearsal.rows] == ["create", "refused"]
    seen = {problem.seen for problem in rehearsal.rows[1].problems}
    assert {"martian", "zz", "mieux:nothing"} <= seen
    assert "Unknown" in rehearsal.ignored_columns
    assert not ExpertProfile.objects.exists()


def test_import_is_applied_then_undone_as_a_whole(send, officer, programme):
    known = make_expert(code="FR-001", programme=programme, job_title="before")
    sheet = send(
        [
            ["FR-001", "", "non-governmental", "en:C1", "", "after", ""],
            ["", "", "EU government", "fr:C2", "mieux:legal", "=cmd()", ""],
        ]
    )

    apply_import(sheet, digest=rehearse(sheet, officer).digest, applied_at=NOW, by=officer)

    known.refresh_from_db()
    new = ExpertProfile.objects.exclude(pk=known.pk).get()
    assert (known.job_title, known.kind) == ("after", "non_governmental")
    # What would be a formula elsewhere is a text here, kept as it is.
    assert (new.job_title, new.state) == ("=cmd()", "draft")

    sheet.refresh_from_db()
    undo_import(sheet, undone_at=NOW, by=officer)

    known.refresh_from_db()
    new.refresh_from_db()
    assert (known.job_title, known.kind, new.is_archived) == ("before", "eu_government", True)
    assert dict(known.languages.values_list("language_id", "level")) == {"fr": 5}


def test_import_is_refused_when_the_roster_changed_since(send, officer, programme):
    known = make_expert(code="FR-001", programme=programme)
    sheet = send([["FR-001", "", "EU government", "fr:C2", "", "", ""]])
    digest = rehearse(sheet, officer).digest
    known.job_title = "changed meanwhile"
    known.save()

    with pytest.raises(StaleEditError):
        apply_import(sheet, digest=digest, applied_at=NOW, by=officer)


def test_undo_is_refused_when_it_would_lose_a_later_change(send, officer):
    sheet = send([["", "", "EU government", "fr:C2", "", "", ""]])
    apply_import(sheet, digest=rehearse(sheet, officer).digest, applied_at=NOW, by=officer)
    profile = ExpertProfile.objects.get()
    profile.job_title = "later"
    profile.save()
    sheet.refresh_from_db()

    with pytest.raises(InvalidTransitionError, match="changed since"):
        undo_import(sheet, undone_at=NOW, by=officer)


def test_export_comes_back_unchanged(send, officer, programme, countries):
    make_expert(
        code="FR-001",
        programme=programme,
        home_country=countries["SEN"],
        job_title="@SUM(1)",
        languages={"fr": 6, "ar": 3},
        countries=[countries["MLI"]],
        cost_per_day="420.50",
    )
    rows = ExpertProfile.objects.all()
    header, body = expert_rows(rows)
    workbook = write_xlsx([("Experts", header, body)])
    assert read_sheets(io.BytesIO(workbook), name="a.xlsx")[0].rows[1][7] == "@SUM(1)"
    table = read_table(io.BytesIO(workbook), name="a.xlsx")

    rehearsal = rehearse(send(table.rows, header=table.header), officer)

    values = rehearsal.rows[0].values
    assert rehearsal.rows[0].problems == ()
    assert values["job_title"] == "@SUM(1)"
    assert values["languages"] == {"fr": 6, "ar": 3}
    assert str(values["cost_per_day"]) == "420.50"
