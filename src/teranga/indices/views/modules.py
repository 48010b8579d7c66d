from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.indices import permissions
from teranga.indices.forms.modules import MeasureForm, ModuleForm
from teranga.indices.models import CountryModule
from teranga.indices.queries.modules import families_of, measure_visible_to, modules_visible_to
from teranga.indices.services.modules import add_measure, open_module, update_measure


def modules_trail() -> Trail:
    return [{"label": _("Complementary modules"), "url": reverse("indices:module-list")}]


def module_url(module: CountryModule) -> str:
    return reverse("indices:module-detail", args=[module.pk])


def module_or_404(request: HttpRequest, pk: UUID) -> CountryModule:
    found: CountryModule | None = modules_visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class ModuleListView(TemplateView):
    """Policy: public, through the door."""

    template_name = "indices/module_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            modules=modules_visible_to(user),
            may_create=permissions.can_create_modules(user),
            **kwargs,
        )


class ModuleDetailView(TemplateView):
    """Policy: public, through the door."""

    template_name = "indices/module_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        module = module_or_404(self.request, kwargs["pk"])
        return super().get_context_data(
            module=module,
            families=families_of(module),
            may_change=permissions.can_change_module(self.request.user, module),
            trail=[*modules_trail(), {"label": f"{module.country} · {module.sector}"}],
            **kwargs,
        )


class ModuleCreateView(ServiceFormView):
    template_name = "indices/module_create.html"
    form_class = ModuleForm
    heading = gettext_lazy("Open a complementary module")
    draft = "module-create"

    def is_allowed(self) -> bool:
        return permissions.can_create_modules(self.request.user)

    def trail(self) -> Trail:
        return modules_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: ModuleForm) -> str:
        return module_url(open_module(details=form.details(), by=self.request.user))


class MeasureCreateView(ServiceFormView):
    template_name = "indices/measure_create.html"
    form_class = MeasureForm
    heading = gettext_lazy("Add a measure to the module")

    def find(self) -> None:
        self.module = module_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_module(self.request.user, self.module)

    def trail(self) -> Trail:
        label = f"{self.module.country} · {self.module.sector}"
        return [*modules_trail(), {"label": label, "url": module_url(self.module)}]

    def act(self, form: MeasureForm) -> str:
        add_measure(self.module, details=form.details(), by=self.request.user)
        return module_url(self.module)


class MeasureUpdateView(ServiceFormView):
    template_name = "indices/measure_update.html"
    form_class = MeasureForm
    heading = gettext_lazy("Update a measure")

    def find(self) -> None:
        measure = measure_visible_to(self.request.user, self.kwargs["pk"])
        if measure is None:
            raise Http404
        self.measure, self.module = measure, measure.module

    def is_allowed(self) -> bool:
        return permissions.can_change_module(self.request.user, self.module)

    def trail(self) -> Trail:
        label = f"{self.module.country} · {self.module.sector}"
        return [*modules_trail(), {"label": label, "url": module_url(self.module)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"measure": self.measure}

    def act(self, form: MeasureForm) -> str:
        version = form.cleaned_data["version"]
        update_measure(self.measure, details=form.details(), version=version, by=self.request.user)
        return module_url(self.module)
