"""The columns of a sheet: how they may be headed, how their cells are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.core.enums import Visibility
from teranga.core.models import Country, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.search.words import fold
from teranga.directory.enums import ImportSubject, OrganisationKind, OrganisationLevel

SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column: its heading in any language, other words for it, what a cell should hold."""

    name: str
    label: StrOrPromise
    aliases: tuple[str, ...]
    wanted: StrOrPromise


_IDENTIFIER = SheetField(
    "id", _("Identifier"), ("id", "identifiant", "uuid"), _("an identifier we gave")
)
_COUNTRY = SheetField(
    "country",
    _("Country"),
    ("pays", "country", "code pays", "iso"),
    _("a country: its name or its ISO code"),
)
FIELDS = (
    _IDENTIFIER,
    SheetField(
        "name",
        _("Name"),
        ("nom", "name", "organisation", "structure", "nom de l organisation"),
        _("the name, 250 characters at most"),
    ),
    SheetField(
        "acronym", _("Acronym"), ("sigle", "acronyme", "acronym"), _("60 characters at most")
    ),
    SheetField(
        "other_names",
        _("Other spellings"),
        ("autres noms", "autres graphies", "other names", "other spellings"),
        _("400 characters at most"),
    ),
    SheetField("kind", _("Kind"), ("type", "nature", "kind", "categorie"), _("a kind of the list")),
    SheetField(
        "level",
        _("Level of action"),
        ("niveau", "niveau d action", "level", "level of action"),
        _("a level of the list"),
    ),
    _COUNTRY,
    SheetField(
        "city", _("Town"), ("ville", "commune", "town", "city"), _("120 characters at most")
    ),
    SheetField(
        "themes",
        _("Themes"),
        ("themes", "thematiques"),
        _("codes of themes, separated by semicolons"),
    ),
    SheetField(
        "description_fr",
        _("What it does, in French"),
        ("description", "description fr", "activites"),
        _("a text"),
    ),
    SheetField("description_en", _("What it does, in English"), ("description en",), _("a text")),
    SheetField(
        "founded_on",
        _("Founded"),
        ("fondation", "annee de creation", "creation", "founded"),
        _("a year, a month (2014-03) or a day (2014-03-11)"),
    ),
    SheetField(
        "website",
        _("Website"),
        ("site", "site web", "site internet", "website", "url"),
        _("an address that begins with https://"),
    ),
    SheetField(
        "visibility", _("Visibility"), ("visibilite", "visibility"), _("a visibility of the list")
    ),
)
FIELD_OF = {field.name: field for field in FIELDS}
PEOPLE_FIELDS = (
    _IDENTIFIER,
    SheetField(
        "given_name",
        _("Given name"),
        ("prenom", "prenoms", "first name"),
        _("100 characters at most"),
    ),
    SheetField(
        "family_name",
        _("Family name"),
        ("nom", "nom de famille", "last name", "surname"),
        _("the family name, 100 characters at most"),
    ),
    SheetField("language", _("Language"), ("langue",), _("a language of this site")),
    _COUNTRY,
    SheetField(
        "organisation",
        _("Organisation"),
        ("structure", "institution", "organisme"),
        _("the name of an organisation of the directory that you may read, written as there"),
    ),
    SheetField(
        "title",
        _("Function"),
        ("fonction", "poste", "position", "titre"),
        _("150 characters at most"),
    ),
    SheetField(
        "email",
        _("E-mail address"),
        ("email", "e mail", "mail", "courriel", "adresse electronique"),
        _("an e-mail address"),
    ),
    SheetField("note", _("Note for the team"), ("note", "remarque"), _("a text")),
)
FIELDS_OF: Mapping[str, tuple[SheetField, ...]] = {
    ImportSubject.ORGANISATION: FIELDS,
    ImportSubject.PERSON: PEOPLE_FIELDS,
}


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


@lru_cache(maxsize=len(ImportSubject))
def _field_by_heading(subject: str) -> Mapping[str, str]:
    headings: dict[str, str] = {}
    for field in FIELDS_OF[subject]:
        for alias in (field.name, *field.aliases, *_in_every_language(field.label)):
            headings.setdefault(_plain(alias), field.name)
    return headings


def _in_every_language(label: StrOrPromise) -> Iterable[str]:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield str(label)


def columns_of(header: Iterable[str], subject: str) -> list[str | None]:
    """Return the field each heading names, once each; `None` for a column left aside."""
    known, taken, columns = _field_by_heading(subject), set(), []
    for heading in header:
        field = known.get(_plain(heading))
        columns.append(field if field not in taken else None)
        taken.add(field)
    return columns


class CellReader:
    """Reads cells as a person writes them: a code, or a label in any language of the site."""

    def __init__(self) -> None:
        self.countries = _countries_by_name()
        self.themes = Theme.objects.in_bulk()
        self.readers: Mapping[str, Callable[[str], Any]] = {
            "id": UUID,
            "kind": _choice_reader(OrganisationKind),
            "level": _choice_reader(OrganisationLevel),
            "visibility": _choice_reader(Visibility),
            "country": lambda text: self.countries[_plain(text)],
            "themes": self._themes,
            "founded_on": PartialDate.parse,
            "language": lambda text: _languages()[_plain(text)],
            "email": _email,
        }

    def read(self, field: str, text: str) -> Any:
        """Return the value of a cell; raise `ValueError` or `KeyError` when it is not wanted."""
        reader = self.readers.get(field)
        return reader(text) if reader else text

    def _themes(self, text: str) -> tuple[Theme, ...]:
        codes = [code.strip() for code in text.split(SEPARATOR)]
        return tuple(self.themes[code] for code in codes if code)


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    return text


@cache
def _languages() -> Mapping[str, str]:
    """Languages of the site by code, and by their name in each of them."""
    codes = [code for code, _name in settings.LANGUAGES]
    names = {
        _plain(str(Locale.parse(reader).languages[code])): code
        for code in codes
        for reader in codes
    }
    return {code: code for code in codes} | names


def _choice_reader(choices: Any) -> Callable[[str], Any]:
    known = {_plain(choice.value): choice for choice in choices}
    for choice in choices:
        for label in _in_every_language(choice.label):
            known.setdefault(_plain(label), choice)
    return lambda text: known[_plain(text)]


def _countries_by_name() -> dict[str, Country]:
    countries: dict[str, Country] = {}
    for country in Country.objects.all():
        names = [country.name_in(code) for code, _name in settings.LANGUAGES]
        for name in (country.alpha3, country.alpha2, *names):
            countries.setdefault(_plain(name), country)
    return countries
