"""The page of a logical framework."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from teranga.monitoring.models import PlannedActivity
from teranga.monitoring.queries.logframe import Logframe, ResultBranch, find_logframe


class LogframeDetailView(TemplateView):
    policy = "public, through the door"
    template_name = "monitoring/logframe_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        logframe = find_logframe(self.request.user, self.kwargs["pk"])
        if logframe is None or logframe.component.programme is None:
            raise Http404
        programme = logframe.component.programme
        return super().get_context_data(**kwargs) | {
            "logframe": logframe,
            "programme": programme,
            "nodes": _nodes(logframe),
            "trail": [
                {"label": _("Programmes"), "url": reverse("programmes:programme-list")},
                {
                    "label": programme.acronym,
                    "url": reverse("programmes:programme-detail", args=[programme.code]),
                },
                {"label": _("Logical framework")},
            ],
        }


def _nodes(logframe: Logframe) -> list[dict[str, Any]]:
    """Return the tree as the component `tree` takes it."""
    return [
        {
            "code": branch.objective.code,
            "text": branch.objective.label,
            "children": [_result_node(leaf) for leaf in branch.results],
        }
        for branch in logframe.objectives
    ]


def _result_node(branch: ResultBranch) -> dict[str, Any]:
    result = branch.result
    node: dict[str, Any] = {
        "code": result.code,
        "text": result.label or result.note,
        "children": _activity_nodes(branch.activities),
    }
    if not result.label:
        node |= {"badge_kind": "attention", "badge_label": result.get_basis_display()}
    return node


def _activity_nodes(activities: Sequence[PlannedActivity]) -> list[dict[str, Any]]:
    return [
        {"code": row.code, "text": _activity_words(row), "end": _quantity_words(row)}
        for row in activities
    ]


def _activity_words(row: PlannedActivity) -> str:
    details = [str(text) for text in (row.audience, row.note) if str(text)]
    return f"{row.label} ({' ; '.join(details)})" if details else str(row.label)


def _quantity_words(row: PlannedActivity) -> str:
    if row.quantity is None:
        return _("quantity not given")
    return f"{row.quantity} × {row.unit}"
