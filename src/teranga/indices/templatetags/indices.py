"""Words of codebooks and codes in the visitor's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from teranga.core.translated import Translated
from teranga.indices.enums import Confidence, Implementation, MissingCode

register = template.Library()


@register.filter
def level_words(level: Mapping[str, Any] | None) -> str:
    """Return what a level says."""
    if not level:
        return ""
    return str(Translated({code: str(level.get(code, "")) for code in ("fr", "en")}))


@register.filter
def source_names(codes: Sequence[str], types: Sequence[Mapping[str, Any]]) -> str:
    names = {entry["id"]: level_words(entry) for entry in types}
    return ", ".join(names.get(code, code) for code in codes)


@register.filter
def source_name(code: str, types: Sequence[Mapping[str, Any]]) -> str:
    return source_names([code], types) if code else ""


@register.filter
def missing_words(code: str) -> str:
    return str(MissingCode(code).label) if code in MissingCode.values else ""


@register.filter
def implementation_words(value: int | None) -> str:
    return str(Implementation(value).label) if value in Implementation.values else _("not known")


@register.filter
def confidence_words(value: int | None) -> str:
    return str(Confidence(value).label) if value in Confidence.values else _("not stated")


@register.filter
def field_name(name: str) -> str:
    """Return how people call a column of a codebook."""
    names = {
        "label": _("Label"),
        "domain": _("Domain"),
        "accepted_sources": _("Accepted sources"),
        "favourability": _("Favourability"),
        "weight": _("Weight"),
        "parent": _("Belongs to"),
    }
    return names.get(name, name)


@register.filter
def reliability_words(verdict: str) -> str:
    return {
        "good": _("good"),
        "tentative": _("tentative"),
        "revise": _("wording to revise"),
        "unknown": _("not measurable yet"),
    }[verdict]


@register.filter
def reliability_badge(verdict: str) -> str:
    return {"good": "good", "tentative": "attention", "revise": "late"}.get(verdict, "neutral")


@register.filter
def level_key(level: Mapping[str, Any]) -> str:
    """Return how a form calls a level."""
    return f"L{level['code']}"
