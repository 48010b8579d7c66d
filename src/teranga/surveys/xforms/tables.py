"""Lists kept in files beside a form: CSV, and XML of items."""

import csv
import io
from collections.abc import Mapping

from lxml import etree

from teranga.surveys.xforms.xml import Element, XFormError, parse_xml, without_namespaces

Rows = list[dict[str, str]]
Tables = dict[str, Rows]


def rows_of(media: Mapping[str, bytes]) -> Tables:
    """Read every list, under the name of its file and under that name without its end."""
    tables: Tables = {}
    for name, content in media.items():
        rows = _read(name, content)
        if rows is not None:
            tables[name] = tables[name.rpartition(".")[0]] = rows
    return tables


def _read(name: str, content: bytes) -> Rows | None:
    if name.lower().endswith(".csv"):
        text = content.decode("utf-8-sig", errors="replace")
        separator = ";" if text.partition("\n")[0].count(";") > text.count(",", 0, 200) else ","
        reader = csv.DictReader(io.StringIO(text), delimiter=separator)
        return [{key: value or "" for key, value in row.items() if key} for row in reader]
    if name.lower().endswith(".xml"):
        try:
            root = without_namespaces(parse_xml(content).getroot())
        except XFormError:
            return None
        return [{field.tag: field.text or "" for field in item} for item in root]
    return None


def instance_of_rows(rows: Rows) -> Element:
    """Lay rows out as `root/item/column`, the shape in which forms ask for them."""
    root = etree.Element("root")
    for row in rows:
        item = etree.SubElement(root, "item")
        for column, value in row.items():
            try:
                etree.SubElement(item, column.strip()).text = value
            except ValueError:
                continue  # a heading that is no XML name: no expression can ask for it
    return root
