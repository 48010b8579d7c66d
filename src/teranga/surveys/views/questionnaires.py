"""The pages of questionnaires: list, one, its sheet, its versions, who may see which answer."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.surveys import permissions
from teranga.surveys.forms.questionnaires import (
    AudiencesForm,
    MediaForm,
    QuestionnaireForm,
    QuestionnaireSheetForm,
    ShippedQuestionnaireForm,
    VersionForm,
)
from teranga.surveys.models import Questionnaire
from teranga.surveys.queries.questionnaires import (
    find_media,
    find_questionnaire,
    find_version,
    question_lines,
    questionnaires_visible_to,
    versions_of,
)
from teranga.surveys.queries.submissions import states_by_country, submissions_visible_to
from teranga.surveys.services.conversion import ConversionRefusedError
from teranga.surveys.services.questionnaires import (
    add_version,
    close_questionnaire,
    create_questionnaire,
    give_media,
    publish_version,
    reopen_questionnaire,
    set_audiences,
    update_questionnaire,
)
from teranga.surveys.services.shipped import start_from_shipped


def questionnaires_trail() -> Trail:
    return [{"label": _("Questionnaires"), "url": reverse("surveys:questionnaire-list")}]


def questionnaire_url(questionnaire: Questionnaire) -> str:
    return reverse("surveys:questionnaire-detail", args=[questionnaire.pk])


def questionnaire_or_404(request: HttpRequest, pk: UUID) -> Questionnaire:
    questionnaire = find_questionnaire(request.user, pk)
    if questionnaire is None:
        raise Http404
    return questionnaire


class QuestionnaireListView(ListView[Questionnaire]):
    """Policy: public, through the door."""

    template_name = "surveys/questionnaire_list.html"

    def get_queryset(self) -> Any:
        return questionnaires_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        may_review = permissions.can_review_submissions(user)
        return super().get_context_data(
            table=self.table(may_review=may_review),
            may_create=permissions.can_create_questionnaires(user),
            may_review=may_review,
            may_give_keys=permissions.can_create_field_keys(user),
            **kwargs,
        )

    def table(self, *, may_review: bool) -> dict[str, Any]:
        columns = [{"label": _("Questionnaire")}, {"label": _("State")}]
        if may_review:
            columns.append({"label": _("Answers"), "number": "yes"})
        rows = []
        for row in self.object_list:
            cells: list[Any] = [
                {"text": str(row), "url": questionnaire_url(row)},
                capfirst(row.get_state_display()),
            ]
            counted: Any = row
            rows.append([*cells, counted.n_answers] if may_review else cells)
        return {"caption": _("Questionnaires"), "columns": columns, "rows": rows}


class QuestionnaireDetailView(TemplateView):
    """Policy: public, through the door; what needs a right is shown to those who hold it."""

    template_name = "surveys/questionnaire_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        questionnaire = questionnaire_or_404(self.request, kwargs["pk"])
        may_change = permissions.can_change_questionnaire(user, questionnaire)
        may_review = permissions.can_review_submissions(user)
        answers = submissions_visible_to(user).filter(questionnaire=questionnaire)
        return super().get_context_data(
            questionnaire=questionnaire,
            version=questionnaire.published_version,
            versions=versions_of(questionnaire) if may_change else [],
            may_change=may_change,
            may_review=may_review,
            may_export=permissions.can_export_submissions(user),
            n_by_state=_n_by_state(answers) if may_review else {},
            public_address=self.request.build_absolute_uri(
                reverse("surveys:fill", args=[questionnaire.public_token])
            ),
            trail=[*questionnaires_trail(), {"label": str(questionnaire)}],
            **kwargs,
        )


def _n_by_state(answers: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for states in states_by_country(answers).values():
        for state, n in states.items():
            found[state] = found.get(state, 0) + n
    return found


class SheetFormView(ServiceFormView):
    """A form whose sheet may be refused: the page lists each problem by sheet and cell."""

    def answer(self, form: Any) -> HttpResponse:
        try:
            return super().answer(form)
        except ConversionRefusedError as refusal:
            form.add_error("sheet" if "sheet" in form.fields else None, _("Mend these first."))
            context = self.get_context_data(form=form, problems=refusal.problems)
            return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class QuestionnaireCreateView(SheetFormView):
    template_name = "surveys/questionnaire_create.html"
    form_class = QuestionnaireSheetForm
    heading = gettext_lazy("Add a questionnaire from a sheet")
    submit_label = gettext_lazy("Convert and keep as a draft")
    done_words = gettext_lazy("The questionnaire is kept as a draft. Look at it, then publish it.")

    def is_allowed(self) -> bool:
        return permissions.can_create_questionnaires(self.request.user)

    def trail(self) -> Trail:
        return questionnaires_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: QuestionnaireSheetForm) -> str:
        upload = form.cleaned_data["sheet"]
        made = create_questionnaire(
            upload.read(),
            name=upload.name or "",
            by=self.request.user,
            programme=form.cleaned_data["programme"],
        )
        return questionnaire_url(made)


class QuestionnaireStartView(SheetFormView):
    template_name = "surveys/questionnaire_start.html"
    form_class = ShippedQuestionnaireForm
    heading = gettext_lazy("Start from a ready questionnaire")
    submit_label = gettext_lazy("Start from this one")
    done_words = gettext_lazy("The questionnaire is kept as a draft. Look at it, then publish it.")

    def is_allowed(self) -> bool:
        return permissions.can_create_questionnaires(self.request.user)

    def trail(self) -> Trail:
        return questionnaires_trail()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form: ShippedQuestionnaireForm) -> str:
        said = form.cleaned_data
        made = start_from_shipped(said["code"], by=self.request.user, programme=said["programme"])
        return questionnaire_url(made)


class OneQuestionnaireView(SheetFormView):
    """Policy: whoever may change the questionnaire of the address."""

    questionnaire: Questionnaire

    def find(self) -> None:
        self.questionnaire = questionnaire_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_change_questionnaire(self.request.user, self.questionnaire)

    def trail(self) -> Trail:
        here = {"label": str(self.questionnaire), "url": questionnaire_url(self.questionnaire)}
        return [*questionnaires_trail(), here]


class QuestionnaireUpdateView(OneQuestionnaireView):
    template_name = "surveys/questionnaire_update.html"
    form_class = QuestionnaireForm
    heading = gettext_lazy("Who fills it, what becomes of it")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.questionnaire}

    def act(self, form: QuestionnaireForm) -> str:
        update_questionnaire(
            questionnaire_or_404(self.request, self.questionnaire.pk),
            details=form.details(),
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        return questionnaire_url(self.questionnaire)


class QuestionnaireVersionView(OneQuestionnaireView):
    template_name = "surveys/questionnaire_version.html"
    form_class = VersionForm
    heading = gettext_lazy("Add a version")
    submit_label = gettext_lazy("Convert and keep as a draft")
    done_words = gettext_lazy("The new version is kept as a draft: look at it, then put it in use.")

    def act(self, form: VersionForm) -> str:
        upload = form.cleaned_data["sheet"]
        add_version(self.questionnaire, upload.read(), name=upload.name or "", by=self.request.user)
        return questionnaire_url(self.questionnaire)


class QuestionnaireAudiencesView(OneQuestionnaireView):
    template_name = "surveys/questionnaire_audiences.html"
    form_class = AudiencesForm
    heading = gettext_lazy("Who may see the answer to each question")

    def find(self) -> None:
        super().find()
        latest = self.questionnaire.latest_version
        if latest is None:
            raise Http404
        self.latest = latest

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = {"questionnaire": self.questionnaire, "form_version": self.latest}
        return super().get_form_kwargs() | mine

    def act(self, form: AudiencesForm) -> str:
        version = form.cleaned_data["version"]
        set_audiences(self.questionnaire, form.audiences(), version=version, by=self.request.user)
        return questionnaire_url(self.questionnaire)


class MediaGiveView(SheetFormView):
    """Policy: whoever may change the questionnaire the file belongs to."""

    template_name = "surveys/media_give.html"
    form_class = MediaForm
    heading = gettext_lazy("Hand in a file of the questionnaire")

    def find(self) -> None:
        media = find_media(self.request.user, self.kwargs["pk"])
        if media is None:
            raise Http404
        self.media = media
        self.questionnaire = media.form_version.questionnaire

    def is_allowed(self) -> bool:
        return permissions.can_change_questionnaire(self.request.user, self.questionnaire)

    def trail(self) -> Trail:
        here = {"label": str(self.questionnaire), "url": questionnaire_url(self.questionnaire)}
        return [*questionnaires_trail(), here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"media": self.media}

    def act(self, form: MediaForm) -> str:
        upload = form.cleaned_data["file"]
        give_media(
            self.media,
            upload.read(),
            content_type=upload.content_type or "",
            by=self.request.user,
        )
        return questionnaire_url(self.questionnaire)


class VersionPreviewView(LoginRequiredMixin, TemplateView):
    """Policy: whoever may change the questionnaire of the version."""

    template_name = "surveys/version_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = find_version(self.request.user, kwargs["pk"])
        if version is None:
            raise Http404
        if not permissions.can_change_questionnaire(self.request.user, version.questionnaire):
            raise PermissionDenied
        here = {
            "label": str(version.questionnaire),
            "url": questionnaire_url(version.questionnaire),
        }
        return super().get_context_data(
            version=version,
            lines=list(question_lines(version)),
            trail=[*questionnaires_trail(), here, {"label": _("Preview")}],
            **kwargs,
        )


@require_POST
@login_required
def version_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    version = find_version(request.user, pk)
    if version is None:
        raise Http404
    publish_version(version, by=request.user)
    messages.success(request, _("This version is now handed out."))
    return redirect(questionnaire_url(version.questionnaire))


@require_POST
@login_required
def questionnaire_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    questionnaire = close_questionnaire(questionnaire_or_404(request, pk), by=request.user)
    messages.success(request, _("Closed: answers that still come are set aside for you."))
    return redirect(questionnaire_url(questionnaire))


@require_POST
@login_required
def questionnaire_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    questionnaire = reopen_questionnaire(questionnaire_or_404(request, pk), by=request.user)
    messages.success(request, _("Open again."))
    return redirect(questionnaire_url(questionnaire))


@login_required
def version_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Hand out the sheet or the form of a version; to those who may change the questionnaire."""
    version = find_version(request.user, pk)
    if version is None or kind not in {"sheet", "form"}:
        raise Http404
    if not permissions.can_change_questionnaire(request.user, version.questionnaire):
        raise PermissionDenied
    content = version.source if kind == "sheet" else version.xform
    name = version.source_name if kind == "sheet" else f"{version.questionnaire.form_id}.xml"
    response = HttpResponse(bytes(content), content_type="application/octet-stream")
    safe = "".join(c if c.isalnum() or c in "._-" else "_" for c in name)
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
