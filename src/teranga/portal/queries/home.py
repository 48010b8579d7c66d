"""What the two homes show: live figures, what is new, what waits for a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse
from django_stubs_ext import StrOrPromise

from teranga.accounts.models import Membership, User
from teranga.core.contributions import HomeTask, Workplace, shelves
from teranga.core.models import SearchDocument
from teranga.core.translated import Translated
from teranga.core.viewer import viewer_of

N_LATEST = 6
# A loader adds a hundred rows of one kind at once: the news must still show every kind.
_MAX_OF_ONE_KIND = 2
_LOOK_BACK = 120


@dataclass(frozen=True, slots=True)
class ShownFigure:
    label: StrOrPromise
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class NewsLine:
    title: Translated
    kind: StrOrPromise
    url: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: StrOrPromise
    tasks: Sequence[HomeTask]


def live_figures(user: object, *, main_only: bool = False) -> list[ShownFigure]:
    """Return what is counted today, leaving out what is still empty."""
    viewer = viewer_of(user)
    wanted = [figure for figure in shelves.figures if figure.on_home or not main_only]
    counted = [(figure, figure.value(viewer)) for figure in wanted]
    return [
        ShownFigure(figure.label, value, address_of(figure.url))
        for figure, value in counted
        if value
    ]


def address_of(url: str) -> str:
    """Return a path as it is, the path of a route given by its name."""
    return url if "/" in url else reverse(url)


def latest_entries(user: object) -> list[NewsLine]:
    kinds = {source.model._meta.label_lower: source.kind for source in shelves.search}
    rows = (
        SearchDocument.objects.visible_to(user)
        .filter(model__in=kinds)
        .order_by("-pk")
        .values_list("model", "title", "url")[:_LOOK_BACK]
    )
    seen: Counter[str] = Counter()
    news: list[NewsLine] = []
    for model, title, url in rows:
        seen[model] += 1
        if seen[model] <= _MAX_OF_ONE_KIND and len(news) < N_LATEST:
            news.append(NewsLine(title, kinds[model], url))
    return news


def tasks_of(user: User) -> list[TaskGroup]:
    groups = [TaskGroup(entry.title, entry.tasks(user)) for entry in shelves.home_tasks]
    return [group for group in groups if group.tasks]


def workplaces_of(user: User) -> list[Workplace]:
    """Return the pages where this person works, by what their roles open."""
    return [
        replace(place, url=address_of(place.url))
        for place in shelves.workplaces
        if place.is_open(user)
    ]


def memberships_of(user: User) -> QuerySet[Membership]:
    return user.memberships.current().select_related("programme", "component", "country")
