from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from teranga.core.models import Taxonomy, Theme
from teranga.core.spreadsheets import write_xlsx
from teranga.directory.models import Organisation, SheetImport
from tests.factories import sheets
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.sheets import actions, confirm, url_of

pytestmark = pytest.mark.django_db

SEND = reverse("directory:import-create")
send = partial(sheets.send, SEND)
rehearsed = partial(sheets.rehearsed, SEND, SheetImport)


@pytest.fixture
def staff(sign_in, officer):
    return sign_in(officer)


@pytest.fixture
def known(crpm, countries):
    return make_organisation(
        name="Réseau Élan", programme=crpm, country=countries["SEN"], city="Dakar"
    )


def test_import_writes_nothing_before_it_is_confirmed(staff, crpm):
    _, rehearsal = rehearsed(staff, crpm, "Nom;Type;Pays\nAube;OSC;Sénégal\n")

    assert not Organisation.objects.exists()
    assert rehearsal.counts["refused"] == 1  # “OSC” is no kind of the list


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Nom;Type;Pays;Ville;Niveau", "Aube;cso;Sénégal;Kolda;local"),
        ("Name,Kind,Country,Town,Level", "Aube,civil-society organisation,Senegal,Kolda,local"),
        ("STRUCTURE\tnature\tISO\tcommune\tniveau d'action", "Aube\tcso\tsn\tKolda\tLOCAL"),
    ],
)
def test_import_reads_headings_in_french_and_english(staff, crpm, header, row):
    sheet_import, rehearsal = rehearsed(staff, crpm, f"{header}\n{row}\n")

    assert actions(rehearsal) == [(2, "create")]
    assert confirm(staff, sheet_import, rehearsal).status_code == 302
    organisation = Organisation.objects.get()
    assert (organisation.country_id, organisation.city, organisation.level) == (
        "SEN",
        "Kolda",
        "local",
    )
    assert (organisation.programme, organisation.visibility) == (crpm, "programme")


def test_import_tells_every_mistake_of_every_row_at_once(staff, crpm):
    text = (
        "Nom,Type,Pays,Fondation,Site web,Colonne inconnue\n"
        "Aube,club,Atlantide,hier,https://example.org,x\n"
        ",cso,SEN,2014,javascript:alert(1),y\n"
    )

    _, rehearsal = rehearsed(staff, crpm, text)

    assert actions(rehearsal) == [(2, "refused"), (3, "refused")]
    first, second = rehearsal.rows
    assert [(p.column, p.seen) for p in first.problems] == [
        ("Type", "club"),
        ("Pays", "Atlantide"),
        ("Fondation", "hier"),
    ]
    assert {(p.column, p.seen) for p in second.problems} == {
        ("Nom", ""),
        ("Site web", "javascript:alert(1)"),
    }
    assert rehearsal.ignored_columns == ["Colonne inconnue"]


def test_import_shows_changes_field_by_field_and_undoes_them(staff, crpm, known):
    taxonomy = Taxonomy.objects.create(code="t", name={"fr": "T"}, source="s")
    Theme.objects.create(code="t:1", taxonomy=taxonomy, name={"fr": "Un"})
    text = (
        "Identifiant,Nom,Ville,Thèmes,Description,Fondation,Pays\n"
        f"{known.pk},Réseau Élan,Thiès,t:1,Accueille,2014-mid,MLI\n"
    )
    sheet_import, rehearsal = rehearsed(staff, crpm, text)
    shown = {(change.before, change.after) for change in rehearsal.rows[0].changes}
    assert ("Dakar", "Thiès") in shown
    assert ("–", "Un") in {(before, after.strip()) for before, after in shown}

    assert confirm(staff, sheet_import, rehearsal).status_code == 302
    known.refresh_from_db()
    assert (known.city, known.country_id, str(known.founded_on)) == ("Thiès", "MLI", "2014-mid")
    assert confirm(staff, sheet_import, rehearsal).status_code == 409
    assert staff.post(url_of(sheet_import, "undo")).status_code == 302

    known.refresh_from_db()
    assert (known.city, known.country_id, known.founded_on) == ("Dakar", "SEN", None)
    assert not known.themes.exists()
    assert known.description == {}
    assert staff.post(url_of(sheet_import, "undo")).status_code == 409


def test_import_undone_puts_away_what_it_created(staff, crpm):
    sheet_import, rehearsal = rehearsed(staff, crpm, "Nom,Type,Pays\nAube,cso,SEN\n")
    confirm(staff, sheet_import, rehearsal)

    staff.post(url_of(sheet_import, "undo"))

    assert Organisation.objects.get().is_archived


def test_import_is_not_undone_over_later_work(staff, crpm):
    sheet_import, rehearsal = rehearsed(
        staff, crpm, "Nom,Type,Pays\nAube,cso,SEN\nZénith,cso,SEN\n"
    )
    confirm(staff, sheet_import, rehearsal)
    later = Organisation.objects.get(name="Aube")
    later.city = "Matam"
    later.save()

    response = staff.post(url_of(sheet_import, "undo"))

    assert response.status_code == 409
    assert "Aube" in response.context["words"]
    assert not Organisation.objects.filter(archived_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("decision", "n_rows", "city"), [("", 1, "Dakar"), ("new", 2, "Dakar"), ("same", 1, "Podor")]
)
def test_import_asks_a_person_about_twins(staff, crpm, known, decision, n_rows, city):
    text = "Nom,Type,Pays,Ville\nreseau elan,cso,SEN,Podor\nAube,cso,SEN,\n"
    sheet_import, rehearsal = rehearsed(staff, crpm, text)
    assert actions(rehearsal) == [(2, "twin"), (3, "create")]

    chosen = str(known.pk) if decision == "same" else decision
    confirm(staff, sheet_import, rehearsal, **{"row-2": chosen})

    known.refresh_from_db()
    assert known.city == city
    assert Organisation.objects.exclude(name="Aube").count() == n_rows


def test_import_sees_twins_inside_the_sheet(staff, crpm):
    _, rehearsal = rehearsed(staff, crpm, "Nom,Type,Pays\nAube,cso,SEN\nAUBE,cso,SEN\n")

    assert [(row.action.value, row.twin_row) for row in rehearsal.rows] == [
        ("create", None),
        ("twin", 2),
    ]


def test_import_confirms_only_what_was_shown(staff, crpm, known):
    text = f"Identifiant,Ville\n{known.pk},Thiès\n"
    sheet_import, rehearsal = rehearsed(staff, crpm, text)
    known.city = "Matam"
    known.save()

    assert confirm(staff, sheet_import, rehearsal).status_code == 409
    known.refresh_from_db()
    assert known.city == "Matam"


def test_import_applies_all_or_nothing(staff, crpm, monkeypatch):
    from teranga.core.exceptions import InvalidTransitionError
    from teranga.directory.services import imported_rows

    sheet_import, rehearsal = rehearsed(
        staff, crpm, "Nom,Type,Pays\nAube,cso,SEN\nZénith,cso,SEN\n"
    )
    create = imported_rows.create_organisation

    def fail_at_the_second(*, details, by):
        if details.name == "Zénith":
            raise InvalidTransitionError("Coupure.")
        return create(details=details, by=by)

    monkeypatch.setattr(imported_rows, "create_organisation", fail_at_the_second)

    assert confirm(staff, sheet_import, rehearsal).status_code == 409
    assert not Organisation.objects.exists()
    sheet_import.refresh_from_db()
    assert sheet_import.state == "rehearsed"


def test_import_maps_columns_by_hand(staff, crpm):
    sheet_import, rehearsal = rehearsed(staff, crpm, "A,B,C\nAube,cso,SEN\n")
    assert actions(rehearsal) == [(2, "refused")]
    address = url_of(sheet_import, "map")
    mapped = {"column-0": "name", "column-1": "kind", "column-2": "country"}

    assert staff.post(address, mapped | {"column-2": "forged"}).status_code == 422
    assert staff.post(address, mapped | {"column-2": "name"}).status_code == 422
    assert staff.post(address, mapped).status_code == 302
    assert actions(staff.get(url_of(sheet_import)).context["rehearsal"]) == [(2, "create")]


def test_import_reads_back_what_the_export_wrote(staff, crpm, known):
    export = reverse("directory:organisation-export", args=["xlsx"])
    content = staff.get(export).content

    send(staff, crpm, SimpleUploadedFile("organisations.xlsx", content))

    rehearsal = staff.get(url_of(SheetImport.objects.get())).context["rehearsal"]
    assert actions(rehearsal) == [(2, "unchanged")]


def test_import_refuses_places_out_of_reach(sign_in, crpm, countries):
    malian = make_organisation(programme=crpm, country=countries["MLI"], visibility="public")
    client = sign_in(make_user("officer", programme=crpm, country=countries["SEN"]))
    text = (
        "Identifiant,Nom,Type,Pays\n"
        f"{malian.pk},Prise,cso,SEN\n"
        ",Aube,cso,MLI\n"
        "00000000-0000-4000-8000-000000000000,Aube,cso,SEN\n"
        ",Zénith,cso,SEN\n"
    )

    _, rehearsal = rehearsed(client, crpm, text)

    assert actions(rehearsal) == [(2, "refused"), (3, "refused"), (4, "refused"), (5, "create")]


def test_import_does_not_tell_hidden_entries_apart_from_unknown_ones(sign_in, crpm, countries):
    hidden = make_organisation(programme=crpm, country=countries["MLI"], visibility="private")
    client = sign_in(make_user("officer", programme=crpm, country=countries["SEN"]))
    unknown = "00000000-0000-4000-8000-000000000000"

    _, rehearsal = rehearsed(
        client, crpm, f"Identifiant,Nom,Type\n{hidden.pk},A,cso\n{unknown},A,cso\n"
    )

    first, second = (row.problems[0].wanted for row in rehearsal.rows)
    assert first == second


def test_import_belongs_to_who_sent_it(staff, sign_in, crpm, coordinator, reader):
    sheet_import, rehearsal = rehearsed(staff, crpm, "Nom,Type,Pays\nAube,cso,SEN\n")

    client = sign_in(coordinator)
    assert client.get(url_of(sheet_import)).status_code == 404
    assert confirm(client, sheet_import, rehearsal).status_code == 404
    assert client.post(url_of(sheet_import, "undo")).status_code == 404
    assert sign_in(reader).get(SEND).status_code == 403
    assert client.get(reverse("directory:import-list")).status_code == 403
    client.logout()
    assert client.get(SEND).status_code == 302


def test_import_shows_a_hostile_name_as_text(staff, crpm, hostile_name):
    content = write_xlsx([("<b>f", ["Nom", "Type", "Pays"], [[hostile_name, "club<i>", "SEN"]])])

    send(staff, crpm, SimpleUploadedFile("<script>.xlsx", content))

    page = staff.get(url_of(SheetImport.objects.get())).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "club<i>" not in page


def test_import_refuses_a_bad_file_in_one_clear_line(staff, crpm):
    response = send(staff, crpm, SimpleUploadedFile("a.csv", b"Nom,Type\n"))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["sheet"]
    assert not SheetImport.objects.exists()
