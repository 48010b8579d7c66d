"""Where practices, deliverables and lessons come from: interventions of the apps above.

An upper app registers how its interventions are found by their code; this app knows none.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from teranga.core.contributions import Shelf
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer, viewer_of

Key = tuple[UUID | None, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """An intervention as it is named beside what it left: its code, title and page."""

    code: str
    title: Translated
    url: str
    country_id: str | None = None


@dataclass(frozen=True, slots=True)
class OriginSource:
    """Finds interventions a viewer may see among these codes: `{(programme, code): Origin}`."""

    find: Callable[[Viewer, Collection[str]], Mapping[Key, Origin]]


origin_sources: Shelf[OriginSource] = Shelf()


def origins_of(user: object, keys: Iterable[Key]) -> dict[Key, Origin]:
    """Return the interventions behind these keys; one that is hidden is not named."""
    wanted = {key for key in keys if key[1]}
    if not wanted:
        return {}
    codes = {code for _programme, code in wanted}
    found: dict[Key, Origin] = {}
    for source in origin_sources:
        found |= source.find(viewer_of(user), codes)
    return {key: origin for key, origin in found.items() if key in wanted}
