from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from teranga.core.enums import AuditAction, Visibility
from teranga.core.models import AuditEntry
from teranga.directory.models import Contact, Mandate, Person, SheetImport
from teranga.directory.services.erasure import erase_person
from tests.factories import sheets
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation, make_person
from tests.factories.sheets import actions, confirm, url_of

pytestmark = pytest.mark.django_db

SEND = reverse("directory:people-import-create")
rehearsed = partial(sheets.rehearsed, SEND, SheetImport)


@pytest.fixture
def staff(sign_in, crpm):
    return sign_in(make_user("coordinator", programme=crpm))


@pytest.fixture
def agency(crpm, countries):
    return make_organisation(name="Agence fictive", programme=crpm, country=countries["SEN"])


@pytest.fixture
def known(crpm, countries):
    return make_person(
        family_name="Fictif", given_name="Awa", programme=crpm, country=countries["SEN"]
    )


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "Prénom;Nom;Langue;Pays;Structure;Fonction;Courriel",
            "Awa;Fictif;français;Sénégal;agence FICTIVE;Directrice;awa@example.org",
        ),
        (
            "First name,Surname,Language,Country,Organisation,Position,E-mail",
            "Awa,Fictif,French,SEN,Agence fictive,Directrice,awa@example.org",
        ),
    ],
)
def test_people_are_rehearsed_then_written_with_their_function_and_address(
    staff, crpm, agency, header, row
):
    sheet_import, rehearsal = rehearsed(staff, crpm, f"{header}\n{row}\n")

    assert actions(rehearsal) == [(2, "create")]
    assert not Person.objects.exists()
    assert confirm(staff, sheet_import, rehearsal).status_code == 302
    person = Person.objects.get()
    assert (str(person), person.language, person.country_id) == ("Awa Fictif", "fr", "SEN")
    assert (person.visibility, person.programme) == (Visibility.PRIVATE, crpm)
    assert (person.mandates.get().title, person.mandates.get().organisation) == (
        "Directrice",
        agency,
    )
    contact = person.contacts.get()
    assert (contact.value, contact.consent, contact.visibility) == (
        "awa@example.org",
        "storage",
        Visibility.PRIVATE,
    )


def test_every_mistake_of_every_row_is_told_at_once(staff, crpm, agency):
    text = (
        "Prénom,Nom,Langue,Pays,Structure,Fonction,Courriel,Âge\n"
        "Awa,,klingon,Atlantide,,,pas une adresse,40\n"
        "Binta,Fictif,fr,SEN,Inconnue,Cheffe,,41\n"
        "Cheikh,Fictif,fr,SEN,Agence fictive,,,42\n"
    )

    _, rehearsal = rehearsed(staff, crpm, text)

    assert actions(rehearsal) == [(2, "refused"), (3, "refused"), (4, "refused")]
    first, second, third = rehearsal.rows
    assert {(p.column, p.seen) for p in first.problems} == {
        ("Langue", "klingon"),
        ("Pays", "Atlantide"),
        ("Courriel", "pas une adresse"),
    }
    assert [(p.column, p.seen) for p in second.problems] == [("Structure", "Inconnue")]
    assert [p.column for p in third.problems] == ["Fonction"]
    assert rehearsal.ignored_columns == ["Âge"]


def test_person_of_the_same_name_and_country_is_decided_by_a_person(staff, crpm, known):
    text = "Prénom,Nom,Pays,Courriel\nAWA,fictif,Sénégal,awa@example.org\n"
    sheet_import, rehearsal = rehearsed(staff, crpm, text)

    assert actions(rehearsal) == [(2, "twin")]
    confirm(staff, sheet_import, rehearsal, **{"row-2": str(known.pk)})

    assert Person.objects.get() == known
    assert known.contacts.get().value == "awa@example.org"


def test_changes_are_shown_and_undone_as_a_whole(staff, crpm, known, agency):
    text = (
        "Identifiant,Prénom,Nom,Langue,Structure,Fonction,Courriel\n"
        f"{known.pk},Awa,Fictive,anglais,Agence fictive,Directrice,awa@example.org\n"
        ",Binta,Fictif,fr,,,binta@example.org\n"
    )
    sheet_import, rehearsal = rehearsed(staff, crpm, text)
    shown = {(change.before, change.after) for change in rehearsal.rows[0].changes}
    assert {("Fictif", "Fictive"), ("fr", "en"), ("–", "awa@example.org")} <= shown

    confirm(staff, sheet_import, rehearsal)
    assert staff.post(url_of(sheet_import, "undo")).status_code == 302

    known.refresh_from_db()
    assert (known.family_name, known.language) == ("Fictif", "fr")
    assert [str(person) for person in Person.objects.current()] == ["Awa Fictif"]
    assert not Mandate.objects.current().exists()
    assert set(Contact.objects.values_list("value", flat=True)) == {"—"}


def test_same_sheet_sent_twice_changes_nothing_the_second_time(staff, crpm, known, agency):
    text = (
        "Identifiant,Prénom,Nom,Structure,Fonction,Courriel\n"
        f"{known.pk},Awa,Fictif,Agence fictive,Directrice,awa@example.org\n"
    )
    confirm(staff, *rehearsed(staff, crpm, text))

    _, again = rehearsed(staff, crpm, text)

    assert actions(again) == [(2, "unchanged")]


def test_cells_are_forgotten_once_written_and_former_names_with_the_person(staff, crpm, known):
    text = f"Identifiant,Nom\n{known.pk},Nouveau\n"
    sheet_import, rehearsal = rehearsed(staff, crpm, text)
    confirm(staff, sheet_import, rehearsal)
    sheet_import.refresh_from_db()
    assert sheet_import.rows == []
    assert "Fictif" in str(sheet_import.effects)
    known.refresh_from_db()

    erase_person(known)

    sheet_import.refresh_from_db()
    assert sheet_import.effects == []


def test_reading_who_is_already_there_leaves_a_line_in_the_audit(staff, crpm, known):
    rehearsed(staff, crpm, "Prénom,Nom,Pays\nAwa,Fictif,SEN\n")

    line = AuditEntry.objects.filter(action=AuditAction.READ, model="directory.person").last()
    assert str(known.pk) in str((line.object_id, line.detail))


def test_people_of_another_programme_are_neither_shown_nor_changed(staff, crpm, countries):
    stranger = make_person(family_name="Ailleurs", given_name="Un", country=countries["SEN"])

    _, rehearsal = rehearsed(
        staff, crpm, f"Identifiant,Prénom,Nom,Pays\n{stranger.pk},Un,Ailleurs,SEN\n"
    )

    assert actions(rehearsal) == [(2, "refused")]
    assert rehearsal.rows[0].target is None


def test_without_the_right_nobody_imports_people(sign_in, crpm):
    client = sign_in(make_user("coder", programme=crpm))

    assert client.get(SEND).status_code == 403


def test_export_is_read_back(staff, crpm, known):
    response = staff.post(
        reverse("directory:person-export"),
        {"reason": "Préparer l’atelier de mars", "file_format": "csv"},
    )
    text = b"".join(response).decode("utf-8-sig")

    _, rehearsal = rehearsed(staff, crpm, text)

    assert actions(rehearsal) == [(2, "unchanged")]
    assert timezone.now() > SheetImport.objects.get().created_at
