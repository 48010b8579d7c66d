"""The few marks of Markdown that labels and hints may use, without any HTML of the form's own."""

import re

from lxml import html
from markdown_it import MarkdownIt

from teranga.surveys.xforms.xml import Element

_MARKS = re.compile(r"[*_#\[\]\n<>`-]")
_BLOCK = re.compile(r"(^|\n)\s*([-*+]\s|\d+\.\s|#{1,6}\s?\w)|\n\s*\n")
# Colours and sizes were written in raw HTML: what they surround is kept, they are not.
_TAG = re.compile(r"</?\s?(span|sup|sub|font|b|i|u|big|small)\b[^>]*>", re.IGNORECASE)
# An answer quoted in a label stands there as one private character while the text is marked up.
_FIRST_HOLDER, _N_HOLDERS = 0xE000, 0x1800
_HOLDER = re.compile("[\ue000-\uf7ff]")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "code", "fence", "html_block", "html_inline", "reference"]
)


def render_labels(form: Element) -> None:
    """Turn the marks in the words of questions, options left out, into elements."""
    for element in form.xpath(
        ".//span[contains(@class, 'question-label') or contains(@class, 'or-hint')]"
    ):
        _render(element)


def _render(element: Element) -> None:
    quoted: list[Element] = list(element)[:_N_HOLDERS]
    source = _HOLDER.sub("", element.text or "")
    for place, child in enumerate(quoted):
        source += chr(_FIRST_HOLDER + place) + _HOLDER.sub("", child.tail or "")
    if not _MARKS.search(source):
        return
    source = _TAG.sub("", source)
    is_block = _BLOCK.search(source.strip()) is not None
    rendered = _MARKDOWN.render(source) if is_block else _MARKDOWN.renderInline(source)
    fragment = html.fragment_fromstring(rendered.strip(), create_parent="span")
    for link in fragment.iter("a"):
        link.set("rel", "noopener noreferrer")
        link.set("target", "_blank")
    for place, child in enumerate(quoted):
        child.tail = None
        _put_back(fragment, chr(_FIRST_HOLDER + place), child)
    for child in list(element):
        element.remove(child)
    element.text = fragment.text
    element.extend(list(fragment))


def _put_back(fragment: Element, holder: str, quoted: Element) -> None:
    for node in fragment.iter():
        if node.text and holder in node.text:
            node.text, _, quoted.tail = node.text.partition(holder)
            node.insert(0, quoted)
            return
        if node.tail and holder in node.tail:
            node.tail, _, quoted.tail = node.tail.partition(holder)
            node.addnext(quoted)
            return
