"""Words and numbers of the figures in French, English and Arabic."""

from typing import Literal

Language = Literal["en", "fr", "ar"]

_WORDS = {
    "unit": {"en": "Unit", "fr": "Unité", "ar": "الوحدة"},
    "score": {"en": "Score", "fr": "Score", "ar": "الدرجة"},
    "rank": {"en": "Rank", "fr": "Rang", "ar": "الرتبة"},
    "from": {"en": "from", "fr": "de", "ar": "من"},
    "lower": {"en": "Lower bound", "fr": "Borne inférieure", "ar": "الحد الأدنى"},
    "upper": {"en": "Upper bound", "fr": "Borne supérieure", "ar": "الحد الأعلى"},
    "to": {"en": "to", "fr": "à", "ar": "إلى"},
    "no score": {"en": "no score", "fr": "pas de score", "ar": "بلا درجة"},
    "interval": {"en": "interval", "fr": "intervalle", "ar": "المجال"},
    "best": {"en": "1 is the best", "fr": "1 est le meilleur", "ar": "1 هي الأفضل"},
    "low": {"en": "low", "fr": "bas", "ar": "منخفض"},
    "high": {"en": "high", "fr": "haut", "ar": "مرتفع"},
    "element": {"en": "Element", "fr": "Élément", "ar": "العنصر"},
    "parent": {"en": "Part of", "fr": "Élément de", "ar": "جزء من"},
    "share": {"en": "Share of the whole", "fr": "Part de l’ensemble", "ar": "الحصة من الكل"},
    "profile": {"en": "Profile", "fr": "Profil", "ar": "الملف"},
    "region": {
        "en": "Region, middle half",
        "fr": "Région, moitié centrale",
        "ar": "المنطقة، النصف الأوسط",
    },
    "region lower": {
        "en": "Region, lower quartile",
        "fr": "Région, premier quartile",
        "ar": "المنطقة، الربيع الأول",
    },
    "region upper": {
        "en": "Region, upper quartile",
        "fr": "Région, troisième quartile",
        "ar": "المنطقة، الربيع الثالث",
    },
    "source": {"en": "Source: ", "fr": "Source : ", "ar": "المصدر: "},
    "missing": {"en": "no data", "fr": "sans donnée", "ar": "لا بيانات"},
    "columns": {"en": "columns", "fr": "colonnes", "ar": "أعمدة"},
    "units": {"en": "units", "fr": "unités", "ar": "وحدات"},
    "year": {"en": "Year", "fr": "Année", "ar": "السنة"},
    "median": {"en": "Median", "fr": "Médiane", "ar": "الوسيط"},
    "elements": {"en": "elements", "fr": "éléments", "ar": "عناصر"},
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
