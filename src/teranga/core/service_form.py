"""A page with one form that gives one order to a service."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import FormView
from django_stubs_ext import StrOrPromise

from teranga.core.exceptions import InvalidTransitionError, StaleEditError, TerangaError

Trail = list[dict[str, str]]


class ServiceFormView(LoginRequiredMixin, FormView):  # type: ignore[type-arg]
    """Policy: signed in, then `is_allowed`; the service checks the right again on the row."""

    heading: StrOrPromise = ""
    submit_label: StrOrPromise = ""
    done_words: StrOrPromise = ""
    draft = ""
    is_sensitive = False

    def is_allowed(self) -> bool:
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Call one service with what was typed; return the address of the next page."""
        raise NotImplementedError

    def trail(self) -> Trail:
        return []

    def find(self) -> None:
        """Find through the door what the page is about, or raise `Http404`."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.find()
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return self.answer(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        except StaleEditError as error:
            return self.stale(form, error)
        except InvalidTransitionError as error:
            return conflict(self.request, error, self.cancel_url())
        except TerangaError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def answer(self, form: Any) -> HttpResponse:
        address = self.act(form)
        messages.success(self.request, str(self.done_words) or _("Saved."))
        return redirect(address)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def stale(self, form: BaseForm, error: StaleEditError) -> HttpResponse:
        context = self.get_context_data(form=form, stale_words=str(error))
        return self.render_to_response(context, status=HTTPStatus.CONFLICT)

    def cancel_url(self) -> str:
        steps = [step["url"] for step in self.trail() if step.get("url")]
        return steps[-1] if steps else "/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # What was refused is still typed: the browser's own draft must not cover it.
        return super().get_context_data(
            heading=self.heading,
            submit_label=self.submit_label or _("Save"),
            draft="" if self.is_sensitive else self.draft,
            is_sensitive=self.is_sensitive,
            cancel_url=self.cancel_url(),
            trail=[*self.trail(), {"label": str(self.heading)}],
            **kwargs,
        )


def differences(form: Any, *, saved: BaseForm, version: int) -> list[dict[str, str]]:
    """Show what is saved now beside what was typed, and let the writer save over it."""
    typed = form.data.copy()
    typed["version"] = str(version)
    form.data = typed
    return [
        {"label": str(field.label), "saved": str(saved[name].value() or "–")}
        for name, field in form.fields.items()
        if name != "version" and _text(saved[name].value()) != _text(form[name].value())
    ]


def _text(value: object) -> object:
    if isinstance(value, list):
        return sorted(str(getattr(item, "pk", item)) for item in value)
    return "" if value is None else str(value)


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Put each refusal of a service beside its field, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        for one in errors:
            form.add_error(name if name in form.fields else None, one)


def conflict(request: HttpRequest, error: TerangaError, back_url: str) -> HttpResponse:
    """Say that the thing is no longer in the state the order needed."""
    context = {"words": str(error), "back_url": back_url}
    return render(request, "conflict.html", context, status=HTTPStatus.CONFLICT)
