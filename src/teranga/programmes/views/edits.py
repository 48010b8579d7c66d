"""Adding, changing, putting away programmes."""

import copy
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Publishable
from teranga.core.service_form import ServiceFormView, Trail, conflict, differences
from teranga.programmes.forms.programmes import ProgrammeForm
from teranga.programmes.models import Programme
from teranga.programmes.permissions import can_change_programme, can_create_programme
from teranga.programmes.queries.parts import find_kept_programme, kind_of
from teranga.programmes.services.programmes import (
    archive_programme,
    create_programme,
    restore_programme,
    update_programme,
)


def programmes_trail() -> Trail:
    return [{"label": _("Programmes"), "url": reverse("programmes:programme-list")}]


def programme_url(programme: Programme) -> str:
    return reverse("programmes:programme-detail", args=[programme.code])


def programme_or_404(request: HttpRequest, code: str) -> Programme:
    programme = find_kept_programme(request.user, code)
    if programme is None:
        raise Http404
    return programme


def current_programme_or_404(request: HttpRequest, code: str) -> Programme:
    programme = programme_or_404(request, code)
    if programme.is_archived:
        raise Http404
    return programme


class ProgrammeCreateView(ServiceFormView):
    template_name = "programmes/programme_create.html"
    form_class = ProgrammeForm
    heading = gettext_lazy("Add a programme")
    draft = "programme"

    def is_allowed(self) -> bool:
        return can_create_programme(self.request.user)

    def trail(self) -> Trail:
        return programmes_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: ProgrammeForm) -> str:
        return programme_url(create_programme(details=form.details(), by=self.request.user))


class ProgrammeUpdateView(ServiceFormView):
    template_name = "programmes/programme_update.html"
    form_class = ProgrammeForm
    heading = gettext_lazy("Edit this programme")

    def find(self) -> None:
        self.programme = current_programme_or_404(self.request, self.kwargs["code"])
        self.draft = f"programme-{self.programme.pk}-{self.programme.version}"

    def is_allowed(self) -> bool:
        return can_change_programme(self.request.user, self.programme)

    def trail(self) -> Trail:
        step = {"label": self.programme.acronym, "url": programme_url(self.programme)}
        return [*programmes_trail(), step]

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy: the form writes on its instance before the service has agreed.
        instance = copy.copy(self.programme)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": instance}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "stale_words" in kwargs:
            saved = ProgrammeForm(instance=self.programme, user=self.request.user)
            context["differences"] = differences(
                kwargs["form"], saved=saved, version=self.programme.version
            )
        return context

    def act(self, form: ProgrammeForm) -> str:
        details, version = form.details(), form.cleaned_data["version"]
        changed = update_programme(
            self.programme, details=details, version=version, by=self.request.user
        )
        return programme_url(changed)


@login_required
@require_POST
def programme_archive(request: HttpRequest, code: str) -> HttpResponse:
    return _order(request, code, archive_programme, _("The programme is put away."))


@login_required
@require_POST
def programme_restore(request: HttpRequest, code: str) -> HttpResponse:
    return _order(request, code, restore_programme, _("The programme is back."))


def order_url(order: str, programme: Programme, part: Publishable) -> str:
    """Return where a part is put away (`part-archive`) or brought back (`part-restore`)."""
    return reverse(f"programmes:{order}", args=[programme.code, kind_of(part), part.pk])


def _order(
    request: HttpRequest, code: str, service: Callable[..., Programme], done_words: str
) -> HttpResponse:
    programme = programme_or_404(request, code)
    try:
        service(programme, by=request.user)
    except InvalidTransitionError as error:
        return conflict(request, error, programme_url(programme))
    messages.success(request, done_words)
    return redirect("programmes:programme-detail", code=code)
