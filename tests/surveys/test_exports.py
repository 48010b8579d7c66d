import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pyreadstat
import pytest

from teranga.core.models import AuditEntry
from teranga.surveys.exporters.files import write_tables
from teranga.surveys.exporters.tables import tables_of
from teranga.surveys.models import Submission
from teranga.surveys.queries.filling import Sender
from teranga.surveys.services.receiving import receive_submission
from tests.factories.surveys import make_answer, make_version, make_xform

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(questionnaire):
    """Two answers of two versions; the second version asks one thing more."""
    more = (
        make_xform(questionnaire.form_id, "2")
        .replace(b"<members/>", b"<members/><phone/>")
        .replace(
            b'<bind nodeset="/data/about/photo"',
            b'<bind nodeset="/data/about/phone" type="string"/><bind nodeset="/data/about/photo"',
        )
    )
    first = questionnaire.versions.get()
    first.state = "superseded"
    first.save()
    make_version(questionnaire, "2", xform=more)
    bodies = {
        "1": "<about><name>=cmd|' /C calc'!A0</name><country>SN</country><themes>data</themes>"
        "<members>12</members></about><project><title>@SUM(1)</title><amount>2.5</amount></project>",
        "2": "<about><name>Deux</name><phone>+221 33 000</phone></about>",
    }
    for version, body in bodies.items():
        xml = make_answer(
            questionnaire.form_id, version=version, body=body, instance_id=f"i{version}"
        )
        receive_submission(xml=xml, files=[], sender=Sender(public_questionnaire=questionnaire))
    versions = list(questionnaire.versions.order_by("-created_at"))
    rows = list(Submission.objects.select_related("form_version").order_by("created_at"))
    return versions, rows


def tables(answers, **options):
    options = {"in_words": False, "language": "en"} | options
    return tables_of(*answers, **options)


def csv_files(answers, **options):
    content = write_tables(tables(answers, **options), file_format="csv", language="en")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def test_columns_of_all_versions_are_united(answers):
    files = csv_files(answers)

    first, second = files["answers.csv"]
    assert (first["members"], first["phone"]) == ("12", "")
    assert (second["members"], second["phone"]) == ("", "+221 33 000")
    assert (first["themes"], first["themes.data"], first["themes.advocacy"]) == ("data", "1", "0")
    # What we know of the answer and what was answered are two columns.
    assert (first["country"], first["about.country"]) == ("SEN", "SN")


def test_repeats_are_a_table_of_their_own_with_the_key_of_their_answer(answers):
    (row,) = csv_files(answers)["project.csv"]

    assert row["parent_key"] == "i1"
    assert (row["position"], row["amount"]) == ("1", "2.5")


def test_nothing_a_spreadsheet_would_run_leaves(answers):
    files = csv_files(answers)
    assert files["answers.csv"][0]["name"].startswith("'=")
    assert files["project.csv"][0]["title"].startswith("'@")

    content = write_tables(tables(answers), file_format="xlsx", language="en")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["answers", "project", "Codebook"]
    assert all(cell.data_type != "f" for page in book for row in page for cell in row)


def test_words_stand_in_for_codes_in_the_language_asked(answers):
    assert csv_files(answers, in_words=True)["answers.csv"][0]["themes"] == "Data"
    in_french = csv_files(answers, in_words=True, language="fr")
    assert in_french["answers.csv"][0]["themes"] == "Données"


def test_codebook_says_every_column_and_code(answers):
    lines = csv_files(answers)["codebook.csv"]

    columns = {line["Column"] for line in lines if line["Table"] == "answers"}
    assert {"name", "phone", "themes.data", "number", "is_fictitious"} <= columns
    assert {line["Meaning"] for line in lines if line["Code"] == "data"} == {"Data"}


def test_spss_file_carries_labels(answers, tmp_path):
    xform_values = tables(answers)
    content = write_tables(xform_values, file_format="sav", language="en")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extract("answers.sav", tmp_path)
    frame, meta = pyreadstat.read_sav(str(Path(tmp_path) / "answers.sav"), output_format="dict")

    assert meta.column_names_to_labels["name"] == "Name"
    assert frame["members"][0] == 12
    assert frame["themes.data"][0] == 1


def test_export_page_asks_a_reason_and_is_noted(sign_in, answers, officer, questionnaire):
    client = sign_in(officer)
    address = f"/surveys/questionnaires/{questionnaire.pk}/export/"
    said = {
        "states": ["received"],
        "audience": "public",
        "file_format": "csv",
        "values": "codes",
        "reason": "Rapport annuel",
    }

    response = client.post(address, said)

    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        text = archive.read("answers.csv").decode()
    assert "Deux" in text
    assert "+221" not in text  # the telephone is for the team only
    line = AuditEntry.objects.get(action="exported")
    assert line.detail["reason"] == "Rapport annuel"
    assert line.detail["rows"] == 2
