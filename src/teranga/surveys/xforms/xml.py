"""XML read without trusting it: no entity, no outside file, no network."""

from typing import TypeAlias

from lxml import etree

# lxml ships no types of its own.
Element: TypeAlias = etree._Element
Document: TypeAlias = etree._ElementTree

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
NAMESPACES = {"xf": XFORMS, "h": XHTML, "jr": JAVAROSA, "orx": OPENROSA, "odk": ODK}


class XFormError(ValueError):
    """Bytes that are no form, or no answer to this form."""


def parse_xml(content: bytes) -> Document:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XFormError(f"not XML: {error}") from error
    document = root.getroottree()
    if document.docinfo.internalDTD is not None:
        raise XFormError("a document type is never needed here and is refused")
    return document


def parse_form(content: bytes) -> Document:
    """Read a form; one written without the namespace of XForms is given it."""
    document = parse_xml(content)
    if document.find(f".//{{{XFORMS}}}model") is None:
        for element in document.iter():
            if etree.QName(element).namespace is None:
                element.tag = f"{{{XFORMS}}}{element.tag}"
    return document


def local_name(element: Element) -> str:
    return str(etree.QName(element).localname)


def without_namespaces(element: Element) -> Element:
    """Copy a tree under plain names; attributes lose their prefix as well."""
    copied = etree.Element(
        local_name(element),
        {etree.QName(name).localname: value for name, value in element.attrib.items()},
    )
    copied.text = element.text
    for child in element:
        twin = without_namespaces(child)
        twin.tail = child.tail
        copied.append(twin)
    return copied


def path_of(element: Element) -> str:
    """`/data/group/question`, without places in repeats."""
    names = [element.tag, *(ancestor.tag for ancestor in element.iterancestors())]
    return "/" + "/".join(reversed(names))
