from functools import partial

import pytest
from django.urls import reverse
from django.utils import translation

from teranga.roster.models import ExpertProfile, RosterImport
from teranga.roster.queries.sheet_fields import FIELD_OF
from tests.factories import sheets
from tests.factories.roster import make_expert
from tests.factories.sheets import actions, confirm, url_of

pytestmark = pytest.mark.django_db

SEND = reverse("roster:import-create")
rehearsed = partial(sheets.rehearsed, SEND, RosterImport)
SHEET = "Kind;Languages;Function;Unknown\nEU government;fr:C2;Head of unit;x\nmartian;;;\n"


@pytest.fixture
def staff(sign_in, officer):
    return sign_in(officer)


def test_roster_is_rehearsed_written_and_undone(staff, programme):
    sheet, rehearsal = rehearsed(staff, programme, SHEET)
    assert actions(rehearsal) == [(2, "create"), (3, "refused")]
    assert rehearsal.ignored_columns == ["Unknown"]
    assert "martian" in staff.get(url_of(sheet)).text

    answer = confirm(staff, sheet, rehearsal)

    assert "1 profil " in staff.get(answer.url).text
    profile = ExpertProfile.objects.get()
    assert (profile.job_title, profile.programme) == ("Head of unit", programme)
    assert confirm(staff, sheet, rehearsal).status_code == 409
    assert staff.post(url_of(sheet, "undo")).status_code == 302
    profile.refresh_from_db()
    assert profile.is_archived
    assert staff.post(url_of(sheet, "undo")).status_code == 409


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_headings_and_choices_are_read_in_every_language(staff, programme, language):
    with translation.override(language):
        header = [str(FIELD_OF[name].label) for name in ("kind", "languages", "home_country")]
        kind = str(ExpertProfile.kind.field.choices[0][1])

    _, rehearsal = rehearsed(staff, programme, f"{';'.join(header)}\n{kind};fr:C2;SEN\n")

    assert actions(rehearsal) == [(2, "create")]


def test_sheet_kept_before_its_columns_were_is_still_read(staff, programme):
    sheet, rehearsal = rehearsed(staff, programme, SHEET)
    sheet.columns = []
    sheet.save()

    again = staff.get(url_of(sheet)).context["rehearsal"]

    assert again == rehearsal


def test_what_the_profile_itself_refuses_is_said_and_nothing_is_written(staff, programme):
    text = "Kind;Languages;Function\nEU government;fr:C2;Head\u202eof unit\n"
    sheet, rehearsal = rehearsed(staff, programme, text)

    answer = confirm(staff, sheet, rehearsal)

    assert answer.status_code == 409
    assert not ExpertProfile.objects.exists()


def test_import_belongs_to_who_sent_it(staff, sign_in, programme, reader):
    sheet, _ = rehearsed(staff, programme, SHEET)

    client = sign_in(reader)

    assert client.get(url_of(sheet)).status_code == 403
    assert client.post(url_of(sheet, "undo")).status_code == 404
    assert client.get(SEND).status_code == 403


def test_rehearsal_shows_what_a_row_would_change_and_leaves_alone_what_it_would_not(
    staff, programme
):
    profile = make_expert(code="FR-001", programme=programme, job_title="before")
    make_expert(code="FR-002", programme=programme, job_title="same")
    text = "Code;Languages;Function;Themes;Expert from the South\n"
    text += "FR-001;fr:C2;after;mieux:legal;yes\nFR-002;;same;;\n"

    sheet, rehearsal = rehearsed(staff, programme, text)

    assert actions(rehearsal) == [(2, "change"), (3, "unchanged")]
    changes = {change.label: (change.before, change.after) for change in rehearsal.rows[0].changes}
    with translation.override("fr"):
        assert changes[str(FIELD_OF["job_title"].label)] == ("before", "after")
        assert changes[str(FIELD_OF["languages"].label)][1] == "fr:C2"
        assert changes[str(FIELD_OF["is_southern"].label)] == ("non", "oui")
    page = staff.get(url_of(sheet)).text
    assert "<del><bdi>before</bdi></del>" in page
    confirm(staff, sheet, rehearsal)
    profile.refresh_from_db()
    assert profile.job_title == "after"
    assert [theme.pk for theme in profile.themes.all()] == ["mieux:legal"]


def test_columns_are_named_by_hand(staff, programme):
    sheet, rehearsal = rehearsed(staff, programme, "Nature;Langues\nEU government;fr:C2\n")
    assert actions(rehearsal) == [(2, "refused")]

    twice = staff.post(url_of(sheet, "map"), {"column-0": "kind", "column-1": "kind"})
    named = staff.post(url_of(sheet, "map"), {"column-0": "kind", "column-1": "languages"})

    assert twice.status_code == 422
    assert named.status_code == 302
    assert actions(staff.get(url_of(sheet)).context["rehearsal"]) == [(2, "create")]


def test_cell_that_cannot_be_read_is_told_once(staff, programme):
    _, rehearsal = rehearsed(staff, programme, "Kind;Languages\nEU government;zz:C2\n")

    assert [problem.seen for problem in rehearsal.rows[0].problems] == ["zz:C2"]
