import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teranga.core.enums import AuditAction, Visibility
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import AuditEntry, Theme
from teranga.core.translated import Translated
from teranga.knowledge.enums import PracticeState, ReviewerKind
from teranga.knowledge.models import Practice
from teranga.knowledge.queries.practices import review_summary
from teranga.knowledge.services.practices import (
    TRANSITIONS,
    PracticeDetails,
    change_practice,
    create_practice,
    decline_practice,
    publish_practice,
    return_practice,
    review_practice,
    submit_practice,
)
from tests.factories.accounts import make_user
from tests.factories.knowledge import make_criteria_set, make_practice

pytestmark = pytest.mark.django_db


def details(mieux, countries, **changes):
    values = {
        "title": Translated(fr="Guichet unique"),
        "description": Translated(fr="Réunir les services en un lieu"),
        "result": Translated(fr="Délais divisés par deux"),
        "conditions": Translated(),
        "programme": mieux,
        "country": countries["SEN"],
    }
    return PracticeDetails(**values | changes)


@pytest.fixture
def draft(mieux, countries, focal_point):
    return create_practice(details=details(mieux, countries), themes=[], by=focal_point)


@pytest.fixture
def criteria_set(db):
    return make_criteria_set(2, lowest=0, highest=3)


def judge(practice, criteria_set, marks, *, kind=ReviewerKind.EXTERNAL, by):
    criteria = list(criteria_set.criteria.all())
    return review_practice(
        practice,
        criteria_set=criteria_set,
        marks=dict(zip(criteria, marks, strict=False)),
        remarks="",
        reviewer_kind=kind,
        by=by,
    )


@pytest.fixture
def reviewed(draft, focal_point, criteria_set, officer, mieux):
    """A practice which one internal and two external reviewers agree on."""
    submit_practice(draft, by=focal_point)
    judge(draft, criteria_set, [2, 3], kind=ReviewerKind.INTERNAL, by=officer)
    for _ in range(2):
        judge(draft, criteria_set, [2, 2], by=make_user("expert", programme=mieux))
    return draft


def test_create_practice_opens_a_private_draft(draft, focal_point, reader):
    assert draft.state == PracticeState.DRAFT
    assert draft.is_visible_to(focal_point)
    assert not draft.is_visible_to(reader)


def test_create_practice_is_refused_to_a_reader(mieux, countries, reader):
    with pytest.raises(PermissionDenied):
        create_practice(details=details(mieux, countries), themes=[], by=reader)


def test_create_practice_keeps_practice_and_result_apart(draft):
    assert str(draft.description) == "Réunir les services en un lieu"
    assert str(draft.result) == "Délais divisés par deux"


def test_change_practice_refuses_a_stale_edit(draft, mieux, countries, focal_point):
    asked = {"details": details(mieux, countries), "themes": [], "by": focal_point}
    change_practice(draft, version=draft.version, **asked)

    with pytest.raises(StaleEditError):
        change_practice(draft, version=draft.version, **asked)


def test_change_practice_is_closed_to_the_author_during_the_review(
    draft, mieux, countries, focal_point
):
    submitted = submit_practice(draft, by=focal_point)

    with pytest.raises(InvalidTransitionError, match="ask the programme team"):
        change_practice(
            submitted,
            details=details(mieux, countries),
            themes=[],
            version=submitted.version,
            by=focal_point,
        )


def test_submit_practice_needs_more_than_a_result(mieux, countries, focal_point):
    only_result = details(mieux, countries, description=Translated())
    practice = create_practice(details=only_result, themes=[], by=focal_point)

    with pytest.raises(InvalidTransitionError, match="cannot judge a result alone"):
        submit_practice(practice, by=focal_point)


def test_review_practice_is_refused_to_its_author(draft, focal_point, criteria_set):
    submit_practice(draft, by=focal_point)

    with pytest.raises(PermissionDenied):
        judge(draft, criteria_set, [1, 1], by=focal_point)


def test_review_practice_counts_each_reviewer_once(draft, focal_point, criteria_set, officer):
    submit_practice(draft, by=focal_point)
    judge(draft, criteria_set, [1, 1], by=officer)

    with pytest.raises(ValidationError):
        judge(draft, criteria_set, [3, 3], by=officer)


@pytest.mark.parametrize("marks", [[4, 1], [-1, 1], []])
def test_review_practice_refuses_marks_outside_the_scale(
    draft, focal_point, criteria_set, officer, marks
):
    submit_practice(draft, by=focal_point)

    with pytest.raises(ValidationError):
        judge(draft, criteria_set, marks, by=officer)


def test_publish_practice_waits_for_enough_reviewers(draft, focal_point, officer):
    submit_practice(draft, by=focal_point)

    with pytest.raises(InvalidTransitionError, match="two from outside"):
        publish_practice(draft, by=officer)


def test_publish_practice_waits_for_one_more_when_reviewers_disagree(
    reviewed, criteria_set, officer, mieux
):
    rating = reviewed.reviews.first().ratings.first()
    rating.mark = 0
    rating.save()

    with pytest.raises(InvalidTransitionError, match="disagree"):
        publish_practice(reviewed, by=officer)

    judge(reviewed, criteria_set, [2, 2], by=make_user("expert", programme=mieux))
    assert publish_practice(reviewed, by=officer).state == PracticeState.PUBLISHED


def test_publish_practice_opens_it_and_its_marks_to_all(reviewed, officer):
    published = publish_practice(reviewed, by=officer)

    assert published.visibility == Visibility.PUBLIC
    assert len(review_summary(None, published).reviews) == 3


def test_publish_practice_is_refused_to_its_author(reviewed, focal_point):
    with pytest.raises(PermissionDenied):
        publish_practice(reviewed, by=focal_point)


@pytest.mark.parametrize("decide", [return_practice, decline_practice])
def test_decision_against_a_practice_needs_a_reason(draft, focal_point, officer, decide):
    submit_practice(draft, by=focal_point)

    with pytest.raises(ValidationError):
        decide(draft, reason=" ", by=officer)

    assert decide(draft, reason="Trop général", by=officer).state_reason == "Trop général"


def test_review_summary_tells_median_and_disagreement(reviewed, criteria_set, officer, mieux):
    judge(reviewed, criteria_set, [0, 2], by=make_user("expert", programme=mieux))

    first, second = review_summary(officer, reviewed).criteria

    assert (sorted(first.marks), first.median, first.disagrees) == ([0, 2, 2, 2], 2, True)
    assert (second.median, second.disagrees) == (2, False)


ORDERS = {
    "submit": lambda practice, by: submit_practice(practice, by=by),
    "return": lambda practice, by: return_practice(practice, reason="x", by=by),
    "decline": lambda practice, by: decline_practice(practice, reason="x", by=by),
    "publish": lambda practice, by: publish_practice(practice, by=by),
}
REFUSALS = (InvalidTransitionError, PermissionDenied, ValidationError)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(sorted(ORDERS)), st.sampled_from(["author", "officer", "reader"])
        ),
        max_size=6,
    )
)
def test_no_sequence_of_orders_leaves_the_table_of_states(
    mieux, officer, reader, focal_point, steps
):
    people = {"author": focal_point, "officer": officer, "reader": reader}
    practice = make_practice(
        state="draft",
        visibility="network",
        description={"fr": "Fait"},
        programme=mieux,
        owner=focal_point,
    )
    for event, who in steps:
        before = Practice.objects.get(pk=practice.pk)
        n_lines = AuditEntry.objects.count()
        try:
            ORDERS[event](before, people[who])
        except REFUSALS:
            assert Practice.objects.get(pk=practice.pk).state == before.state
            continue
        origins, target = TRANSITIONS[event]
        assert before.state in origins
        assert Practice.objects.get(pk=practice.pk).state == target
        assert AuditEntry.objects.count() > n_lines


def test_change_practice_writes_who_changed_it(draft, mieux, countries, focal_point):
    theme = Theme.objects.get(pk="mieux:legal")
    change_practice(
        draft,
        details=details(mieux, countries, institution="DGI"),
        themes=[theme],
        version=draft.version,
        by=focal_point,
    )

    lines = AuditEntry.objects.filter(object_id=str(draft.pk), action=AuditAction.CHANGED)
    assert any("institution" in line.detail for line in lines)
