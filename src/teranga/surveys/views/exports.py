"""Taking answers away."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy

from teranga.core.service_form import ServiceFormView, Trail
from teranga.surveys import permissions
from teranga.surveys.enums import Audience
from teranga.surveys.exporters.files import write_tables
from teranga.surveys.exporters.tables import tables_of
from teranga.surveys.forms.exports import AnswersExportForm
from teranga.surveys.queries.audiences import visible_answers
from teranga.surveys.queries.questionnaires import find_questionnaire
from teranga.surveys.queries.submissions import answers_to_export
from teranga.surveys.services.exports import record_answers_export
from teranga.surveys.views.questionnaires import questionnaire_url, questionnaires_trail

_TYPES = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("zip", "application/zip"),
    "sav": ("zip", "application/zip"),
}


class SubmissionExportView(ServiceFormView):
    """Policy: the right to export answers, a recent sign-in, a reason; the door for each row."""

    template_name = "surveys/submission_export.html"
    form_class = AnswersExportForm
    heading = gettext_lazy("Take the answers away")
    submit_label = gettext_lazy("Export")
    is_sensitive = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.find()
        return self._dispatch_confirmed(request, *args, **kwargs)

    # Whoever finds an open session cannot take the answers away with it.
    @method_decorator(reauthentication_required)
    def _dispatch_confirmed(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> None:
        questionnaire = find_questionnaire(self.request.user, self.kwargs["pk"])
        if questionnaire is None:
            raise Http404
        self.questionnaire = questionnaire

    def is_allowed(self) -> bool:
        return permissions.can_export_submissions(self.request.user)

    def trail(self) -> Trail:
        here = {"label": str(self.questionnaire), "url": questionnaire_url(self.questionnaire)}
        return [*questionnaires_trail(), here]

    def answer(self, form: AnswersExportForm) -> HttpResponse:
        said = form.cleaned_data
        versions, submissions = answers_to_export(
            self.request.user, self.questionnaire, states=form.states_chosen()
        )
        audience, language = said["audience"], get_language() or "fr"
        record_answers_export(
            self.questionnaire,
            submissions,
            reason=said["reason"],
            audience=audience,
            by=self.request.user,
        )

        def cut(submission: Any) -> dict[str, Any]:
            return visible_answers(submission, audience)

        is_sav = said["file_format"] == "sav"
        tables = tables_of(
            versions,
            submissions,
            in_words=said["values"] == "words" and not is_sav,  # SPSS carries both
            language=language,
            visible=None if audience == Audience.TEAM else cut,
        )
        content = write_tables(tables, file_format=said["file_format"], language=language)
        extension, content_type = _TYPES[said["file_format"]]
        response = HttpResponse(content, content_type=content_type)
        name = f"{self.questionnaire.form_id}.{extension}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
