"""The columns of a sheet of experts: their headings, what each may hold, how it is read."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from teranga.core.models import Language, Theme
from teranga.core.sheets.fields import (
    Reader,
    SheetField,
    choice_reader,
    country_reader,
    parts_of,
    plain,
)
from teranga.roster.enums import ExpertKind, Gender, LanguageLevel, PracticeLevel

SEPARATOR = "; "
# Fields kept in tables of their own.
LINKS = ("themes", "countries_known", "languages")

FIELDS = (
    SheetField("code", _("Code"), _("a code of the roster, such as FR-012, or nothing")),
    SheetField("kind", _("Kind"), _("EU government, non-EU government or non-governmental")),
    SheetField("home_country", _("Country of the employer"), _("a country: name or ISO code")),
    SheetField("is_southern", _("Expert from the South"), _("yes or no")),
    SheetField("gender", _("Gender"), _("woman, man, other, or nothing")),
    SheetField("years_of_practice", _("Years of experience"), _("a whole number from 0 to 60")),
    SheetField("level", _("Level of experience"), _("national, local, or both")),
    SheetField("job_title", _("Function"), _("150 characters at most")),
    SheetField("summary", _("Experience in a few words"), _("2000 characters at most")),
    SheetField("languages", _("Languages"), _("such as “fr:C2; en:B1”")),
    SheetField("themes", _("Themes"), _("codes of themes, such as “mieux:legal; gcm:5”")),
    SheetField("countries_known", _("Countries known"), _("countries: names or ISO codes")),
    SheetField("cost_per_day", _("Cost of a day (EUR)"), _("a number, 0 or more")),
    SheetField("missions_a_year", _("Missions a year at most"), _("a whole number from 0 to 20")),
)
FIELD_OF = {field.name: field for field in FIELDS}
_YES = dict.fromkeys(("yes", "oui", "1", "true", "vrai", "x"), True)
_NO = dict.fromkeys(("no", "non", "0", "false", "faux"), False)


def cell_readers() -> Mapping[str, Reader]:
    country = country_reader()
    themes = Theme.objects.in_bulk()
    return {
        "code": lambda cell: _short(cell.upper(), 20),
        "kind": choice_reader(ExpertKind),
        "home_country": country,
        "is_southern": lambda cell: (_YES | _NO)[plain(cell)],
        "gender": choice_reader(Gender),
        "years_of_practice": lambda cell: _whole(cell, 60),
        "level": choice_reader(PracticeLevel),
        "job_title": lambda cell: _short(cell, 150),
        "summary": lambda cell: _short(cell, 2000),
        "languages": _language_reader(),
        "themes": lambda cell: tuple(themes[code] for code in _parts(cell)),
        "countries_known": lambda cell: tuple(country(name) for name in _parts(cell)),
        "cost_per_day": _money,
        "missions_a_year": lambda cell: _whole(cell, 20),
    }


def _language_reader() -> Reader:
    codes = set(Language.objects.values_list("pk", flat=True))

    def read(text: str) -> dict[str, int]:
        levels = {}
        for part in _parts(text):
            code, _colon, level = part.partition(":")
            code, level = code.strip().lower(), level.strip().upper() or "B2"
            if code not in codes:
                raise ValueError(text)
            levels[code] = LanguageLevel[level].value
        return levels

    return read


def _parts(text: str) -> list[str]:
    return parts_of(text.replace(",", ";"))


def _whole(text: str, most: int) -> int:
    number = int(text)
    if not 0 <= number <= most:
        raise ValueError(text)
    return number


def _money(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", ".").replace(" ", "")).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not 0 <= amount < 1_000_000:
        raise ValueError(text)
    return amount


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(text)
    return text
