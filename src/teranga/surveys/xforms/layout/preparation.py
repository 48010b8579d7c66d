"""What the style sheets expect to find in a form, put there before they are applied."""

import re
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from teranga.surveys.xforms.tables import instance_of_rows, rows_of
from teranga.surveys.xforms.xml import NAMESPACES, XFORMS, Document, Element, local_name

_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)([^,)]*)")
_ITEXT = re.compile(r"itext\(\s*([\w.-]+)\s*\)")
_FILTER = re.compile(r"\[[^\]]*\]")


def prepare(document: Document, media: Mapping[str, bytes]) -> None:
    _bring_lists_in(document, media)
    for itemset in document.iter(f"{{{XFORMS}}}itemset"):
        _describe_itemset(itemset, document)


def _bring_lists_in(document: Document, media: Mapping[str, bytes]) -> None:
    """Write lists kept in files into the form, so that a phone has one thing to fetch."""
    tables = rows_of(media)
    instances = document.findall("h:head/xf:model/xf:instance", NAMESPACES)
    for instance in instances[1:]:
        address = instance.attrib.pop("src", None)
        if address is None or len(instance):
            continue
        rows = tables.get(address.rpartition("/")[2], [])
        root = instance_of_rows(rows)
        for element in root.iter():
            element.tag = f"{{{XFORMS}}}{element.tag}"
        instance.append(root)


def _describe_itemset(itemset: Element, document: Document) -> None:
    value, label = (itemset.find(f"xf:{part}", NAMESPACES) for part in ("value", "label"))
    label_ref = "" if label is None else label.get("ref", "")
    itemset.set("valueRef", "" if value is None else value.get("ref", ""))
    itemset.set("labelRef", label_ref)
    nodeset = itemset.get("nodeset", "")
    found = _INSTANCE.search(nodeset)
    steps = "" if found is None else _FILTER.sub("", found[2]).replace("/", "/xf:")
    name = "" if found is None else found[1]
    itemset.set("itextPath", f"/h:html/h:head/xf:model/xf:instance[@id={name!r}]{steps}")
    key = _ITEXT.search(label_ref)
    if key is not None:
        for element in _elements_called(key[1], _instance(document, name)):
            itemset.append(deepcopy(element))


def _instance(document: Document, name: str) -> Element | None:
    for instance in document.iterfind("h:head/xf:model/xf:instance", NAMESPACES):
        if instance.get("id") == name:
            return instance
    return None


def _elements_called(name: str, instance: Element | None) -> list[Element]:
    if instance is None:
        return []
    return [element for element in instance.iter(etree.Element) if local_name(element) == name]
