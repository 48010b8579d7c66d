from teranga.core.models import AuditEntry
from teranga.monitoring.demo import load_demo
from teranga.monitoring.models import (
    GeneralObjective,
    PlannedActivity,
    Result,
    SpecificObjective,
)
from teranga.programmes.models import SourceRemark


def test_logframe_counts_are_those_the_source_gives(logframe):
    assert GeneralObjective.objects.count() == 1
    assert SpecificObjective.objects.count() == 3
    assert Result.objects.count() == 7
    assert Result.objects.exclude(label={}).count() == 6
    assert PlannedActivity.objects.count() == 15


def test_a_result_the_source_does_not_print_is_marked_as_deduced(logframe):
    missing = Result.objects.get(code="R2.2")

    assert missing.label == {}
    assert missing.basis == "deduced"
    assert "A2.2.x" in missing.note["fr"]


def test_planned_activity_has_its_quantity_and_unit(logframe):
    activity = PlannedActivity.objects.get(code="A2.1.3")

    assert (activity.quantity, activity.unit["fr"], activity.audience["fr"]) == (
        7,
        "parcours",
        "15 OSC",
    )
    assert PlannedActivity.objects.get(code="A2.1.5").quantity is None


def test_anomalies_of_the_source_are_kept(logframe):
    remarks = SourceRemark.objects.filter(component=logframe)

    assert remarks.first().text["fr"] == "A2.1.4 absent de la numérotation"
    assert remarks.count() == 4


def test_load_demo_again_writes_nothing(logframe):
    n_lines = AuditEntry.objects.count()

    load_demo()

    assert AuditEntry.objects.count() == n_lines
