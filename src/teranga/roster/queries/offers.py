"""The themes, languages and countries that forms and filters offer."""

from django.db.models import QuerySet

from teranga.core.models import Country, Language, Theme

# The taxonomies in which Actions and questionnaires are filed.
_TAXONOMIES = ("mieux", "gcm")
_LANGUAGES = ("fr", "en", "es", "pt", "ar", "ru", "de", "it")


def themes_offered() -> QuerySet[Theme]:
    return Theme.objects.filter(taxonomy__in=_TAXONOMIES).order_by("-taxonomy", "position")


def languages_offered() -> list[tuple[str, Language]]:
    present = {row.pk: row for row in Language.objects.filter(pk__in=_LANGUAGES)}
    return [(code, present[code]) for code in _LANGUAGES if code in present]


def sorted_countries() -> list[tuple[str, str]]:
    rows = sorted(Country.objects.all(), key=lambda country: country.sort_key)
    return [(country.pk, country.name) for country in rows]
