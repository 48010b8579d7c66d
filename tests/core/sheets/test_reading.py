import hashlib
import io
import zipfile

import pytest

from teranga.core.exceptions import ImportRefusedError
from teranga.core.sheets.reading import SheetContent, read_table


def test_table_starts_at_its_first_row_and_ends_without_blanks():
    content = b",,\nNom,Ville,\nAube,,\nZenith,Kolda,trop\n,,\n"

    assert read_table(io.BytesIO(content), name="liste.csv") == SheetContent(
        file_name="liste.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        sheet_name="liste.csv",
        header=["Nom", "Ville"],
        rows=[["Aube", ""], ["Zenith", "Kolda"]],
        first_row_number=3,
    )


def _zip(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


BAD_FILES = {
    "empty": ("a.csv", b""),
    "header only": ("a.csv", b"Nom,Type\n"),
    "blank rows": ("a.csv", b"Nom,Type\n,\n,\n"),
    "binary": ("a.csv", b"\x00\x01\x02"),
    "wrong type": ("a.exe", b"MZ"),
    "no extension": ("a", b"Nom\nAube\n"),
    "not a zip": ("a.xlsx", b"Nom,Type"),
    "a zip of nothing": ("a.xlsx", _zip(x="<x/>")),
    "a bomb": ("a.xlsx", _zip(xl__workbook="<w/>", xl__worksheets__sheet1="0" * 80 * 1024**2)),
    "too many rows": ("a.csv", b"Nom\n" + b"Aube\n" * 2_001),
    "too many columns": ("a.csv", b"a," * 61 + b"a\n" + b"1," * 61 + b"1\n"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused(name):
    file_name, content = BAD_FILES[name]

    with pytest.raises(ImportRefusedError):
        read_table(io.BytesIO(content), name=file_name)
