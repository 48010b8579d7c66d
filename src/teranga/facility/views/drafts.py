"""The public way in: a request written without an account, kept, confirmed, followed."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.exceptions import InvalidTransitionError, TerangaError
from teranga.core.service_form import conflict
from teranga.facility.enums import DraftState, RequestEvent
from teranga.facility.forms.drafts import FORMS, DraftStepForm
from teranga.facility.forms.requests import ReasonForm
from teranga.facility.models import ExpertiseRequest, RequestDesk, RequestDraft
from teranga.facility.permissions import can_follow_request
from teranga.facility.permissions.link_holders import RequesterLink
from teranga.facility.queries.desks import desk_of, open_desks, told_of_desk
from teranga.facility.queries.drafts import (
    countries_of_draft,
    draft_by_digest,
    files_of_draft,
    is_answered,
    missing_answers,
)
from teranga.facility.queries.precedents import precedents_of_answers
from teranga.facility.queries.requests import files_of, may_now, request_by_link, steps_of
from teranga.facility.services.drafts import (
    attach_to_draft,
    confirm_draft,
    keep_answers,
    send_draft,
    send_link,
    start_draft,
)
from teranga.facility.services.links import REQUEST, link_digest, secret_of
from teranga.facility.services.requests import order_request_step

STEP_TITLES = {
    "who": gettext_lazy("Who asks, for whom"),
    "need": gettext_lazy("What you need"),
    "support": gettext_lazy("Other support, documents"),
    "contact": gettext_lazy("How to reach you"),
}
_SHOWN_STEPS = {
    RequestEvent.FILE,
    RequestEvent.SCREEN,
    RequestEvent.ASK,
    RequestEvent.ANSWER,
    RequestEvent.SUBMIT,
    RequestEvent.APPROVE,
    RequestEvent.HOLD,
    RequestEvent.DECLINE,
    RequestEvent.REFUSE,
    RequestEvent.WITHDRAW,
}
_PUBLIC_REASONS = {
    RequestEvent.ASK,
    RequestEvent.ANSWER,
    RequestEvent.REFUSE,
    RequestEvent.WITHDRAW,
    RequestEvent.DECLINE,
    RequestEvent.HOLD,
}


def draft_or_404(token: str) -> RequestDraft:
    """Policy: whoever holds the secret link of the draft; it is compared as a hash."""
    draft = draft_by_digest(link_digest(token))
    if draft is None:
        raise Http404
    return draft


class RequestStartView(TemplateView):
    """Policy: public, through the door: what the facility offers, who may ask."""

    template_name = "facility/request_start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desks = list(open_desks(self.request.user))
        desk = desks[0] if desks else None
        told = told_of_desk(desk) if desk else {}
        return super().get_context_data(desk=desk, **told, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        desks = {str(desk.pk): desk for desk in open_desks(request.user)}
        desk = desks.get(request.POST.get("desk", ""))
        if desk is None:
            raise Http404
        network = request.client_address  # type: ignore[attr-defined]
        _draft, secret = start_draft(desk, language=(get_language() or "fr")[:2], network=network)
        return redirect("facility:request-write", token=secret, step="who")


@method_decorator(never_cache, name="dispatch")
class RequestWriteView(TemplateView):
    """Policy: whoever holds the secret link (can_follow_request of a draft)."""

    template_name = "facility/request_write.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.draft = draft_or_404(kwargs["token"])
        if kwargs["step"] not in FORMS:
            raise Http404
        if self.draft.state == DraftState.FILED:
            return redirect("facility:request-follow", token=kwargs["token"])
        self.desk: RequestDesk = desk_of(self.draft.programme_id)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, token: str, step: str) -> HttpResponse:
        form = FORMS[step](request.POST, request.FILES, desk=self.desk)
        is_complete = form.is_valid()
        self._keep(form, step)
        if is_complete and "file" in form.cleaned_data and form.cleaned_data["file"]:
            is_complete = self._attach(form)
        if request.POST.get("then") == "later":
            return redirect("facility:request-resume", token=token)
        if not is_complete:
            context = self.get_context_data(token=token, step=step, form=form)
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        steps = list(FORMS)
        following = steps[steps.index(step) + 1 :]
        if following:
            return redirect("facility:request-write", token=token, step=following[0])
        return redirect("facility:request-resume", token=token)

    def _keep(self, form: DraftStepForm, step: str) -> None:
        """Keep what could be read, complete or not: a refused page loses nothing."""
        passed = {*self.draft.answers.get("passed", []), step}
        self.draft = keep_answers(self.draft, answers={**form.kept(), "passed": sorted(passed)})

    def _attach(self, form: DraftStepForm) -> bool:
        file = form.cleaned_data["file"]
        try:
            attach_to_draft(self.draft, stream=file, name=file.name)
        except ValidationError as error:
            form.add_error("file", error)
        except TerangaError as error:
            form.add_error("file", str(error))
        return not form.errors

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step, token = kwargs["step"], kwargs["token"]
        form = kwargs.pop("form", None) or FORMS[step](initial=self.draft.answers, desk=self.desk)
        shown = precedents_of_answers(self.request.user, self.draft) if step == "support" else None
        return super().get_context_data(
            form=form,
            draft=self.draft,
            heading=STEP_TITLES[step],
            steps=steps_of_draft(self.draft, token, step),
            files=files_of_draft(self.draft) if step == "support" else [],
            precedents=shown,
            is_last=step == list(FORMS)[-1],
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class RequestResumeView(TemplateView):
    """Policy: whoever holds the secret link (can_follow_request of a draft)."""

    template_name = "facility/request_resume.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        draft = draft_or_404(token)
        if draft.state == DraftState.FILED:
            return redirect("facility:request-follow", token=token)
        missing = missing_answers(draft)
        context = self.get_context_data(
            token=token,
            draft=draft,
            answers=draft.answers,
            countries=countries_of_draft(draft),
            steps=steps_of_draft(draft, token, ""),
            missing=[STEP_TITLES[step] for step in missing],
            next_step=missing[0] if missing else "",
            files=files_of_draft(draft),
            link=request.build_absolute_uri(reverse("facility:request-resume", args=[token])),
        )
        return self.render_to_response(context)


@require_POST
def request_send(request: HttpRequest, token: str) -> HttpResponse:
    """Policy: whoever holds the secret link (can_follow_request of a draft)."""
    draft = draft_or_404(token)
    try:
        if request.POST.get("then") == "link":
            send_link(draft)
            messages.success(request, _("The link is on its way to your e-mail address."))
        else:
            send_draft(draft, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except InvalidTransitionError as error:
        return conflict(request, error, reverse("facility:request-follow", args=[token]))
    return redirect("facility:request-resume", token=token)


@method_decorator(never_cache, name="dispatch")
class RequestConfirmView(TemplateView):
    """Policy: whoever received the letter (can_follow_request): its link is signed.

    A reader of letters that opens every link files nothing: a person presses the button.
    """

    template_name = "facility/request_confirm.html"

    def post(self, request: HttpRequest, signed: str) -> HttpResponse:
        try:
            expertise_request = confirm_draft(signed, on=timezone.localdate())
        except InvalidTransitionError as error:
            return conflict(request, error, reverse("facility:request-start"))
        context = {"expertise_request": expertise_request, "path": follow_url(expertise_request)}
        return render(request, "facility/request_confirmed.html", context)


@method_decorator(never_cache, name="dispatch")
class RequestFollowView(TemplateView):
    """Policy: the requester, come by the secret link (can_follow_request)."""

    template_name = "facility/request_follow.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(token=token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        expertise_request = followed_or_404(token)
        link = RequesterLink(expertise_request.pk)
        event = RequestEvent.ANSWER if "answer" in request.POST else RequestEvent.WITHDRAW
        form = _reason_form(event, request.POST)
        if not form.is_valid():
            context = self.get_context_data(token=token, bound={event: form})
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            order_request_step(
                expertise_request,
                event=event,
                by=link,
                on=timezone.localdate(),
                reason=form.cleaned_data["reason"],
            )
        except InvalidTransitionError as error:
            return conflict(request, error, request.path)
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        expertise_request = followed_or_404(kwargs["token"])
        link = RequesterLink(expertise_request.pk)
        bound = kwargs.pop("bound", {})
        forms = {
            event: bound.get(event) or _reason_form(event)
            for event in (RequestEvent.ANSWER, RequestEvent.WITHDRAW)
            if may_now(link, expertise_request, event)
        }
        steps = [step for step in steps_of(expertise_request) if step.event in _SHOWN_STEPS]
        asked = [step for step in steps if step.event == RequestEvent.ASK]
        return super().get_context_data(
            expertise_request=expertise_request,
            events=[
                {
                    "title": step.get_event_display(),
                    "day": step.on_day,
                    "text": step.reason if step.event in _PUBLIC_REASONS else "",
                }
                for step in steps
            ],
            question=asked[-1].reason if asked else "",
            answer_form=forms.get(RequestEvent.ANSWER),
            withdraw_form=forms.get(RequestEvent.WITHDRAW),
            files=files_of(expertise_request),
            **kwargs,
        )


def followed_or_404(token: str) -> ExpertiseRequest:
    expertise_request = request_by_link(link_digest(token))
    if expertise_request is None or not can_follow_request(
        RequesterLink(expertise_request.pk), expertise_request
    ):
        raise Http404
    return expertise_request


def follow_url(expertise_request: ExpertiseRequest) -> str:
    """Return the requester's link: the draft and its request share one identity, hence one link."""
    return reverse("facility:request-follow", args=[secret_of(REQUEST, expertise_request.pk)])


def steps_of_draft(draft: RequestDraft, token: str, current: str) -> list[dict[str, Any]]:
    told = []
    for step, title in STEP_TITLES.items():
        is_done = is_answered(draft, step)
        state = "current" if step == current else "done" if is_done else "ahead"
        url = reverse("facility:request-write", args=[token, step])
        told.append({"label": title, "state": state, "url": url if step != current else ""})
    return told


def _reason_form(event: RequestEvent, data: Any = None) -> ReasonForm:
    words = {
        RequestEvent.ANSWER: _("Your answer"),
        RequestEvent.WITHDRAW: _("Why do you withdraw it?"),
    }
    return ReasonForm(data, label=words[event], help_text="", required=True, prefix=event.value)
