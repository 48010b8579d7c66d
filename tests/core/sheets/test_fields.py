import pytest
from django.utils.functional import lazystr
from django.utils.translation import get_language

from teranga.core.enums import Visibility
from teranga.core.sheets.fields import (
    SheetField,
    choice_reader,
    columns_of,
    country_reader,
    in_every_language,
    parts_of,
    plain,
)

WORDS = {"fr": "Commune d’origine", "en": "Town of origin", "ar": "مدينة المنشأ"}


class Town:
    def __str__(self):
        return WORDS.get(get_language(), WORDS["en"])


FIELDS = (
    SheetField("city", lazystr(Town()), "a town", ("ville",)),
    SheetField("note", "Note", "a text"),
)


@pytest.mark.parametrize(
    "heading", [*WORDS.values(), "COMMUNE D'ORIGINE", "  town-of origin", "city", "Ville "]
)
def test_heading_is_known_in_every_language_and_by_its_aliases(heading):
    assert columns_of([heading, "Note"], FIELDS) == ["city", "note"]


def test_each_field_is_filled_by_the_first_of_its_columns():
    header = ["Ville", "Town of origin", "", "Notes", "Note"]

    assert columns_of(header, FIELDS) == ["city", None, None, None, "note"]


def test_words_are_compared_without_accents_case_or_punctuation():
    assert plain("  Niveau d’ACTION : élevé ") == "niveau d action eleve"


@pytest.mark.parametrize(
    "text", ["network", "Réseau", "NETWORK", *in_every_language(Visibility.NETWORK.label)]
)
def test_choice_is_read_by_its_code_and_its_label_in_any_language(text):
    assert choice_reader(Visibility)(text) == Visibility.NETWORK


def test_word_that_is_no_choice_is_refused():
    with pytest.raises(KeyError):
        choice_reader(Visibility)("everyone I know")


@pytest.mark.parametrize("text", ["SEN", "sn", "Sénégal", "senegal", "السنغال"])
def test_country_is_read_by_its_codes_and_its_name_in_any_language(countries, text):
    assert country_reader()(text) == countries["SEN"]


def test_parts_are_what_stands_between_semicolons():
    assert parts_of(" Mali ;; SEN; ") == ["Mali", "SEN"]
