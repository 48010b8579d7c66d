"""Adding and changing the parts of a programme, from its page."""

import copy
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Publishable
from teranga.core.service_form import ServiceFormView, Trail, conflict, differences
from teranga.programmes import permissions
from teranga.programmes.forms.parts import ComponentForm, FundingForm, PhaseForm
from teranga.programmes.models import Component, Funding, Phase
from teranga.programmes.queries.parts import find_kept_part, find_part
from teranga.programmes.services import parts
from teranga.programmes.views.edits import (
    current_programme_or_404,
    order_url,
    programme_url,
    programmes_trail,
)


class _PartView(ServiceFormView):
    """`right` asks for the programme when adding, for the part when changing."""

    right: ClassVar[Callable[..., bool]]
    service: ClassVar[Callable[..., Publishable]]

    def find(self) -> None:
        self.programme = current_programme_or_404(self.request, self.kwargs["code"])

    def trail(self) -> Trail:
        step = {"label": self.programme.acronym, "url": programme_url(self.programme)}
        return [*programmes_trail(), step]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class _PartCreateView(_PartView):
    def is_allowed(self) -> bool:
        return type(self).right(self.request.user, self.programme)

    def act(self, form: Any) -> str:
        type(self).service(self.programme, details=form.details(), by=self.request.user)
        return programme_url(self.programme)


class _PartUpdateView(_PartView):
    model: ClassVar[type[Publishable]]

    def find(self) -> None:
        super().find()
        part = find_part(self.request.user, self.programme, self.model, self.kwargs["pk"])
        if part is None:
            raise Http404
        self.part = part
        self.draft = f"part-{part.pk}-{part.version}"

    def is_allowed(self) -> bool:
        return type(self).right(self.request.user, self.part)

    def archive_url(self) -> str:
        """Return where this part is put away, for those who may."""
        if not permissions.can_archive_part(self.request.user, self.part):
            return ""
        return order_url("part-archive", self.programme, self.part)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": copy.copy(self.part)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "stale_words" in kwargs:
            form_class: Any = self.get_form_class()
            saved = form_class(instance=self.part, user=self.request.user)
            context["differences"] = differences(
                kwargs["form"], saved=saved, version=self.part.version
            )
        return context

    def act(self, form: Any) -> str:
        details, version = form.details(), form.cleaned_data["version"]
        type(self).service(self.part, details=details, version=version, by=self.request.user)
        return programme_url(self.programme)


class ComponentCreateView(_PartCreateView):
    template_name = "programmes/component_create.html"
    form_class = ComponentForm
    heading = gettext_lazy("Add a component")
    draft = "component"
    right = permissions.can_create_component
    service = parts.create_component


class ComponentUpdateView(_PartUpdateView):
    template_name = "programmes/component_update.html"
    form_class = ComponentForm
    heading = gettext_lazy("Edit this component")
    model = Component
    right = permissions.can_change_component
    service = parts.update_component


class PhaseCreateView(_PartCreateView):
    template_name = "programmes/phase_create.html"
    form_class = PhaseForm
    heading = gettext_lazy("Add a phase")
    draft = "phase"
    right = permissions.can_create_phase
    service = parts.create_phase


class PhaseUpdateView(_PartUpdateView):
    template_name = "programmes/phase_update.html"
    form_class = PhaseForm
    heading = gettext_lazy("Edit this phase")
    model = Phase
    right = permissions.can_change_phase
    service = parts.update_phase


class FundingCreateView(_PartCreateView):
    template_name = "programmes/funding_create.html"
    form_class = FundingForm
    heading = gettext_lazy("Add a donor")
    draft = "funding"
    right = permissions.can_create_funding
    service = parts.create_funding


class FundingUpdateView(_PartUpdateView):
    template_name = "programmes/funding_update.html"
    form_class = FundingForm
    heading = gettext_lazy("Edit what this donor gives")
    model = Funding
    right = permissions.can_change_funding
    service = parts.update_funding


@login_required
@require_POST
def part_archive(request: HttpRequest, code: str, kind: str, pk: UUID) -> HttpResponse:
    return _order(request, (code, kind, pk), parts.archive_part, _("Put away."))


@login_required
@require_POST
def part_restore(request: HttpRequest, code: str, kind: str, pk: UUID) -> HttpResponse:
    return _order(request, (code, kind, pk), parts.restore_part, _("It is back."))


def _order(
    request: HttpRequest,
    address: tuple[str, str, UUID],
    service: Callable[..., Publishable],
    done_words: str,
) -> HttpResponse:
    """Give one order on a part; policy: through the door, and the service asks for the right."""
    code, kind, pk = address
    programme = current_programme_or_404(request, code)
    part = find_kept_part(request.user, programme, kind, pk)
    if part is None:
        raise Http404
    try:
        service(part, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, programme_url(programme))
    messages.success(request, done_words)
    return redirect(programme_url(programme))
