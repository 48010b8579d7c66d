import pytest

from teranga.core.search.index import index_rows
from teranga.knowledge.queries.precedents import nearest_precedents
from tests.factories.facility import make_action
from tests.factories.knowledge import make_practice

pytestmark = pytest.mark.django_db

NEED = "Nous voulons des procédures pour protéger les victimes de la traite dans nos refuges"


@pytest.fixture
def past(countries):
    """Three Actions: one near, one of another field, one that is private."""
    near = make_action(
        code="JOR-2",
        title={"fr": "Procédures de protection des victimes de la traite"},
        countries=["TUN"],
        themes=["mieux:irregular-trafficking"],
    )
    far = make_action(code="MUS-2", title={"fr": "Politique migration et développement"})
    hidden = make_action(
        code="X-1", title={"fr": "Refuges pour victimes de la traite"}, visibility="private"
    )
    index_rows([near, far, hidden])
    return {"near": near, "far": far, "hidden": hidden}


def test_nearest_precedents_finds_what_says_the_same(past):
    found = nearest_precedents(None, text=NEED)

    assert [row.object_id for row in found] == [str(past["near"].pk)]


def test_nearest_precedents_says_why(past):
    (found,) = nearest_precedents(
        None, text=NEED, themes=["mieux:irregular-trafficking"], countries=["TUN"]
    )

    assert "in the same country" in found.reasons
    assert any(reason.startswith("same theme") for reason in found.reasons)
    words = next(reason for reason in found.reasons if reason.startswith("words in common"))
    assert "victimes" in words
    assert "traite" in words


def test_nearest_precedents_knows_the_same_region(past):
    (found,) = nearest_precedents(None, text=NEED, countries=["MAR"])

    assert "in the same region" in found.reasons


def test_nearest_precedents_understands_inflected_words(past):
    found = nearest_precedents(None, text="procédure protection victime")

    assert [row.object_id for row in found] == [str(past["near"].pk)]


def test_nearest_precedents_puts_the_same_theme_first(past):
    twin = make_action(code="PER-2", title={"fr": "Procédures de protection des victimes"})
    index_rows([twin])

    found = nearest_precedents(None, text=NEED, themes=["mieux:irregular-trafficking"])

    assert [row.object_id for row in found][:2] == [str(past["near"].pk), str(twin.pk)]


def test_nearest_precedents_leaves_out_the_thing_being_written(past):
    assert nearest_precedents(None, text=NEED, without=[str(past["near"].pk)]) == []


def test_nearest_precedents_finds_practices_too(past):
    practice = make_practice(title={"fr": "Refuges centrés sur les victimes de la traite"})
    index_rows([practice])

    kinds = {row.model for row in nearest_precedents(None, text=NEED)}

    assert kinds == {"facility.action", "knowledge.practice"}


@pytest.mark.parametrize("text", ["", "  ", "le la les de", "\x00", "'; DROP TABLE --", '"*'])
def test_nearest_precedents_takes_any_text(past, text):
    assert nearest_precedents(None, text=text) == []


def test_nearest_precedents_asks_few_questions(past, django_assert_max_num_queries):
    for number in range(6):
        index_rows(
            [make_action(code=f"N-{number}", title={"fr": "Victimes de la traite, refuges"})]
        )

    with django_assert_max_num_queries(10):
        assert len(nearest_precedents(None, text=NEED, countries=["SEN"], limit=4)) == 4
