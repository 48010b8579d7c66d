"""Files that attack whoever opens them, built when a test runs: none is kept in the repository."""

import io
import zipfile

MIB = 1024**2
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def workbook(sheet, *, extra=None, prolog='<?xml version="1.0"?>'):
    """Return a workbook whose only sheet has this content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels", _LINKS.format(target="xl/workbook.xml", kind="officeDocument")
        )
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _LINKS.format(target="worksheets/sheet1.xml", kind="worksheet"),
        )
        archive.writestr("xl/worksheets/sheet1.xml", prolog + _SHEET.format(sheet))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def text_cell(reference, text):
    return f'<row><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def bomb():
    """Unpack to 300 MB of rows."""
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return workbook(row * (300 * MIB // len(row)))


def bigstring():
    """Hold one cell of 300 MB."""
    return workbook(text_cell("A1", "a" * (300 * MIB)))


def corner():
    """Hold one cell at the last place of a sheet, so that a dense reader fills all between."""
    return workbook(text_cell("XFD1048576", "x"))


def laughs():
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    prolog = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    return workbook(text_cell("A1", "&l9;"), prolog=prolog)


def xxe():
    prolog = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return workbook(text_cell("A1", "&e;"), prolog=prolog)


def lying_header():
    """Announce ten bytes for a member that unpacks to thirty megabytes."""
    content = workbook("", extra={"xl/big.xml": b"x" * (30 * MIB)})
    real = (30 * MIB).to_bytes(4, "little")
    return content.replace(real, (10).to_bytes(4, "little"))


def implicit_corner():
    """Spread rows without references very far and very wide."""
    wide = "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>"
    return workbook("<row><c><v>1</v></c></row>" * 400_000 + wide)


ATTACKS = {
    build.__name__: build
    for build in (bomb, bigstring, corner, laughs, xxe, lying_header, implicit_corner)
}
