"""The whole page “In figures”, and one figure of it by its code."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from teranga.facility.queries.figures import (
    Figure,
    FigureGroup,
    action_group,
    product_group,
    real_actions,
    request_group,
)
from teranga.facility.queries.figures_people import (
    delay_group,
    expert_group,
    satisfaction_group,
)
from teranga.programmes.models import Programme, SourceRemark
from teranga.programmes.queries.programmes import FigureGroup as PublishedGroup
from teranga.programmes.queries.programmes import published_figures

_CONTRADICTIONS = ("state-experts", "themes")


@dataclass(frozen=True, slots=True)
class FiguresBeside:
    """What is counted now, and apart what the sources published on the same subject."""

    group: FigureGroup
    published: Sequence[PublishedGroup]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    sections: Sequence[FiguresBeside]
    programme: Programme | None
    contradictions: Sequence[SourceRemark]


def figures_page(user: object, today: dt.date) -> FiguresPage:
    programme = _main_programme(user)
    published = {} if programme is None else _published(user, programme)
    groups = [build() for build in _builders(user, today)]
    return FiguresPage(
        sections=[
            FiguresBeside(
                group, [published[family] for family in group.families if family in published]
            )
            for group in groups
        ],
        programme=programme,
        contradictions=list(
            SourceRemark.objects.visible_to(user)
            .filter(programme=programme, code__in=_CONTRADICTIONS)
            .select_related("source")
        )
        if programme
        else [],
    )


def find_figure(user: object, code: str, today: dt.date) -> Figure | None:
    """Return one figure; only the group that may hold it is computed."""
    for build in _builders(user, today):
        for figure in build().figures:
            if figure.code == code:
                return figure
    return None


def every_figure(user: object, today: dt.date) -> list[Figure]:
    return [figure for build in _builders(user, today) for figure in build().figures]


def _builders(user: object, today: dt.date) -> list[Callable[[], FigureGroup]]:
    return [
        lambda: action_group(user),
        request_group,
        lambda: delay_group(today),
        expert_group,
        lambda: product_group(user),
        satisfaction_group,
    ]


def _main_programme(user: object) -> Programme | None:
    """Return the facility whose Actions are counted."""
    programmes = Programme.objects.visible_to(user).filter(
        pk__in=real_actions(user).values("programme")
    )
    programme: Programme | None = programmes.order_by("acronym").first()
    return programme


def _published(user: object, programme: Programme) -> dict[str, PublishedGroup]:
    return {str(group.family.value): group for group in published_figures(user, programme)}
