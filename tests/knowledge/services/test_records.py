import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from teranga.core.partial_dates import PartialDate
from teranga.core.translated import Translated
from teranga.knowledge.enums import DeliverableStage
from teranga.knowledge.models import CriteriaSet, Deliverable, Lesson, Reuse
from teranga.knowledge.services.records import (
    CriterionDetails,
    create_criteria_set,
    create_deliverable,
    create_lesson,
    create_reuse,
    record_stage,
)
from tests.factories.knowledge import make_deliverable

pytestmark = pytest.mark.django_db


def stages_of(deliverable):
    return {step.stage: str(step.reached_on or "") for step in deliverable.steps.all()}


def test_create_deliverable_begins_as_a_draft(mieux, officer):
    deliverable = Deliverable(title={"fr": "Politique"}, kind="policy", programme=mieux)

    create_deliverable(deliverable, themes=[], by=officer)

    assert stages_of(deliverable) == {"draft": ""}
    assert deliverable.owner_id == officer.pk


def test_create_deliverable_is_refused_to_a_reader(mieux, reader):
    deliverable = Deliverable(title={"fr": "Politique"}, kind="policy", programme=mieux)

    with pytest.raises(PermissionDenied):
        create_deliverable(deliverable, themes=[], by=reader)


def test_record_stage_takes_stages_in_any_order(mieux, officer):
    """Malawi's embassies carried the policy out before it was adopted."""
    deliverable = make_deliverable(programme=mieux, stages=["draft"])
    for stage, date in (
        (DeliverableStage.IMPLEMENTED, "2017"),
        (DeliverableStage.ADOPTED, "2019-02"),
    ):
        record_stage(
            deliverable, stage=stage, reached_on=PartialDate.parse(date), note="", by=officer
        )

    assert stages_of(deliverable) == {"draft": "", "implemented": "2017", "adopted": "2019-02"}


def test_record_stage_completes_a_date_once_and_never_overwrites_it(mieux, officer):
    deliverable = make_deliverable(programme=mieux, stages=["adopted"])
    asked = {"stage": DeliverableStage.ADOPTED, "note": "Journal officiel", "by": officer}
    record_stage(deliverable, reached_on=PartialDate.parse("2019-02"), **asked)

    with pytest.raises(InvalidTransitionError):
        record_stage(deliverable, reached_on=PartialDate.parse("2020"), **asked)

    assert stages_of(deliverable) == {"adopted": "2019-02"}
    line = AuditEntry.objects.filter(object_id=str(deliverable.pk)).latest("pk")
    assert line.detail["reached_on"] == "2019-02"


def test_record_stage_is_open_to_the_focal_point_of_the_country_only(mieux, focal_point):
    own = make_deliverable(programme=mieux, country_id="SEN")
    foreign = make_deliverable(programme=mieux, country_id="MLI")
    asked = {"stage": DeliverableStage.ADOPTED, "reached_on": None, "note": "", "by": focal_point}

    record_stage(own, **asked)

    with pytest.raises(PermissionDenied):
        record_stage(foreign, **asked)


def test_create_lesson_needs_something_done_or_learnt(mieux, officer):
    lesson = Lesson(title={"fr": "Titre"}, challenge={"fr": "Difficile"}, programme=mieux)

    with pytest.raises(ValidationError):
        create_lesson(lesson, themes=[], by=officer)


def test_create_reuse_refuses_an_action_reusing_itself(mieux, officer):
    reuse = Reuse(
        subject={"fr": "Manuel"}, from_code="A", to_code="A", from_body="X", programme=mieux
    )

    with pytest.raises(ValidationError):
        create_reuse(reuse, by=officer)


def test_create_reuse_needs_an_origin(mieux, officer):
    reuse = Reuse(subject={"fr": "Manuel"}, to_code="A", programme=mieux)

    with pytest.raises(ValidationError):
        create_reuse(reuse, by=officer)


def lines(*names):
    return [CriterionDetails(name, Translated(fr=name), Translated()) for name in names]


def test_create_criteria_set_numbers_its_criteria(mieux, officer):
    criteria_set = CriteriaSet(
        code="ours", name={"fr": "Nos critères"}, purpose="practice", programme=mieux
    )

    create_criteria_set(criteria_set, criteria=lines("utile", "juste"), by=officer)

    assert [(c.number, c.code) for c in criteria_set.criteria.all()] == [(1, "utile"), (2, "juste")]


@pytest.mark.parametrize("names", [[], ["seul"], ["deux", "deux"]])
def test_create_criteria_set_needs_two_different_criteria(mieux, officer, names):
    criteria_set = CriteriaSet(
        code="ours", name={"fr": "Nos critères"}, purpose="practice", programme=mieux
    )

    with pytest.raises(ValidationError):
        create_criteria_set(criteria_set, criteria=lines(*names), by=officer)
