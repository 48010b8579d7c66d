"""From sheets to forms: those of others convert, mistakes are told by cell, attacks are refused."""

import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import translation

from teranga.surveys.enums import VersionState
from teranga.surveys.models import Questionnaire
from teranga.surveys.queries.definitions import UnreadableFormError, read_definition
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services.conversion import ConversionRefusedError, convert_source
from teranga.surveys.services.questionnaires import (
    add_version,
    close_questionnaire,
    create_questionnaire,
    publish_version,
    reopen_questionnaire,
)
from teranga.surveys.services.shipped import shipped_questionnaires, shipped_sheet
from tests.factories import attacks

THIRD_PARTY = Path(__file__).parents[4] / "shared/data/forms/third_party"
needs_third_party = pytest.mark.skipif(
    not THIRD_PARTY.is_dir(), reason="forms of other projects are not shipped with this one"
)


HEADER = ("type", "name", "label", "relevant")
CHOICES = (("list_name", "name", "label"), ("oui_non", "oui", "Oui"), ("oui_non", "non", "Non"))
GOOD = (HEADER, ("text", "nom", "Nom"), ("select_one oui_non", "ok", "D’accord ?"))


def sheet(survey, choices=CHOICES, settings=(("form_id", "version"), ("essai", "1"))):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return buffer.getvalue()


def problem_of(survey, choices=CHOICES):
    with pytest.raises(ConversionRefusedError) as refusal:
        convert_source(sheet(survey, choices), name="essai.xlsx")
    (problem,) = refusal.value.problems
    return problem


@pytest.mark.parametrize("code", shipped_questionnaires())
def test_every_shipped_questionnaire_converts_without_a_remark(code):
    conversion = convert_source(shipped_sheet(code), name=f"{code}.xlsx")

    assert conversion.warnings == []
    assert {"fr", "en"} <= {language["code"] for language in conversion.definition.languages}
    asked = [q for q in conversion.definition.questions if q["label"]]
    assert all(set(q["label"]) >= {"fr", "en"} for q in asked)


@pytest.mark.parametrize(
    ("survey", "cell", "words"),
    [
        ((HEADER, ("text", "nom", "Nom", "${rien} = 'x'")), "D2", "no question called “rien”"),
        ((HEADER, ("text", "nom", "Nom"), ("text", "nom", "Bis")), "B3", "used twice"),
        ((HEADER, ("text", "un nom", "Nom")), "B2", "letters without accents"),
        ((HEADER, ("begin_group", "g", "G"), ("text", "a", "A")), "A2", "never closed"),
        ((HEADER, ("select_one nulle", "a", "A")), "A2", "not on the sheet “choices”"),
    ],
)
def test_mistake_is_told_by_cell_in_the_words_of_the_reader(survey, cell, words):
    problem = problem_of(survey)

    assert (problem.sheet, problem.cell) == ("survey", cell)
    assert words in problem.message


NAME = ("text", "nom", "Nom")
WIDE = ("type", "name", "label", "relevant", "constraint", "calculation", "choice_filter")
WRONG_TURN = (("list_name", "name", "label"), ("oui_non", "oui ou non", "Oui"))


@pytest.mark.parametrize(
    ("survey", "cell", "words"),
    [
        # What only an engine finds, and the converter lets pass.
        ((WIDE, NAME, ("calculate", "c", "", "", "", "1 +")), "F3", "« 1 + » ne peut pas être"),
        ((WIDE, NAME, ("text", "b", "B", "${nom} = = 'x'")), "D3", "ne peut pas être calculé"),
        ((WIDE, NAME, ("text", "b", "B", "", "(. > 3")), "E3", "les parenthèses"),
        ((WIDE, NAME, ("text", "b", "B", "inconnue(${nom})")), "D3", "les fonctions"),
        ((WIDE, NAME, ("text", "b", "B", "/data/absente = 1")), "D3", "aucune question"),
        ((WIDE, ("text", "b", "B", "${b} = 'x'")), "D2", "sa propre réponse"),
        # In a group, in a repeat: the row of the sheet, whatever the path in the form.
        (
            (WIDE, ("begin_group", "g", "G"), ("begin_repeat", "r", "R"), ("text", "t", "T", "(")),
            "D4",
            "ne peut pas être calculé",
        ),
        # What the converter finds.
        (
            (WIDE, ("text", "b", "B", "${rien} = 'x'")),
            "D2",
            "Aucune question ne s’appelle « rien »",
        ),
        ((WIDE, ("texte", "b", "B")), "A2", "« texte » n’est pas un type de question"),
        ((WIDE, ("text", "b", "")), "B2", "ni libellé ni indication"),
        ((WIDE, ("calculate", "c", "")), "F2", "Le calcul manque"),
        ((WIDE, ("select_one_from_file x.doc", "s", "S")), "B2", ".csv, .xml ou .geojson"),
        ((WIDE, ("end_group", "", "")), "A2", "ne referme rien"),
    ],
)
def test_mistake_is_told_in_french_by_cell(survey, cell, words):
    n_open = sum(row[0].startswith("begin") for row in survey)
    closed = (*survey, *(("end_repeat",), ("end_group",))[2 - n_open :])

    with translation.override("fr"):
        problem = problem_of(closed)

    assert (problem.sheet, problem.cell) == ("survey", cell)
    assert words in problem.message


def test_mistake_in_a_choice_is_told_by_cell():
    with translation.override("fr"):
        problem = problem_of((WIDE, ("select_multiple oui_non", "s", "S")), WRONG_TURN)

    assert (problem.sheet, problem.cell) == ("choices", "B2")
    assert "espace" in problem.message


def test_form_sent_as_xml_is_read_as_closely():
    xform = convert_source(sheet((WIDE, NAME, ("text", "b", "B", "${nom} = 'x'"))), name="a.xlsx")
    broken = xform.xform.replace(b"= 'x'", b"= 'x")

    with pytest.raises(ConversionRefusedError, match="cannot be computed"):
        convert_source(broken, name="a.xml")


@pytest.mark.parametrize("name", ["questionnaire.docx", "questionnaire.xlsm", "questionnaire.xls"])
def test_other_kinds_of_files_are_refused(name):
    with pytest.raises(ConversionRefusedError, match=r"xlsx"):
        convert_source(sheet(GOOD), name=name)


ATTACKS = [
    attacks.bomb,
    attacks.bigstring,
    attacks.corner,
    attacks.laughs,
    attacks.xxe,
    attacks.lying_header,
    attacks.implicit_corner,
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_refused_with_a_word(attack):
    with pytest.raises(ConversionRefusedError) as refusal:
        convert_source(attack(), name="a.xlsx")

    assert str(refusal.value)


@pytest.mark.parametrize("content", [b"not a sheet", b"PK\x03\x04", sheet(GOOD)[:500]])
def test_damaged_sheet_is_refused(content):
    with pytest.raises(ConversionRefusedError):
        convert_source(content, name="a.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE h [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><h>&x;</h>",
        b"<html/>",
        b"<a>" * 100_000,
        b"",
    ],
)
def test_xform_that_is_none_or_declares_things_is_refused(content):
    with pytest.raises(ConversionRefusedError):
        convert_source(content, name="a.xml")


@pytest.mark.django_db
def test_questionnaire_goes_from_sheet_to_use_and_to_its_end(officer, crpm):
    made = create_questionnaire(sheet(GOOD), name="essai.xlsx", by=officer, programme=crpm)
    first = made.versions.get()
    assert (made.form_id, made.state, first.state) == ("essai", "draft", "draft")

    publish_version(first, by=officer)
    second = sheet(GOOD, CHOICES, (("form_id", "version"), ("essai", "2")))
    publish_version(add_version(made, second, name="essai.xlsx", by=officer), by=officer)

    states = dict(made.versions.values_list("form_version", "state"))
    assert states == {"1": VersionState.SUPERSEDED, "2": VersionState.PUBLISHED}
    assert close_questionnaire(made, by=officer).state == "closed"
    assert reopen_questionnaire(made, by=officer).state == "published"


@pytest.mark.django_db
def test_version_in_use_is_never_altered(officer, crpm):
    made = create_questionnaire(sheet(GOOD), name="essai.xlsx", by=officer, programme=crpm)
    publish_version(made.versions.get(), by=officer)

    with pytest.raises(ConversionRefusedError, match="already in use"):
        add_version(made, sheet(GOOD), name="essai.xlsx", by=officer)
    other = sheet(GOOD, CHOICES, (("form_id", "version"), ("autre", "2")))
    with pytest.raises(ConversionRefusedError, match="another questionnaire"):
        add_version(made, other, name="essai.xlsx", by=officer)
    assert Questionnaire.objects.get().versions.count() == 1


@needs_third_party
def test_forms_of_other_projects_convert():
    """Two of the examples include another file on purpose; all others must convert."""
    refused = []
    files = sorted(THIRD_PARTY.rglob("*.xlsx"))
    for path in files:
        try:
            convert_source(path.read_bytes(), name=path.name)
        except ConversionRefusedError as refusal:
            refused.append((path.name, [str(problem) for problem in refusal.problems]))

    assert len(files) > 10
    # One is an old .xls under a new name, one includes another file.
    assert len(refused) <= 2, refused


@needs_third_party
def test_xforms_of_other_projects_are_read_without_a_crash():
    n_read, refused = 0, []
    for path in sorted(THIRD_PARTY.rglob("*.xml")):
        if "onadata" in str(path) or "template" in path.name:
            continue
        try:
            definition = read_definition(path.read_bytes())
        except UnreadableFormError as error:
            refused.append((path.name, str(error)))
            continue
        n_read += 1
        json.dumps([definition.questions, definition.choices])

    assert n_read >= 195
    assert len(refused) <= 4, refused


@needs_third_party
def test_submissions_of_other_projects_are_read():
    files = sorted((THIRD_PARTY / "onadata_submissions").rglob("*.xml"))
    read = []
    for path in files:
        try:
            read.append(read_instance(path.read_bytes()))
        except UnreadableFormError:
            continue

    assert len(files) > 40
    assert len(read) >= 0.9 * len(files)
    assert all(instance.form_id for instance in read)
