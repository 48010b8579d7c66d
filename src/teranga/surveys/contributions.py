"""What questionnaires add to shared places."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

from teranga.core.contributions import (
    HomeTask,
    HomeTasks,
    PersonalData,
    SearchSource,
    Workplace,
    shelves,
)
from teranga.core.services import stored_files
from teranga.core.translated import Translated
from teranga.surveys.models import (
    FieldKey,
    Filling,
    PersonalLink,
    QuarantinedPost,
    Questionnaire,
    QuestionnaireVersion,
    ReviewEvent,
    Submission,
    SubmissionFile,
)
from teranga.surveys.permissions import can_create_campaigns, can_review_submissions
from teranga.surveys.queries import held
from teranga.surveys.queries.known_versions import forget_versions
from teranga.surveys.queries.submissions import quarantined_visible_to, reviewable_by
from teranga.surveys.services import erasure
from teranga.surveys.services.kept_files import kept_for_answers

stored_files.keepers.append(kept_for_answers)

for _model in (Questionnaire, QuestionnaireVersion):
    for _signal in (post_save, post_delete):
        _signal.connect(forget_versions, sender=_model, dispatch_uid="surveys forget versions")


def _title(questionnaire: Questionnaire) -> Translated:
    return Translated(questionnaire.title or {"fr": questionnaire.form_id})


def _body(questionnaire: Questionnaire) -> Translated:
    return Translated(questionnaire.description or {"fr": ""})


def _url(questionnaire: Questionnaire) -> str:
    return reverse("surveys:questionnaire-detail", args=[questionnaire.pk])


shelves.search.add(
    SearchSource(Questionnaire, gettext_lazy("questionnaire"), _title, _body, _url), order=60
)


def _waiting(user: Any) -> Sequence[HomeTask]:
    """Tell a reviewer how much waits: one line for each queue, not one for each answer."""
    if not can_review_submissions(user):
        return []
    tasks = []
    n_received = reviewable_by(user).filter(state="received").count()
    if n_received:
        words = ngettext("%(n)s answer to review", "%(n)s answers to review", n_received)
        url = reverse("surveys:submission-list") + "?state=received"
        tasks.append(HomeTask(words % {"n": n_received}, url))
    n_aside = quarantined_visible_to(user).filter(state="waiting").count()
    if n_aside:
        words = ngettext("%(n)s answer set aside", "%(n)s answers set aside", n_aside)
        tasks.append(HomeTask(words % {"n": n_aside}, reverse("surveys:quarantine-list")))
    return tasks


shelves.home_tasks.add(
    HomeTasks(code="surveys", title=gettext_lazy("Questionnaires"), tasks=_waiting), order=30
)

_PURPOSE = gettext_lazy("hearing organisations and people of the network, and mapping them")
_KEPT = (
    "title", "name", "email", "label", "username", "instance_id", "answers", "text", "form_id",
    "created_at", "sent_at", "answered_at", "size",
)  # fmt: skip


def _shown(row: Any) -> Mapping[str, Any]:
    """Return what is held, in words; bytes as text, so that the subject reads all of it."""
    shown: dict[str, Any] = {
        str(row._meta.get_field(name).verbose_name): getattr(row, name)
        for name in _KEPT
        if any(field.name == name for field in row._meta.concrete_fields)
    }
    if isinstance(row, QuarantinedPost):
        shown[_("content")] = bytes(row.raw).decode("utf-8", "replace")
    return shown


def _hold(
    model: type[models.Model],
    fields: Iterable[str],
    rows: Callable[[models.Model], Iterable[Any]],
    erase: Callable[[Any], None],
    purpose: StrOrPromise = _PURPOSE,
) -> None:
    shelves.personal_data.add(
        PersonalData(model, purpose, tuple(fields), rows, _shown, erase), order=50
    )


_hold(
    Submission,
    Submission.personal_fields,
    held.submissions_held_on,
    erasure.erase_submission,
)
_hold(SubmissionFile, SubmissionFile.personal_fields, held.files_held_on, erasure.erase_file)
_hold(
    QuarantinedPost,
    QuarantinedPost.personal_fields,
    held.quarantined_held_on,
    erasure.erase_quarantined,
)
_hold(ReviewEvent, ReviewEvent.personal_fields, held.events_held_on, erasure.erase_event)
_hold(PersonalLink, PersonalLink.personal_fields, held.links_held_on, erasure.erase_link)
_hold(FieldKey, FieldKey.personal_fields, held.keys_held_on, erasure.erase_key)
_hold(Filling, Filling.personal_fields, held.fillings_held_on, erasure.erase_filling)
shelves.workplaces.add(
    Workplace(
        "questionnaires",
        gettext_lazy("Questionnaires and answers"),
        "surveys:questionnaire-list",
        can_review_submissions,
    ),
    order=40,
)
shelves.workplaces.add(
    Workplace(
        "campaigns", gettext_lazy("Campaigns"), "surveys:campaign-list", can_create_campaigns
    ),
    order=41,
)
