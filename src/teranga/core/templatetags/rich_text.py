"""`{{ text|rich_text }}`: Markdown shown with a fixed list of tags."""

from django import template
from django.utils.safestring import SafeString

from teranga.core.rich_text import render_rich_text

register = template.Library()


@register.filter
def rich_text(text: object) -> SafeString:
    return render_rich_text(str(text or ""))
