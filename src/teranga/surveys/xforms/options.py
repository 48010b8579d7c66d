"""All the options of a question, whatever other answers would leave of them."""

import re
from collections.abc import Iterator, Mapping

from teranga.surveys.xforms.model import Control, ItemSet, Words, XForm
from teranga.surveys.xforms.tables import instance_of_rows, rows_of
from teranga.surveys.xforms.translations import UNNAMED
from teranga.surveys.xforms.xml import Element

_INSTANCE = re.compile(r"instance\(\s*['\"](.+?)['\"]\s*\)")
_ITEXT = re.compile(r"jr:itext\((.+)\)")


def options_of(
    form: XForm, control: Control, media: Mapping[str, bytes] | None = None
) -> Iterator[tuple[str, Words]]:
    """Give the value and the words of each option."""
    for choice in control.choices:
        yield choice.value, choice.label
    if control.itemset is None:
        return
    for item in _items(form, control.itemset, media or {}):
        value = item.findtext(control.itemset.value) or ""
        yield value, _words(form, control.itemset, item)


def _items(form: XForm, itemset: ItemSet, media: Mapping[str, bytes]) -> Iterator[Element]:
    found = _INSTANCE.search(itemset.nodeset)
    root = form.instances.get(found[1]) if found else None
    if root is None and found is not None:
        file_name = form.external_instances.get(found[1], "").rpartition("/")[2]
        rows = rows_of(media).get(file_name)
        root = instance_of_rows(rows) if rows else None
    yield from root if root is not None else ()


def _words(form: XForm, itemset: ItemSet, item: Element) -> Words:
    itext = _ITEXT.search(itemset.label)
    text = item.findtext(itext[1] if itext else itemset.label) or ""
    if itext is None:
        return dict.fromkeys(form.languages or (UNNAMED,), text)
    return {name: texts[text] for name, texts in form.texts.items() if text in texts}
