"""Words and numbers of the figures in French and English."""

from typing import Literal

Language = Literal["en", "fr"]

_WORDS = {
    "unit": {"en": "Unit", "fr": "Unité"},
    "score": {"en": "Score", "fr": "Score"},
    "rank": {"en": "Rank", "fr": "Rang"},
    "from": {"en": "from", "fr": "de"},
    "lower": {"en": "Lower bound", "fr": "Borne inférieure"},
    "upper": {"en": "Upper bound", "fr": "Borne supérieure"},
    "to": {"en": "to", "fr": "à"},
    "no score": {"en": "no score", "fr": "pas de score"},
    "interval": {"en": "interval", "fr": "intervalle"},
    "best": {"en": "1 is the best", "fr": "1 est le meilleur"},
    "low": {"en": "low", "fr": "bas"},
    "high": {"en": "high", "fr": "haut"},
    "element": {"en": "Element", "fr": "Élément"},
    "parent": {"en": "Part of", "fr": "Élément de"},
    "share": {"en": "Share of the whole", "fr": "Part de l’ensemble"},
    "profile": {"en": "Profile", "fr": "Profil"},
    "region": {"en": "Region, middle half", "fr": "Région, moitié centrale"},
    "region lower": {"en": "Region, lower quartile", "fr": "Région, premier quartile"},
    "region upper": {"en": "Region, upper quartile", "fr": "Région, troisième quartile"},
    "source": {"en": "Source: ", "fr": "Source : "},
    "missing": {"en": "no data", "fr": "sans donnée"},
    "columns": {"en": "columns", "fr": "colonnes"},
    "units": {"en": "units", "fr": "unités"},
    "elements": {"en": "elements", "fr": "éléments"},
}


def word(name: str, language: Language) -> str:
    """Return a word of the figures."""
    return _WORDS[name][language]


def number(value: float, language: Language, decimals: int = 1) -> str:
    """Write a number as people of a language do: comma and narrow space, or point.

    Parameters
    ----------
    value
        The number; NaN is written as a dash.
    language
        Language of the page.
    decimals
        Digits after the decimal sign.

    Returns
    -------
    str
    """
    if value != value:  # noqa: PLR0124  # NaN alone differs from itself
        return "–"
    written = f"{value:,.{decimals}f}"
    if not any(digit in written for digit in "123456789"):
        written = written.replace("-", "")
    written = written.replace("-", "−")
    if language == "fr":
        return written.replace(",", "\u202f").replace(".", ",")
    return written


def percentage(share: float, language: Language) -> str:
    """Write a share as a percentage."""
    sign = "\u202f%" if language == "fr" else "%"
    return number(100 * share, language, 1) + sign
