"""Actions as the things that practices, deliverables and lessons come from."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from teranga.core.viewer import Viewer
from teranga.facility.models import Action
from teranga.knowledge.queries.origins import Key, Origin


def find_actions(viewer: Viewer, codes: Collection[str]) -> Mapping[Key, Origin]:
    """Return the Actions of these codes which the viewer may see."""
    rows = Action.objects.visible_to(viewer).filter(code__in=codes).order_by()
    columns = rows.values_list("pk", "programme_id", "code", "title", "country_id")
    return {
        (programme, code): Origin(
            code=code,
            title=title,
            url=reverse("facility:action-detail", args=[pk]),
            country_id=country,
        )
        for pk, programme, code, title, country in columns
    }
