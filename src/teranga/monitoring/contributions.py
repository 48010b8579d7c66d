"""What monitoring adds: search, and a part of the pages of programmes."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teranga.core.contributions import SearchSource, shelves
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.monitoring.models import PlannedActivity
from teranga.monitoring.queries.logframe import components_with_logframe, find_logframe
from teranga.programmes.contributions import ProgrammeSection, programme_sections
from teranga.programmes.models import Programme


def _logframes(programme: Programme, viewer: Viewer) -> Mapping[str, Any] | None:
    components = components_with_logframe(viewer, programme)
    logframes = [find_logframe(viewer, component.pk) for component in components]
    return {"logframes": logframes} if logframes else None


def _activity_title(activity: PlannedActivity) -> Translated:
    return Translated({code: f"{activity.code} {text}" for code, text in activity.label.items()})


shelves.search.add(
    SearchSource(
        model=PlannedActivity,
        kind=_("Planned activity"),
        title=_activity_title,
        body=lambda activity: activity.note,
        url=lambda activity: reverse("monitoring:logframe-detail", args=[activity.component_id]),
    ),
    order=60,
)
programme_sections.add(
    ProgrammeSection(
        code="logframe",
        title=_("Logical framework"),
        template="monitoring/_programme.html",
        context=_logframes,
    ),
    order=30,
)
