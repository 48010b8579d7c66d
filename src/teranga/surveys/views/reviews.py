"""The pages of a reviewer: the queue by country, one answer with its history, decisions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from teranga.core.service_form import ServiceFormView, Trail
from teranga.core.services import stored_files
from teranga.core.templatetags.dates import moment_words
from teranga.surveys import permissions
from teranga.surveys.enums import Audience, ReviewOrder, SubmissionState
from teranga.surveys.forms.decisions import (
    CommentForm,
    CorrectionForm,
    DecisionForm,
    SubmissionFilter,
)
from teranga.surveys.models import Submission, plain_bytes
from teranga.surveys.queries.audiences import audiences_of
from teranga.surveys.queries.submissions import (
    AnswerReader,
    country_name,
    events_of,
    find_submission,
    quarantined_visible_to,
    reviewable_by,
    states_by_country,
    waiting_first,
)
from teranga.surveys.services.chain import chain_of
from teranga.surveys.services.corrections import correct_submission
from teranga.surveys.services.handlers import handler_of
from teranga.surveys.services.reviewing import (
    approve_submission,
    comment_on_submission,
    note_reading,
    orders_for,
    raise_issues,
    reject_submission,
    reopen_submission,
)

_BADGES = {
    SubmissionState.RECEIVED: "progress",
    SubmissionState.HAS_ISSUES: "attention",
    SubmissionState.APPROVED: "good",
    SubmissionState.REJECTED: "late",
}


def submissions_trail() -> Trail:
    return [
        {"label": _("Questionnaires"), "url": reverse("surveys:questionnaire-list")},
        {"label": _("Answers to review"), "url": reverse("surveys:submission-list")},
    ]


def submission_or_404(request: HttpRequest, pk: UUID) -> Submission:
    submission = find_submission(request.user, pk)
    if submission is None:
        raise Http404
    return submission


def submission_url(submission: Submission) -> str:
    return reverse("surveys:submission-detail", args=[submission.pk])


class SubmissionListView(LoginRequiredMixin, ListView[Submission]):
    """Policy: signed in; through the door, only answers whose content the reader may open."""

    template_name = "surveys/submission_list.html"
    paginate_by = 25

    def get_queryset(self) -> Any:
        rows = reviewable_by(self.request.user)
        self.filter = SubmissionFilter(self.request.GET, rows=rows)
        self.conditions = self.filter.conditions()
        self.every = rows
        return waiting_first(rows.filter(**self.conditions))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        narrowed = {k: v for k, v in self.conditions.items() if k == "questionnaire"}
        return context | {
            "filter": self.filter,
            "is_narrowed": bool(self.conditions),
            "n_found": context["page_obj"].paginator.count,
            "table": self.table(context["page_obj"]),
            "countries": self.countries(self.every.filter(**narrowed)),
            "n_quarantined": quarantined_visible_to(self.request.user)
            .filter(state="waiting")
            .count(),
            "trail": [submissions_trail()[0], {"label": _("Answers to review")}],
        }

    def table(self, page: Any) -> dict[str, Any]:
        columns = (_("Answer"), _("Questionnaire"), _("Country"), _("Received on"), _("State"))
        return {
            "caption": _("Answers"),
            "columns": [{"label": label} for label in columns],
            "rows": [
                [
                    {"text": row.label or row.number, "url": submission_url(row)},
                    str(row.questionnaire),
                    str(row.country or _("not said")),
                    moment_words(row.created_at),
                    {"text": _state_words(row), "badge": _BADGES[SubmissionState(row.state)]},
                ]
                for row in page
            ],
        }

    def countries(self, rows: Any) -> dict[str, Any]:
        """Count each country's queue: what waits for someone comes first."""
        states = (SubmissionState.RECEIVED, SubmissionState.HAS_ISSUES, SubmissionState.APPROVED)
        lines: list[list[Any]] = [
            [
                {"text": country_name(code), "url": f"?country={code}"} if code else _("not said"),
                *(counts.get(state, 0) for state in states),
            ]
            for code, counts in states_by_country(rows).items()
        ]
        lines.sort(key=lambda line: -int(line[1]))
        columns = [
            {"label": _("Country")},
            *({"label": capfirst(s.label), "number": "yes"} for s in states),
        ]
        return {"caption": _("By country"), "columns": columns, "rows": lines}


def _state_words(row: Submission) -> str:
    words = capfirst(row.get_state_display())
    if row.findings:
        words += " · " + _("flagged")
    if row.is_fictitious:
        words += " · " + _("fictitious")
    return words


class SubmissionDetailView(LoginRequiredMixin, TemplateView):
    """Policy: signed in; the door, then the right to what people answered. Reading is noted."""

    template_name = "surveys/submission_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        submission = submission_or_404(self.request, kwargs["pk"])
        note_reading(submission)
        version, handler = submission.form_version, handler_of(submission.questionnaire)
        reader = AnswerReader(version)
        findings: dict[str, tuple[str, ...]] = {}
        for finding in submission.findings:
            path = finding["path"]
            findings[path] = (*findings.get(path, ()), finding["message"])
        orders = orders_for(submission, user)
        is_open = ReviewOrder.APPROVE in orders and handler is not None
        return super().get_context_data(
            submission=submission,
            lines=list(
                reader.lines(submission.answers, findings=findings, audiences=audiences_of(version))
            ),
            findings=[(reader.label_of(f["path"]), f) for f in submission.findings],
            audiences=dict(Audience.choices),
            files=submission.files.all(),
            chain=chain_of(submission),
            events=self.events(submission, reader),
            orders=orders,
            form=DecisionForm(initial={"version": submission.version}),
            comment_form=CommentForm(),
            candidates=list(handler.candidates(submission)) if is_open and handler else [],
            outcome=handler.describe(submission, user) if handler else None,
            handler=handler,
            badge=_BADGES[SubmissionState(submission.state)],
            may_correct=submission.is_latest
            and permissions.can_review_submission(user, submission),
            trail=[*submissions_trail(), {"label": submission.number}],
            **kwargs,
        )

    def events(self, submission: Submission, reader: AnswerReader) -> list[dict[str, Any]]:
        return [
            {
                "title": self.title(event),
                "when": moment_words(event.created_at),
                "text": event.text,
                "who": event.by.name if event.by else "",
                "changes": [
                    (reader.label_of(path), before, after)
                    for path, (before, after) in event.changes.items()
                ],
            }
            for event in events_of(submission)
        ]

    def title(self, event: Any) -> str:
        if event.to_state:
            return str(capfirst(event.get_to_state_display()))
        return str(capfirst(event.get_kind_display()))


@require_POST
@login_required
def submission_decide(request: HttpRequest, pk: UUID, order: str) -> HttpResponse:
    """Carry out one decision; the service checks the right, the state and the reason."""
    submission = submission_or_404(request, pk)
    form = DecisionForm(request.POST)
    if order not in ReviewOrder.values or not form.is_valid():
        raise Http404
    said = form.cleaned_data
    common = {"version": said["version"], "by": request.user, "reason": said["reason"]}
    if order == ReviewOrder.APPROVE:
        approve_submission(submission, chosen=said["chosen"] or None, **common)
    else:
        services: dict[ReviewOrder, Callable[..., Submission]] = {
            ReviewOrder.RAISE_ISSUES: raise_issues,
            ReviewOrder.REJECT: reject_submission,
            ReviewOrder.REOPEN: reopen_submission,
        }
        services[ReviewOrder(order)](submission, **common)
    messages.success(request, _("Decided and noted."))
    return redirect(submission_url(submission))


@require_POST
@login_required
def submission_comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    submission = submission_or_404(request, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        comment_on_submission(submission, by=request.user, text=form.cleaned_data["text"])
    return redirect(f"{submission_url(submission)}#history")


class SubmissionCorrectView(ServiceFormView):
    """Policy: whoever may review the answer of the address."""

    template_name = "surveys/submission_correct.html"
    form_class = CorrectionForm
    heading = gettext_lazy("Correct this answer")
    submit_label = gettext_lazy("Keep as a new version")
    done_words = gettext_lazy("Kept as a new version; what came first stays as it was.")
    is_sensitive = True

    def find(self) -> None:
        self.submission = submission_or_404(self.request, self.kwargs["pk"])

    def is_allowed(self) -> bool:
        return permissions.can_review_submission(self.request.user, self.submission)

    def trail(self) -> Trail:
        here = {"label": self.submission.number, "url": submission_url(self.submission)}
        return [*submissions_trail(), here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"submission": self.submission}

    def act(self, form: CorrectionForm) -> str:
        corrected = correct_submission(
            self.submission,
            form.changes(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            reason=form.cleaned_data["reason"],
        )
        return submission_url(corrected)


@login_required
def submission_file(request: HttpRequest, pk: UUID, file_pk: UUID) -> HttpResponse | FileResponse:
    """Hand out a file of an answer, never opened in the browser: it is whatever was sent."""
    submission = submission_or_404(request, pk)
    slot = submission.files.filter(pk=file_pk).exclude(stored_as="").first()
    if slot is None:
        raise Http404
    path = stored_files.path_of(slot.stored_as)
    if not path.is_file() or stored_files.hash_of(path) != slot.sha256:
        raise Http404
    note_reading(submission)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=slot.name)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
def submission_raw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out the bytes as they came."""
    submission = submission_or_404(request, pk)
    if not permissions.can_export_submission(request.user, submission):
        raise PermissionDenied
    note_reading(submission)
    response = HttpResponse(plain_bytes(submission.raw), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{submission.number}.xml"'
    return response
