"""Reading a logical framework as a tree, through the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from teranga.monitoring.models import (
    GeneralObjective,
    PlannedActivity,
    Result,
    SpecificObjective,
)
from teranga.programmes.models import Component, Programme, SourceRemark


@dataclass(frozen=True, slots=True)
class ResultBranch:
    result: Result
    activities: Sequence[PlannedActivity]


@dataclass(frozen=True, slots=True)
class ObjectiveBranch:
    objective: SpecificObjective
    results: Sequence[ResultBranch]


@dataclass(frozen=True, slots=True)
class Logframe:
    """One component's framework: general objective, specific objectives, results, activities."""

    component: Component
    general: GeneralObjective
    objectives: Sequence[ObjectiveBranch]
    remarks: Sequence[SourceRemark]

    @property
    def n_results(self) -> int:
        return sum(len(branch.results) for branch in self.objectives)

    @property
    def n_activities(self) -> int:
        return sum(len(leaf.activities) for branch in self.objectives for leaf in branch.results)


def components_with_logframe(user: object, programme: Programme) -> QuerySet[Component]:
    """Return the components of a programme whose general objective this visitor may read."""
    general = GeneralObjective.objects.visible_to(user).filter(programme=programme)
    return Component.objects.visible_to(user).filter(pk__in=general.values("component"))


def find_logframe(user: object, component_id: UUID) -> Logframe | None:
    component = (
        Component.objects.visible_to(user)
        .filter(pk=component_id)
        .select_related("programme")
        .first()
    )
    general = (
        GeneralObjective.objects.visible_to(user)
        .filter(component=component_id)
        .select_related("source")
        .first()
    )
    if component is None or general is None:
        return None
    results = list(Result.objects.visible_to(user).filter(component=component_id))
    activities = list(PlannedActivity.objects.visible_to(user).filter(component=component_id))
    branches = [
        ResultBranch(result, [leaf for leaf in activities if leaf.result_id == result.pk])
        for result in results
    ]
    objectives = SpecificObjective.objects.visible_to(user).filter(general_objective=general)
    return Logframe(
        component=component,
        general=general,
        objectives=[
            ObjectiveBranch(
                objective,
                [leaf for leaf in branches if leaf.result.specific_objective_id == objective.pk],
            )
            for objective in objectives
        ],
        remarks=list(
            SourceRemark.objects.visible_to(user)
            .filter(component=component_id)
            .select_related("source")
        ),
    )
