import pytest

from tests.factories.knowledge import (
    make_case_study,
    make_deliverable,
    make_lesson,
    make_practice,
    make_reuse,
)

pytestmark = pytest.mark.django_db


def items(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


def test_practices_come_with_their_scope_and_never_with_hidden_ones(client, countries):
    make_practice(title={"fr": "Ouverte"}, countries=["SEN"], themes=["mieux:legal"])
    make_practice(title={"fr": "Cachée"}, visibility="private")

    (practice,) = items(client, "practices?country=SEN&theme=mieux:legal")

    assert practice["title"] == {"fr": "Ouverte"}
    assert practice["countries"] == ["SEN"]
    assert len(items(client, "practices")) == 1


def test_deliverables_tell_their_stages(client, countries):
    make_deliverable(stages=["draft", "adopted"])
    make_deliverable(stages=["draft"])

    (deliverable,) = items(client, "deliverables?stage=adopted")

    assert [step["stage"] for step in deliverable["stages"]] == ["draft", "adopted"]


@pytest.mark.parametrize(
    ("path", "make"),
    [("lessons", make_lesson), ("case-studies", make_case_study), ("reuses", make_reuse)],
)
def test_other_lists_answer(client, countries, path, make):
    make()

    assert len(items(client, path)) == 1


def test_figures_answer_with_what_is_counted(client, countries):
    answer = client.get("/api/v1/facility-figures")

    assert answer.status_code == 200
    assert "actions-by-region" in [figure["code"] for figure in answer.json()]
    assert client.get("/api/v1/facility-figures?typo=1").status_code == 422
