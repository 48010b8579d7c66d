"""Feedback forms of an activity, by the questionnaires of the team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.service_form import conflict
from teranga.facility.forms.feedback import FeedbackForm
from teranga.facility.services.feedback import ask_feedback, close_feedback
from teranga.facility.views.activities import _OnActivityView, activity_or_404, activity_url
from teranga.surveys.queries.questionnaires import find_questionnaire


class FeedbackCreateView(_OnActivityView):
    """Policy: can_change_activity; the service asks `can_ask_feedback` of the questionnaire."""

    template_name = "facility/feedback_create.html"
    form_class = FeedbackForm
    heading = gettext_lazy("Ask participants for their feedback")
    submit_label = gettext_lazy("Hand out the questionnaire")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "activity": self.activity}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(activity=self.activity, **kwargs)

    def act(self, form: FeedbackForm) -> str:
        user: Any = self.request.user
        asked = ask_feedback(
            self.activity,
            questionnaire=form.chosen(),
            writes=form.cleaned_data["writes"],
            by=user,
        )
        words = ngettext(
            "The questionnaire is handed out; %(n)s participant was written to.",
            "The questionnaire is handed out; %(n)s participants were written to.",
            asked.n_written,
        )
        self.done_words = words % {"n": asked.n_written}
        return activity_url(self.activity) + "#feedback"


@login_required
@require_POST
def feedback_close(request: HttpRequest, pk: UUID, questionnaire: UUID) -> HttpResponse:
    """Policy: through the door (request.user); the service asks `can_ask_feedback`."""
    activity = activity_or_404(request, pk)
    found = find_questionnaire(request.user, questionnaire)
    if found is None:
        raise Http404
    user: Any = request.user
    address = activity_url(activity)
    try:
        close_feedback(activity, questionnaire=found, by=user)
    except InvalidTransitionError as error:
        return conflict(request, error, address)
    messages.success(request, _("The questionnaire is closed here; its answers stay."))
    return redirect(address + "#feedback")
