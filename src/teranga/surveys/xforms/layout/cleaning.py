"""Nothing of a form may act in the page: no script, no style of its own, no foreign address."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from teranga.surveys.xforms.xml import Element

JR_ADDRESS = re.compile(r"^jr://[\w-]+/(?P<name>.+)$")
_SAFE_LINK = re.compile(r"^(https?://|mailto:|tel:|geo:)", re.IGNORECASE)
_FORBIDDEN = {"script", "iframe", "object", "embed", "link", "meta", "base", "style", "svg"}


def clean(form: Element, media: Mapping[str, str]) -> None:
    """Make a page harmless; `media` gives the address of each file by its name."""
    for attribute in ("action", "method", "data-base64RsaPublicKey", "data-base64rsapublickey"):
        form.attrib.pop(attribute, None)
    for element in list(form.iter()):
        if not isinstance(element.tag, str) or element.tag.lower() in _FORBIDDEN:
            _remove(element)
        else:
            _clean_attributes(element, media)


def _remove(element: Element) -> None:
    """Take an element out; the words after it stay."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _clean_attributes(element: Element, media: Mapping[str, str]) -> None:
    style = element.attrib.pop("style", None)
    if style is not None and "none" in style:
        element.set("hidden", "hidden")
    for name in [name for name in element.attrib if name.lower().startswith("on")]:
        del element.attrib[name]
    for name in ("src", "href"):
        if name in element.attrib:
            _clean_address(element, name, media)


def _clean_address(element: Element, name: str, media: Mapping[str, str]) -> None:
    address = element.get(name).strip()
    found = JR_ADDRESS.match(address)
    if found is not None:
        own = media.get(found["name"])
        if own is None:
            del element.attrib[name]
        else:
            element.set(name, own)
    elif name == "src" or not _SAFE_LINK.match(address):
        del element.attrib[name]


def media_address(base: str, name: str) -> str:
    return f"{base}{quote(name)}"
