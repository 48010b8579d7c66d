from functools import partial

import pytest
from django.urls import reverse

from teranga.facility.models import Action, ActionImport
from tests.factories import sheets
from tests.factories.sheets import actions, confirm, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

SEND = reverse("facility:import-create")
rehearsed = partial(sheets.rehearsed, SEND, ActionImport)
SHEET = "Code;Titre;Où;Région\nSEN-9;Centre d’accueil;Sénégal;west_africa\n;;;Moon\n"


@pytest.fixture
def staff(client, facility):
    client.force_login(facility.officer)
    return client


def test_list_of_actions_is_rehearsed_mapped_written_and_undone(staff, facility):
    sheet, rehearsal = rehearsed(staff, facility.programme, SHEET)
    assert actions(rehearsal) == [(2, "create"), (3, "refused")]
    assert rehearsal.ignored_columns == ["Où"]
    mapped = {"column-0": "code", "column-1": "title_fr", "column-3": "region"}

    assert staff.post(url_of(sheet, "map"), mapped | {"column-2": "code"}).status_code == 422
    assert staff.post(url_of(sheet, "map"), mapped | {"column-2": "countries"}).status_code == 302
    page = staff.get(url_of(sheet))
    assert "Moon" in page.text
    assert confirm(staff, sheet, page.context["rehearsal"]).status_code == 302

    action = Action.objects.get()
    assert [country.pk for country in action.countries.all()] == ["SEN"]
    assert confirm(staff, sheet, rehearsal).status_code == 409
    assert staff.post(url_of(sheet, "map"), mapped).status_code == 409
    assert staff.post(url_of(sheet, "undo")).status_code == 302
    action.refresh_from_db()
    assert action.is_archived
    assert staff.post(url_of(sheet, "undo")).status_code == 409


def test_import_belongs_to_who_sent_it(staff, facility):
    sheet, rehearsal = rehearsed(staff, facility.programme, SHEET)

    staff.force_login(facility.coordinator)

    assert staff.get(url_of(sheet)).status_code == 404
    assert confirm(staff, sheet, rehearsal).status_code == 404
    assert list(staff.get(reverse("facility:import-list")).context["imports"]) == []
    staff.force_login(facility.reader)
    assert staff.get(reverse("facility:import-list")).status_code == 403
    assert staff.get(SEND).status_code == 403
    staff.logout()
    assert staff.get(SEND).status_code == 302
