"""The data side of a form: the first instance and the lists, as the engine loads them."""

from collections.abc import Mapping

from lxml import etree

from teranga.surveys.xforms.layout.cleaning import JR_ADDRESS
from teranga.surveys.xforms.xml import NAMESPACES, OPENROSA, XFORMS, Document, Element


def correct_model(model: Element, document: Document, media: Mapping[str, str]) -> None:
    instance = model.find("xf:instance", NAMESPACES)
    _give_identity(instance[0])
    _point_at_media(instance[0], document, media)


def _give_identity(root: Element) -> None:
    """Every answer has an instance of its own: the place of its name is made if it lacks."""
    for namespace in (XFORMS, OPENROSA):
        if root.find(f"{{{namespace}}}meta/{{{namespace}}}instanceID") is not None:
            return
    meta = root.find(f"{{{XFORMS}}}meta")
    if meta is None:
        meta = etree.SubElement(root, f"{{{XFORMS}}}meta")
    etree.SubElement(meta, f"{{{XFORMS}}}instanceID")


def _point_at_media(root: Element, document: Document, media: Mapping[str, str]) -> None:
    """Show a picture given by the form as a first answer from our own address."""
    for bind in document.iterfind("h:head/xf:model/xf:bind[@type='binary']", NAMESPACES):
        steps = bind.get("nodeset", "").strip("/").split("/")[1:]
        found = root.find("/".join(f"{{{XFORMS}}}{step}" for step in steps)) if steps else None
        name = JR_ADDRESS.match((found.text or "").strip()) if found is not None else None
        if found is not None and name is not None and name["name"] in media:
            found.set("src", media[name["name"]])
