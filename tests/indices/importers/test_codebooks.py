import io
from importlib import resources

import pytest

from teranga.core.exceptions import ImportRefusedError
from teranga.core.spreadsheets import read_sheets, write_xlsx
from teranga.indices.exporters.codebook import codebook_workbook
from teranga.indices.importers.codebook_xlsx import read_codebook_xlsx
from teranga.indices.importers.codebook_yaml import read_codebook_yaml
from teranga.indices.queries.codebook_text import canonical_text
from tests.factories.coding import small_document

REFERENCE = resources.files("teranga_analytics").joinpath("data", "emix_style_codebook.yaml")


def text_of(reading):
    return canonical_text(reading.document, heading=reading.heading)


def places_and_found(reading):
    return [(fault.place, fault.problem.seen) for fault in reading.faults]


def test_reference_codebook_comes_back_byte_for_byte_from_yaml():
    content = REFERENCE.read_bytes()

    reading = read_codebook_yaml(content)

    assert reading.faults == ()
    assert text_of(reading).encode() == content


def test_reference_codebook_comes_back_byte_for_byte_from_a_workbook():
    content = REFERENCE.read_text(encoding="utf-8")

    reading = read_codebook_xlsx(codebook_workbook(content))

    assert reading.faults == ()
    assert text_of(reading) == content


def test_yaml_reports_every_fault_with_its_line():
    document = small_document()
    first = document["domains"][0]["indicators"][0]
    first["levels"][1]["score"] = 3
    first["evidence"]["accepted"] = ["rumour"]
    document["domains"][1]["component"] = "NOWHERE"
    document["domains"][1]["indicators"][0]["id"] = "CIT01"
    del document["domains"][1]["label"]["en"]
    text = canonical_text(document)
    lines = text.splitlines()

    found = places_and_found(read_codebook_yaml(text.encode()))

    assert {seen for _, seen in found} == {"3", "rumour", "NOWHERE", "CIT01", "rien"}
    wrong = next(place for place, seen in found if seen == "3")
    assert lines[int(wrong.split()[1]) - 1].strip() == "score: 3"


def test_workbook_reports_every_bad_cell_with_its_place():
    book = read_sheets(
        io.BytesIO(codebook_workbook(canonical_text(small_document()))), name="book.xlsx"
    )
    sheets = {sheet.name: sheet.rows for sheet in book if sheet.rows}
    sheets["levels"][1][2] = "zero"
    sheets["indicators"][2][0] = "XYZ"
    sheets["domains"][1][1] = "NOWHERE"
    content = write_xlsx([(name, rows[0], rows[1:]) for name, rows in sheets.items()])

    found = places_and_found(read_codebook_xlsx(content))

    assert ("levels!C2", "zero") in found
    assert ("indicators!A3", "XYZ") in found
    assert ("domains!B2", "NOWHERE") in found


@pytest.mark.parametrize(
    "content",
    [b"a: [", b"\xff\xfe\x00", b"a: &x 1\nb: *x\n", b"- " * 200_000],
    ids=["not yaml", "not text", "alias", "too deep"],
)
def test_yaml_that_is_no_codebook_is_refused_in_words(content):
    with pytest.raises(ImportRefusedError) as refusal:
        read_codebook_yaml(content)

    assert str(refusal.value)


def test_workbook_without_its_sheets_is_refused():
    with pytest.raises(ImportRefusedError) as refusal:
        read_codebook_xlsx(write_xlsx([("settings", ["path", "value"], [])]))

    assert "levels" in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"just a text", b"- 1\n- 2\n", b"codebook: 3\n"])
def test_yaml_of_another_shape_reports_what_is_missing(content):
    assert read_codebook_yaml(content).faults
