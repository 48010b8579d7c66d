"""Rich text: Markdown as people type it, shown with a fixed list of tags and no other.

HTML that was typed is taken out when the text is saved, and what the Markdown gives passes
the same list again each time it is shown: a row written by other means is as harmless.
"""

from html import unescape
from typing import Any

import nh3
from django.db import models
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = frozenset(
    {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "h3", "h4"}
)
_ATTRIBUTES = {"a": {"href", "title"}}
_SCHEMES = {"http", "https", "mailto"}
# Pictures would be fetched from elsewhere; titles of pages are the page's own.
_markdown = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "html_block", "html_inline"]
)


def without_html(text: str) -> str:
    """Return the text without the HTML tags typed in it, and without what scripts held."""
    return unescape(nh3.clean(text, tags=set()))


def render_rich_text(text: str) -> SafeString:
    html = _markdown.render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    )
    return SafeString(clean)


class RichTextField(models.TextField):  # type: ignore[type-arg]  # not generic at run time
    """Text in Markdown; HTML is taken out on the way to the database."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = without_html(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, text)
        return text
