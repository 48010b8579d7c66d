"""The columns of a sheet of organisations or people: their headings, how their cells are read."""

from collections.abc import Mapping
from functools import cache
from uuid import UUID

from babel import Locale
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.core.models import Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.sheets.fields import (
    Reader,
    SheetField,
    choice_reader,
    country_reader,
    parts_of,
    plain,
)
from teranga.directory.enums import ImportSubject, OrganisationKind, OrganisationLevel

_IDENTIFIER = SheetField(
    "id", _("Identifier"), _("an identifier we gave"), ("id", "identifiant", "uuid")
)
_COUNTRY = SheetField(
    "country",
    _("Country"),
    _("a country: its name or its ISO code"),
    ("pays", "country", "code pays", "iso"),
)
FIELDS = (
    _IDENTIFIER,
    SheetField(
        "name",
        _("Name"),
        _("the name, 250 characters at most"),
        ("nom", "name", "organisation", "structure", "nom de l organisation"),
    ),
    SheetField(
        "acronym", _("Acronym"), _("60 characters at most"), ("sigle", "acronyme", "acronym")
    ),
    SheetField(
        "other_names",
        _("Other spellings"),
        _("400 characters at most"),
        ("autres noms", "autres graphies", "other names", "other spellings"),
    ),
    SheetField("kind", _("Kind"), _("a kind of the list"), ("type", "nature", "kind", "categorie")),
    SheetField(
        "level",
        _("Level of action"),
        _("a level of the list"),
        ("niveau", "niveau d action", "level", "level of action"),
    ),
    _COUNTRY,
    SheetField(
        "city", _("Town"), _("120 characters at most"), ("ville", "commune", "town", "city")
    ),
    SheetField(
        "themes",
        _("Themes"),
        _("codes of themes, separated by semicolons"),
        ("themes", "thematiques"),
    ),
    SheetField(
        "description_fr",
        _("What it does, in French"),
        _("a text"),
        ("description", "description fr", "activites"),
    ),
    SheetField("description_en", _("What it does, in English"), _("a text"), ("description en",)),
    SheetField(
        "founded_on",
        _("Founded"),
        _("a year, a month (2014-03) or a day (2014-03-11)"),
        ("fondation", "annee de creation", "creation", "founded"),
    ),
    SheetField(
        "website",
        _("Website"),
        _("an address that begins with https://"),
        ("site", "site web", "site internet", "website", "url"),
    ),
    SheetField(
        "visibility", _("Visibility"), _("a visibility of the list"), ("visibilite", "visibility")
    ),
)
FIELD_OF = {field.name: field for field in FIELDS}
PEOPLE_FIELDS = (
    _IDENTIFIER,
    SheetField(
        "given_name",
        _("Given name"),
        _("100 characters at most"),
        ("prenom", "prenoms", "first name"),
    ),
    SheetField(
        "family_name",
        _("Family name"),
        _("the family name, 100 characters at most"),
        ("nom", "nom de famille", "last name", "surname"),
    ),
    SheetField("language", _("Language"), _("a language of this site"), ("langue",)),
    _COUNTRY,
    SheetField(
        "organisation",
        _("Organisation"),
        _("the name of an organisation of the directory that you may read, written as there"),
        ("structure", "institution", "organisme"),
    ),
    SheetField(
        "title",
        _("Function"),
        _("150 characters at most"),
        ("fonction", "poste", "position", "titre"),
    ),
    SheetField(
        "email",
        _("E-mail address"),
        _("an e-mail address"),
        ("email", "e mail", "mail", "courriel", "adresse electronique"),
    ),
    SheetField("note", _("Note for the team"), _("a text"), ("note", "remarque")),
)
FIELDS_OF: Mapping[str, tuple[SheetField, ...]] = {
    ImportSubject.ORGANISATION: FIELDS,
    ImportSubject.PERSON: PEOPLE_FIELDS,
}


def cell_readers() -> Mapping[str, Reader]:
    themes = Theme.objects.in_bulk()
    return {
        "id": UUID,
        "kind": choice_reader(OrganisationKind),
        "level": choice_reader(OrganisationLevel),
        "visibility": choice_reader(Visibility),
        "country": country_reader(),
        "themes": lambda text: tuple(themes[code] for code in parts_of(text)),
        "founded_on": PartialDate.parse,
        "language": lambda text: _languages()[plain(text)],
        "email": _email,
    }


def _email(text: str) -> str:
    validate_email(text)
    return text


@cache
def _languages() -> Mapping[str, str]:
    """Languages of the site by code, and by their name in each of them."""
    codes = [code for code, _name in settings.LANGUAGES]
    names = {
        plain(str(Locale.parse(reader).languages[code])): code for code in codes for reader in codes
    }
    return {code: code for code in codes} | names
