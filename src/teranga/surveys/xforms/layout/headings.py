"""Headings that follow each other: the page has the first rank, groups the next ones."""

from teranga.surveys.xforms.xml import Element

_FIRST, _LAST = 2, 4


def rank_headings(form: Element) -> None:
    for heading in list(form.iter("h4")):
        section = heading.getparent()
        above = sum(1 for ancestor in section.iterancestors("section") if _is_named(ancestor))
        heading.tag = f"h{min(_FIRST + above, _LAST)}"


def _is_named(section: Element) -> bool:
    return any(child.tag in {"h2", "h3", "h4"} for child in section)
