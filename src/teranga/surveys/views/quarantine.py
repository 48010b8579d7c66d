"""Answers set aside: what came for no open questionnaire, for a person to decide on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from teranga.core.shortcuts import get_visible_or_404
from teranga.surveys.forms.decisions import QuarantineForm
from teranga.surveys.models import QuarantinedPost
from teranga.surveys.queries.questionnaires import find_version
from teranga.surveys.queries.submissions import quarantined_visible_to, versions_for_admission
from teranga.surveys.services.quarantine import admit_quarantined, dismiss_quarantined
from teranga.surveys.views.reviews import submission_url, submissions_trail


class QuarantineListView(LoginRequiredMixin, ListView[QuarantinedPost]):
    """Policy: signed in, through the door; contents are not shown, only what they claim to be."""

    template_name = "surveys/quarantine_list.html"
    paginate_by = 25

    def get_queryset(self) -> Any:
        return quarantined_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "posts": [
                (post, versions_for_admission(self.request.user, post))
                for post in context["page_obj"]
            ],
            "trail": [*submissions_trail(), {"label": _("Answers set aside")}],
        }


@require_POST
@login_required
def quarantine_admit(request: HttpRequest, pk: UUID) -> HttpResponse:
    post = get_visible_or_404(QuarantinedPost, request, pk)
    try:
        version = find_version(request.user, UUID(request.POST.get("form_version", "")))
    except ValueError as error:
        raise Http404 from error
    if version is None:
        raise Http404
    submission = admit_quarantined(post, form_version=version, by=request.user)
    messages.success(request, _("Taken in: it is now among the answers to review."))
    return redirect(submission_url(submission))


@require_POST
@login_required
def quarantine_dismiss(request: HttpRequest, pk: UUID) -> HttpResponse:
    post = get_visible_or_404(QuarantinedPost, request, pk)
    form = QuarantineForm(request.POST)
    if form.is_valid():
        dismiss_quarantined(post, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Put away; its content is kept."))
    else:
        messages.error(request, _("Say why it is put away."))
    return redirect("surveys:quarantine-list")
