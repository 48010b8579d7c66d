"""The engine's own style sheets, which the front-end build copies beside the static files."""

from functools import cache
from pathlib import Path

from lxml import etree

from teranga.surveys.xforms.xml import Document, Element, XFormError

_FOLDER = Path(__file__).resolve().parents[3] / "static" / "teranga" / "xforms"


def html_of(document: Document) -> Element:
    """Apply the sheet of pages; the result is one `form` element."""
    form = _apply("form.xsl", document).find("form")
    if form is None:
        raise XFormError("the form gives no page")
    etree.strip_elements(form, etree.Comment, with_tail=False)
    etree.cleanup_namespaces(form)
    return form


def model_of(document: Document) -> Element:
    """Apply the sheet of data; the result is one `model` element."""
    return _apply("model.xsl", document)[0]


def _apply(name: str, document: Document) -> Element:
    try:
        root = _sheet(name)(document).getroot()
    except etree.XSLTError as error:
        raise XFormError(f"the form cannot be laid out: {error}") from error
    if root is None:
        raise XFormError("the form gives no page")
    return root


@cache
def _sheet(name: str) -> etree.XSLT:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    sheet = etree.parse(str(_FOLDER / name), parser)
    return etree.XSLT(sheet, access_control=etree.XSLTAccessControl.DENY_ALL)
