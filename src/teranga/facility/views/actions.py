"""Pages of Actions and of the policies written with their support."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from teranga.facility.filters import ActionFilter
from teranga.facility.models import Action, SupportedPolicy
from teranga.facility.permissions import (
    can_import_actions,
    can_list_requests,
    can_read_action_file,
)
from teranga.facility.queries.action_files import activities_of
from teranga.facility.queries.actions import (
    action_page,
    actions_for_list,
    fact_groups,
    policies_of_action,
    policies_visible_to,
)
from teranga.facility.queries.parts import action_parts, drawn_parts


class ActionListView(ListView[Action]):
    policy = "public, through the door"
    template_name = "facility/action_list.html"
    context_object_name = "actions"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Action]:
        self.filter = ActionFilter(self.request.GET, user=self.request.user)
        return actions_for_list(self.request.user, self.filter.choice())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "filter": self.filter,
            "n_found": context["page_obj"].paginator.count,
            "may_import": can_import_actions(self.request.user),
            "may_list_requests": can_list_requests(self.request.user),
        }


class ActionDetailView(DetailView[Action]):
    policy = "public, through the door"
    template_name = "facility/action_detail.html"
    context_object_name = "action"

    def get_queryset(self) -> QuerySet[Action]:
        return action_page(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = self.object
        user = self.request.user
        may_read_file = action.is_managed and can_read_action_file(user, action)
        return super().get_context_data(**kwargs) | {
            "groups": fact_groups(action),
            "may_read_file": may_read_file,
            "activities": activities_of(user, action) if action.is_managed else [],
            "parts": drawn_parts(action_parts, action, user, for_team=False),
            "policies": policies_of_action(self.request.user, action),
            "trail": [
                {"label": _("Actions"), "url": reverse("facility:action-list")},
                {"label": action.code},
            ],
        }


class PolicyListView(ListView[SupportedPolicy]):
    policy = "public, through the door"
    template_name = "facility/policy_list.html"
    context_object_name = "policies"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[SupportedPolicy]:
        rows = policies_visible_to(self.request.user)
        asked = self.request.GET.get("text", "")
        if asked and "page" not in self.request.GET:
            # A link from the search leads to the page that holds its text.
            codes = list(rows.values_list("code", flat=True))
            if asked in codes:
                self.kwargs["page"] = codes.index(asked) // self.paginate_by + 1
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"n_found": context["page_obj"].paginator.count}
