"""A list of Actions from a real workbook: rehearsed, written as a whole, undone as a whole."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.sheets.imports import map_import_columns
from teranga.core.sheets.reading import read_table
from teranga.core.spreadsheets import write_xlsx
from teranga.facility.exporters.lists import action_rows
from teranga.facility.models import Action
from teranga.facility.queries.action_sheets import rehearse
from teranga.facility.services.action_imports import apply_import, start_import, undo_import
from tests.factories.facility import make_action

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HEADER = ["Code", "Titre", "Pays", "Région", "Thématiques", "Début", "Notes"]
ROWS = [
    ["SEN-9", "Centre d’accueil", "Sénégal", "West Africa", "mieux:legal", "2014-03", "x"],
    ["MLI-9", "Guide", "Mali; SEN", "west_africa", "", "2015", ""],
]


def workbook(rows, header=HEADER):
    book = Workbook()
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def send(facility):
    def start(rows, header=HEADER, by=None):
        content = read_table(io.BytesIO(workbook(rows, header)), name="actions.xlsx")
        return start_import(content, programme=facility.programme, by=by or facility.officer)

    return start


def apply(sheet, by):
    return apply_import(sheet, digest=rehearse(sheet, by).digest, applied_at=AT, by=by)


def test_rehearsal_tells_every_row_and_every_mistake_and_writes_nothing(send, facility):
    wrong = ["", "", "Atlantis", "Moon", "mieux:nothing", "soon", ""]
    sheet = send([*ROWS, wrong])

    rehearsal = rehearse(sheet, facility.officer)

    assert [row.action.value for row in rehearsal.rows] == ["create", "create", "refused"]
    seen = {problem.seen for problem in rehearsal.rows[2].problems}
    assert {"Atlantis", "Moon", "mieux:nothing", "soon"} <= seen
    assert list(rehearsal.ignored_columns) == ["Notes"]
    assert not Action.objects.exists()


def test_import_is_written_then_undone_as_a_whole(send, facility):
    known = make_action(code="SEN-9", programme=facility.programme, title={"fr": "Avant"})
    sheet = apply(send(ROWS), facility.officer)

    known.refresh_from_db()
    new = Action.objects.get(code="MLI-9")
    assert (str(known.title.get("fr")), str(known.starts_on)) == ("Centre d’accueil", "2014-03")
    assert {country.pk for country in new.countries.all()} == {"MLI", "SEN"}
    assert (new.visibility, new.state) == ("programme", "")

    undo_import(sheet, undone_at=AT, by=facility.officer)

    known.refresh_from_db()
    new.refresh_from_db()
    assert (known.title.get("fr"), known.starts_on, new.is_archived) == ("Avant", None, True)
    with pytest.raises(InvalidTransitionError, match="only once"):
        undo_import(sheet, undone_at=AT, by=facility.officer)


def test_formulas_in_names_stay_words_and_are_never_computed(send, facility):
    # The first is a formula of the workbook itself, never computed by anyone.
    rows = [
        ["A-1", '=HYPERLINK("http://x.example","Centre")', "SEN", "west_africa", "", "", ""],
        ["A-2", "@SUM(1+1)", "SEN", "west_africa", "", "", ""],
        ["A-3", "+33 agents", "SEN", "west_africa", "", "", ""],
    ]
    sheet = send(rows)
    plans = rehearse(sheet, facility.officer).rows

    apply(sheet, facility.officer)

    written = {action.code: action.title.get("fr") for action in Action.objects.all()}
    assert {row.name for row in plans if row.action.value == "refused"} | set(written) == {
        "A-1", "A-2", "A-3"
    }  # fmt: skip
    assert (written["A-2"], written["A-3"]) == ("@SUM(1+1)", "+33 agents")
    header, *body = action_rows(Action.objects.order_by("code"))
    back = read_table(io.BytesIO(write_xlsx([("a", header, body)])), name="a.xlsx")
    assert "@SUM(1+1)" in {cell for row in back.rows for cell in row}


def test_what_is_exported_comes_back_unchanged(send, facility, countries):
    listed = make_action(
        code="SEN-9",
        programme=facility.programme,
        countries=[countries["SEN"], countries["MLI"]],
        themes=["mieux:legal"],
        starts_on="2014-03",
    )
    header, *body = action_rows([listed, facility.action()])
    table = read_table(io.BytesIO(write_xlsx([("a", header, body)])), name="a.xlsx")

    sheet = send(table.rows, header=table.header)

    plan, managed = rehearse(sheet, facility.officer).rows
    assert (plan.target, plan.action.value, plan.changes) == (listed, "unchanged", ())
    # The life of an Action run here is not rewritten from a sheet.
    assert (managed.action.value, len(managed.problems)) == ("refused", 1)


def test_nothing_is_written_when_the_actions_changed_since(send, facility):
    known = make_action(code="SEN-9", programme=facility.programme)
    sheet = send(ROWS)
    digest = rehearse(sheet, facility.officer).digest
    known.title = {"fr": "Changé entre-temps"}
    known.save()

    with pytest.raises(StaleEditError):
        apply_import(sheet, digest=digest, applied_at=AT, by=facility.officer)

    assert Action.objects.count() == 1


def test_undo_never_loses_a_later_change(send, facility):
    sheet = apply(send(ROWS), facility.officer)
    action = Action.objects.get(code="MLI-9")
    action.reference = "2015/1"
    action.save()

    with pytest.raises(InvalidTransitionError, match="MLI-9"):
        undo_import(sheet, undone_at=AT, by=facility.officer)

    assert not Action.objects.get(code="SEN-9").is_archived


def test_columns_are_named_by_hand_when_their_heading_says_nothing(send, facility):
    sheet = send([["SEN-9", "Centre", "SEN", "west_africa"]], header=["A", "B", "C", "D"])

    map_import_columns(
        sheet, columns=["code", "title_fr", "countries", "region"], by=facility.officer
    )
    sheet.refresh_from_db()

    assert rehearse(sheet, facility.officer).rows[0].action == "create"


def test_nobody_else_imports_or_touches_the_sheet(send, facility):
    sheet = send(ROWS)
    for user in (facility.member, facility.focal_point, facility.reader, facility.stranger):
        with pytest.raises(PermissionDenied):
            send(ROWS, by=user)
        with pytest.raises(PermissionDenied):
            apply_import(sheet, digest="x", applied_at=AT, by=user)
