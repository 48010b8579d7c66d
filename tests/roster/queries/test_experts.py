import datetime as dt

import pytest

from teranga.core.models import Theme
from teranga.core.search.find import ranked_objects
from teranga.core.search.index import index_rows
from teranga.roster.models import AvailabilityPeriod, ExpertProfile
from teranga.roster.queries.experts import ExpertChoice, experts_listed, next_code
from tests.factories.programmes import make_programme
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db


@pytest.fixture
def specialist(programme, countries):
    theme = Theme.objects.get(pk="mieux:irregular-trafficking")
    profile = make_expert(
        programme=programme, themes=[theme], countries=[countries["SEN"]],
        summary="Formation de formateurs sur les frontières maritimes",
        languages={"fr": 6, "en": 3},
    )  # fmt: skip
    index_rows([profile])
    return profile


@pytest.mark.parametrize("words", ["formateur", "frontière", "traffic", "Senegal", "migrations"])
def test_search_finds_by_stems_in_both_languages(officer, programme, specialist, words):
    index_rows([make_expert(programme=programme)])

    found = experts_listed(officer, ExpertChoice(words=words))

    assert [profile.pk for profile in found] == [specialist.pk]


def test_search_without_an_answer_is_empty(officer, specialist):
    assert not experts_listed(officer, ExpertChoice(words="astronomy")).exists()


def test_list_is_narrowed_by_language_country_and_day(officer, programme, specialist):
    make_expert(programme=programme)
    AvailabilityPeriod.objects.create(
        profile=specialist, kind="unavailable",
        starts_on=dt.date(2026, 5, 1), ends_on=dt.date(2026, 5, 31),
    )  # fmt: skip

    def found(**asked):
        return set(experts_listed(officer, ExpertChoice(**asked)))

    assert found(language="en") == {specialist}
    assert found(country="SEN") == {specialist}
    assert specialist not in found(on=dt.date(2026, 5, 10))
    assert specialist in found(on=dt.date(2026, 6, 1))


def test_experts_of_another_programme_are_not_listed(officer, specialist):
    make_expert(programme=make_programme())

    assert list(experts_listed(officer, ExpertChoice())) == [specialist]


def test_readers_and_experts_list_nobody(reader, expert, specialist):
    assert not experts_listed(reader, ExpertChoice()).exists()
    assert not experts_listed(expert, ExpertChoice()).exists()


def test_next_code_follows_the_last(db):
    make_expert(code="FR-009")
    make_expert(code="FR-old")

    assert (next_code("FR"), next_code("SN")) == ("FR-010", "SN-001")


def test_words_put_the_best_answer_first(officer, programme):
    texts = ["one mission on borders", "borders, borders, and borders again", "nothing near"]
    for number, text in enumerate(texts):
        make_expert(code=f"A-{number}", programme=programme, summary=text)

    found = experts_listed(officer, ExpertChoice(words="borders"))

    ranked = ranked_objects(officer, "borders", model=ExpertProfile)
    assert [str(profile.pk) for profile in found] == ranked
    assert [profile.code for profile in found] == ["A-1", "A-0"]
