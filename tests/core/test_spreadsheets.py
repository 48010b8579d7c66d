import csv
import datetime as dt
import io
import resource
import time
import zipfile

import pytest

from teranga.core.exceptions import ImportRefusedError
from teranga.core.spreadsheets import neutralise, read_sheets, write_csv, write_xlsx
from tests.factories import attacks

TRIGGERS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1+cmd",
    "－1+cmd",
    "＠SUM(1)",
    '=HYPERLINK("http://example.org","x")',
    '"=1+1',
]


@pytest.fixture(scope="module")
def corpus():
    return {name: build() for name, build in attacks.ATTACKS.items()}


@pytest.mark.parametrize("name", attacks.ATTACKS)
def test_read_sheets_refuses_each_attack_quickly(corpus, name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()

    with pytest.raises(ImportRefusedError):
        read_sheets(io.BytesIO(corpus[name]), name=f"{name}.xlsx")

    assert time.process_time() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_read_sheets_reads_what_write_xlsx_wrote():
    rows = [
        ["Sénégal", 3, 2.5, True, dt.date(2026, 11, 21), "+221 77 123 45 67"],
        ["Mali", None, -1, False, None, "=1+1"],
    ]
    header = ["Pays", "n", "part", "oui", "jour", "téléphone"]

    content = write_xlsx([("Réponses / 2026", header, rows)])
    (sheet,) = read_sheets(io.BytesIO(content), name="reponses.xlsx")

    assert sheet.name == "Réponses   2026"
    assert sheet.rows == [header, *rows]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_write_xlsx_never_writes_a_formula_or_a_link(trigger):
    content = write_xlsx([("a", ["x"], [[trigger]])])

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in sheet
    assert b"hyperlink" not in sheet


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_write_csv_makes_each_trigger_inert_and_reads_it_back(trigger):
    content = write_csv(["x"], [[trigger]])

    (cell,) = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]
    assert cell == "'" + trigger
    assert read_sheets(io.BytesIO(content), name="a.csv")[0].rows == [["x"], [trigger]]


@pytest.mark.parametrize(
    "text", ["+221 77 123 45 67", "-12,5", "-3", "+33.1.23", "-5 %", "l'Action", "a=b", "", "–"]
)
def test_neutralise_leaves_numbers_telephones_and_words(text):
    assert neutralise(text) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_read_sheets_reads_csv_as_offices_write_it(encoding, delimiter):
    content = f"Nom{delimiter}Pays\r\nÉcole{delimiter}Sénégal\r\n".encode(encoding)

    (sheet,) = read_sheets(io.BytesIO(content), name="a.CSV")

    assert sheet.rows == [["Nom", "Pays"], ["École", "Sénégal"]]


def test_read_sheets_accepts_formatted_empty_cells_far_away():
    content = attacks.workbook(
        attacks.text_cell("A1", "x") + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )

    (sheet,) = read_sheets(io.BytesIO(content), name="a.xlsx")

    assert [cell for row in sheet.rows for cell in row if cell is not None] == ["x"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", b"x"),
        ("a", b"x"),
        ("a.xlsx", b""),
        ("a.xlsx", b"PK\x03\x04 nonsense"),
        ("a.csv", b"a\x00b"),
        ("a.csv", b"x\n" * 20_001),
        ("a.csv", b"," * 401),
        ("a.csv", b'"' + b"x" * 200_000 + b'"'),
    ],
)
def test_read_sheets_refuses_what_is_not_a_sheet(name, content):
    with pytest.raises(ImportRefusedError):
        read_sheets(io.BytesIO(content), name=name)
