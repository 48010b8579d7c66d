"""My profile: an expert keeps it with an account, or with the personal link in a letter."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from teranga.core.context import Actor, acting_as, current_actor
from teranga.core.documents import documents_about
from teranga.core.exceptions import FileRefusedError, InvalidTransitionError, StaleEditError
from teranga.core.service_form import ServiceFormView, Trail, conflict, differences
from teranga.roster.enums import PeriodKind, ProfileEvent, ProfileState
from teranga.roster.forms.profiles import ConfirmForm, CvForm, PeriodForm, ProfileForm
from teranga.roster.models import ExpertProfile
from teranga.roster.permissions import ExpertLink
from teranga.roster.queries.own import SESSION_KEY, who_and_what
from teranga.roster.services.links import read_token
from teranga.roster.services.profiles import add_cv, add_period, remove_period, update_profile
from teranga.roster.services.vetting import take_profile_step


def own_open(request: HttpRequest, token: str) -> HttpResponse:
    """Policy: the link itself; it is put in the session so that no address carries it further."""
    profile = read_token(token)
    if profile is None:
        return render(request, "roster/own_closed.html", status=410)
    request.session[SESSION_KEY] = [str(profile.pk), profile.link_number]
    # A link opens one profile for one sitting.
    if not request.user.is_authenticated:
        request.session.set_expiry(60 * 60)
    return redirect("roster:own-detail")


class OwnMixin:
    """Policy: an expert, by `request.user` or by the personal link of this session."""

    request: HttpRequest
    who: object
    profile: ExpertProfile

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.who, found = who_and_what(request.user, request.session)
        if found is None:
            if not request.user.is_authenticated:
                return redirect(f"{reverse('account_login')}?next={request.path}")
            return render(request, "roster/own_none.html", status=404)
        self.profile = found
        with acting_as(_actor(self.who)):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]


def _actor(who: object) -> Actor:
    present = current_actor()
    if not isinstance(who, ExpertLink):
        return present
    return Actor(
        user_id=None,
        label="expert, by personal link",
        address=present.address,
        reference=present.reference,
    )


class OwnDetailView(OwnMixin, TemplateView):
    template_name = "roster/own_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_context(self.request, self.who, self.profile), **kwargs)


def _context(request: HttpRequest, who: object, profile: ExpertProfile) -> dict[str, Any]:
    states = {ProfileState.ACTIVE, ProfileState.EXPIRED}
    return {
        "profile": profile,
        "documents": documents_about(request.user, profile),
        "confirm_form": ConfirmForm(),
        "period_form": PeriodForm(),
        "may_submit": profile.state in {ProfileState.DRAFT, ProfileState.REFUSED},
        "may_confirm": profile.state in states,
        "may_withdraw": profile.state != ProfileState.WITHDRAWN,
    }


class _OwnFormView(OwnMixin, ServiceFormView):
    is_sensitive = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.who, found = who_and_what(request.user, request.session)
        if found is None:
            return OwnMixin.dispatch(self, request, *args, **kwargs)
        self.profile = found
        with acting_as(_actor(self.who)):
            # The link stands for a sign-in: the usual one is not asked for.
            return FormView.dispatch(self, request, *args, **kwargs)

    def trail(self) -> Trail:
        return [{"label": _("My expert profile"), "url": reverse("roster:own-detail")}]


class OwnUpdateView(_OwnFormView):
    template_name = "roster/own_update.html"
    form_class = ProfileForm
    heading = gettext_lazy("Edit my profile")

    def get_form_kwargs(self) -> dict[str, Any]:
        _who, fresh = who_and_what(self.request.user, self.request.session)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": fresh}

    def act(self, form: ProfileForm) -> str:
        update_profile(
            self.profile,
            details=form.details(),
            version=form.cleaned_data["version"],
            by=self.who,
        )
        return reverse("roster:own-detail")

    def stale(self, form: Any, error: StaleEditError) -> HttpResponse:
        _who, fresh = who_and_what(self.request.user, self.request.session)
        if fresh is None:
            raise PermissionDenied
        saved = ProfileForm(user=self.request.user, instance=fresh)
        lines = differences(form, saved=saved, version=fresh.version)
        context = self.get_context_data(form=form, stale_words=str(error), differences=lines)
        return self.render_to_response(context, status=409)


class OwnCvView(_OwnFormView):
    template_name = "roster/own_cv.html"
    form_class = CvForm
    heading = gettext_lazy("Add my curriculum vitae")
    submit_label = gettext_lazy("Add this file")

    def answer(self, form: CvForm) -> HttpResponse:
        try:
            return super().answer(form)
        except FileRefusedError as error:
            form.add_error("file", str(error))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=error.status)

    def act(self, form: CvForm) -> str:
        file = form.cleaned_data["file"]
        add_cv(self.profile, file=file, name=file.name, by=self.who)
        return reverse("roster:own-detail")


class OwnPeriodView(_OwnFormView):
    template_name = "roster/own_period.html"
    form_class = PeriodForm
    heading = gettext_lazy("When I am not available")
    submit_label = gettext_lazy("Add this period")

    def act(self, form: PeriodForm) -> str:
        data = form.cleaned_data
        add_period(
            self.profile,
            kind=PeriodKind(data["kind"]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=self.who,
        )
        return reverse("roster:own-detail")


@require_POST
def own_period_remove(request: HttpRequest, period_id: int) -> HttpResponse:
    who, profile = who_and_what(request.user, request.session)
    if profile is None:
        raise PermissionDenied
    try:
        with acting_as(_actor(who)):
            remove_period(profile, period_id=period_id, by=who)
    except InvalidTransitionError as error:
        return conflict(request, error, reverse("roster:own-detail"))
    messages.success(request, _("The period is removed."))
    return redirect("roster:own-detail")


@require_POST
def own_step(request: HttpRequest, event: str) -> HttpResponse:
    """Submit, confirm or withdraw one's own profile."""
    who, profile = who_and_what(request.user, request.session)
    if profile is None or event not in {"submit", "confirm", "withdraw"}:
        raise PermissionDenied
    try:
        with acting_as(_actor(who)):
            take_profile_step(
                profile,
                event=ProfileEvent(event),
                by=who,
                at=timezone.now(),
                reason=request.POST.get("reason", "")[:1000] or str(_OWN_WISH[event]),
                agrees=bool(request.POST.get("agrees")) and event != "withdraw",
            )
    except InvalidTransitionError as error:
        return conflict(request, error, reverse("roster:own-detail"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("roster:own-detail")
    messages.success(request, _OWN_DONE[event])
    return redirect("roster:own-detail")


_OWN_WISH: dict[str, Any] = {
    "submit": "",
    "confirm": "",
    "withdraw": gettext_lazy("at the expert’s own wish"),
}
_OWN_DONE: dict[str, Any] = {
    "submit": gettext_lazy("Thank you: the team reads your profile and answers you."),
    "confirm": gettext_lazy("Thank you: your profile is up to date."),
    "withdraw": gettext_lazy("You are no longer in the roster; no mission is proposed to you."),
}
