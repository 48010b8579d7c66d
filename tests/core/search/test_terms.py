import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.core.search.terms import read_terms
from teranga.core.search.words import fold, stems_of, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Réfugiés", "refugies"), ("Œuvre", "oeuvre"), ("CÔTE", "cote"), ("مُهاجِر", "مهاجر")],
)
def test_fold_takes_accents_off(text, folded):
    assert fold(text) == folded


def test_words_of_takes_elisions_and_possessives_off():
    text = "L’accueil d'aujourd'hui, qu’elle n'a; Senegal's plan"

    words = [word for _, _, word in words_of(text)]

    assert words == ["accueil", "aujourd", "hui", "elle", "a", "senegal", "plan"]


def test_words_of_gives_places_in_the_text():
    text = "Vers l’État"

    places = [text[start:end] for start, end, _ in words_of(text)]

    assert places == ["Vers", "État"]


def test_stems_of_agree_whatever_the_accents_and_the_number():
    assert stems_of("les Réfugiés", "fr") == stems_of("refugie", "fr")
    assert stems_of("the migrants' rights", "en") == stems_of("migrant right", "en")


def test_read_terms_keeps_phrases_together_and_the_last_word_open():
    phrase, word, last = read_terms("«comité de pilotage» plans fronti")

    assert phrase.is_phrase
    assert not word.is_phrase
    assert not word.beginning
    assert last.beginning == "fronti"


def test_read_terms_closes_the_last_word_after_a_space():
    assert read_terms("frontières ")[0].beginning == ""


def test_read_terms_of_stop_words_alone_asks_nothing():
    assert read_terms("de la et ") == ()


@given(st.text(max_size=400))
def test_read_terms_never_fails(text):
    assert len(read_terms(text)) <= 12
