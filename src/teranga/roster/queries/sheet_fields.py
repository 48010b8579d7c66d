"""The columns of a sheet of experts: their headings in French and English, what each may hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country, Language, Theme
from teranga.core.search.words import fold
from teranga.roster.enums import ExpertKind, Gender, LanguageLevel, PracticeLevel

SEPARATOR = "; "
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetField:
    """A column; `wanted` says what a cell should hold, for those whose cell does not."""

    name: str
    label: StrOrPromise
    wanted: StrOrPromise


FIELDS: Sequence[SheetField] = (
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
FIELD_OF: Mapping[str, SheetField] = {field.name: field for field in FIELDS}
_YES = {"yes", "oui", "1", "true", "vrai", "x"}
_NO = {"no", "non", "0", "false", "faux"}


def columns_of(header: Sequence[str]) -> list[str | None]:
    """Return the field each heading names, in French, in English, or by its own name."""
    names: dict[str, str] = {}
    for language in ("fr", "en"):
        with override(language):
            names |= {fold(str(field.label)): field.name for field in FIELDS}
    names |= {field.name: field.name for field in FIELDS}
    found: list[str | None] = []
    for heading in header:
        name = names.get(fold(heading.strip()))
        found.append(name if name not in found else None)
    return found


class CellReader:
    """Reads cells; raises `ValueError` for what a column may not hold."""

    def read(self, name: str, text: str) -> Any:
        readers: Mapping[str, Callable[[str], Any]] = {
            "kind": lambda cell: self._choice(ExpertKind, cell),
            "gender": lambda cell: self._choice(Gender, cell),
            "level": self._level,
            "home_country": self._country,
            "countries_known": lambda cell: tuple(self._country(part) for part in _parts(cell)),
            "themes": lambda cell: tuple(self._theme(part) for part in _parts(cell)),
            "languages": self._languages,
            "is_southern": _yes_or_no,
            "years_of_practice": lambda cell: _whole(cell, 60),
            "missions_a_year": lambda cell: _whole(cell, 20),
            "cost_per_day": _money,
            "job_title": lambda cell: _short(cell, 150),
            "summary": lambda cell: _short(cell, 2000),
            "code": lambda cell: _short(cell.upper(), 20),
        }
        return readers[name](text)

    @cached_property
    def _countries(self) -> dict[str, Country]:
        found: dict[str, Country] = {}
        for country in Country.objects.all():
            names = {country.pk, country.alpha2, country.name_in("fr"), country.name_in("en")}
            found |= {fold(name): country for name in names}
        return found

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.pk: theme for theme in Theme.objects.all()}

    @cached_property
    def _codes(self) -> set[str]:
        return set(Language.objects.values_list("pk", flat=True))

    def _country(self, text: str) -> Country:
        return _known(self._countries, fold(text.strip()))

    def _theme(self, text: str) -> Theme:
        return _known(self._themes, text.strip())

    def _languages(self, text: str) -> dict[str, int]:
        levels = {}
        for part in _parts(text):
            code, _colon, level = part.partition(":")
            code, level = code.strip().lower(), level.strip().upper() or "B2"
            if code not in self._codes or level not in LanguageLevel.names:
                raise ValueError(text)
            levels[code] = LanguageLevel[level].value
        return levels

    def _level(self, text: str) -> PracticeLevel:
        if fold(text) in {"national", "local"}:
            return PracticeLevel(fold(text))
        return PracticeLevel(self._choice(PracticeLevel, text))

    def _choice(self, choices: Any, text: str) -> Any:
        wanted = fold(text.strip())
        for value in choices:
            names = {value.value}
            for language in ("fr", "en"):
                with override(language):
                    names.add(str(value.label))
            if wanted in {fold(name) for name in names}:
                return value
        raise ValueError(text)


def _known(table: Mapping[str, T], key: str) -> T:
    if key not in table:
        raise ValueError(key)
    return table[key]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]


def _yes_or_no(text: str) -> bool:
    if fold(text) in _YES | _NO:
        return fold(text) in _YES
    raise ValueError(text)


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
