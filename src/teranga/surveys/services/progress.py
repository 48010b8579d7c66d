"""How far someone came in the browser, and drafts they asked the server to keep."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from teranga.surveys.models import Filling, PersonalLink, QuestionnaireVersion

MAX_DRAFT = 500_000


@transaction.atomic
def note_progress(
    *,
    version: QuestionnaireVersion,
    token: UUID,
    last_question: str,
    n_answered: int,
    link: PersonalLink | None = None,
    draft: str | None = None,
) -> Filling:
    """Note how far a form has come; a draft is kept only when one is given."""
    filling = Filling.objects.filter(token=token).first()
    if filling is None:
        filling = Filling(token=token, form_version=version, link=link)
    paths = {question["path"] for question in version.questions}
    filling.last_question = last_question if last_question in paths else ""
    filling.n_answered = max(0, min(n_answered, len(paths) * 100))
    if draft is not None:
        filling.draft = draft[:MAX_DRAFT]
    filling.save()
    return filling


def draft_of(token: UUID) -> Filling | None:
    """Return the draft of a form that was not sent yet, to whoever holds its token."""
    rows = Filling.objects.filter(token=token, sent_at__isnull=True).exclude(draft="")
    return rows.select_related("form_version__questionnaire").first()


@transaction.atomic
def end_filling(token: UUID) -> None:
    """Note that a form was sent: its draft is no longer needed."""
    for filling in Filling.objects.filter(token=token, sent_at__isnull=True):
        filling.sent_at, filling.draft = timezone.now(), ""
        filling.save(update_fields=["sent_at", "draft"])
