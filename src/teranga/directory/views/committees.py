from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.directory import permissions
from teranga.directory.forms.committees import CommitteeForm, CommitteeMemberForm
from teranga.directory.forms.focal_points import EndForm
from teranga.directory.models import Committee, CommitteeMembership
from teranga.directory.queries.committees import (
    CommitteeView,
    committee_views,
    committees_in_order,
    committees_visible_to,
    find_membership,
)
from teranga.directory.queries.history import history_of
from teranga.directory.queries.people import guarded
from teranga.directory.services.committees import (
    add_committee_member,
    create_committee,
    end_committee_membership,
)
from teranga.directory.services.people import note_reading


def committees_trail() -> Trail:
    return [{"label": _("Committees"), "url": reverse("directory:committee-list")}]


def committee_url(committee: Committee) -> str:
    return reverse("directory:committee-detail", args=[committee.pk])


def committee_or_404(request: HttpRequest, pk: UUID) -> Committee:
    committee: Committee | None = committees_visible_to(request.user).filter(pk=pk).first()
    if committee is None:
        raise Http404
    return committee


def _note_names(views: list[CommitteeView], where: str) -> None:
    members = [member for view in views for member in (*view.members, *view.former)]
    note_reading(guarded(member.person for member in members if member.person), where=where)


class CommitteeListView(TemplateView):
    """Policy: public, through the door."""

    template_name = "directory/committee_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        views = committee_views(user, committees_in_order(user))
        _note_names(views, "committees")
        return super().get_context_data(
            views=views, may_create=permissions.can_create_committees(user), **kwargs
        )


class CommitteeDetailView(TemplateView):
    """Policy: public, through the door."""

    template_name = "directory/committee_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        committee = committee_or_404(self.request, kwargs["pk"])
        view = committee_views(user, [committee])[0]
        _note_names([view], f"committee {committee.pk}")
        may_change = permissions.can_change_committee(user, committee)
        return super().get_context_data(
            view=view,
            committee=committee,
            may_change=may_change,
            history=history_of(committee) if may_change else [],
            trail=[*committees_trail(), {"label": str(committee)}],
            **kwargs,
        )


class CommitteeCreateView(ServiceFormView):
    template_name = "directory/committee_create.html"
    form_class = CommitteeForm
    heading = gettext_lazy("Set up a committee")

    def is_allowed(self) -> bool:
        return permissions.can_create_committees(self.request.user)

    def trail(self) -> Trail:
        return committees_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: CommitteeForm) -> str:
        return committee_url(create_committee(details=form.details(), by=self.request.user))


class CommitteeMemberCreateView(ServiceFormView):
    template_name = "directory/committee_member_create.html"
    form_class = CommitteeMemberForm
    heading = gettext_lazy("Add a member")

    def find(self) -> None:
        self.committee = committee_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_committee(self.request.user, self.committee)

    def trail(self) -> Trail:
        url = committee_url(self.committee)
        return [*committees_trail(), {"label": str(self.committee), "url": url}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: CommitteeMemberForm) -> str:
        add_committee_member(self.committee, details=form.details(), by=self.request.user)
        return committee_url(self.committee)


class CommitteeMemberEndView(ServiceFormView):
    template_name = "directory/committee_member_end.html"
    form_class = EndForm
    heading = gettext_lazy("Record that a member leaves")

    def find(self) -> None:
        membership = find_membership(self.request.user, self.kwargs["pk"])
        if membership is None:
            raise Http404
        self.membership: CommitteeMembership = membership

    def is_allowed(self) -> bool:
        return permissions.can_change_committee_membership(self.request.user, self.membership)

    def trail(self) -> Trail:
        committee = self.membership.committee
        url = committee_url(committee)
        return [*committees_trail(), {"label": str(committee), "url": url}]

    def act(self, form: EndForm) -> str:
        end_committee_membership(
            self.membership, ends_on=form.cleaned_data["ends_on"], by=self.request.user
        )
        return committee_url(self.membership.committee)
