"""What OpenRosa clients read: the versions handed out, and their files."""

from uuid import UUID

from django.db.models import QuerySet

from teranga.surveys.enums import QuestionnaireState, VersionState
from teranga.surveys.models import FormMedia, QuestionnaireVersion
from teranga.surveys.queries.filling import Sender, may_fill, questionnaires_open_to

_HANDED_OUT = (VersionState.PUBLISHED, VersionState.SUPERSEDED)


def versions_open_to(
    sender: Sender, *, form_id: str = "", all_versions: bool = False
) -> QuerySet[QuestionnaireVersion]:
    """Return the versions a client may download; only those in use unless all are asked."""
    open_now = [q.pk for q in questionnaires_open_to(sender)]
    states = _HANDED_OUT if all_versions else (VersionState.PUBLISHED,)
    rows = (
        QuestionnaireVersion.objects.filter(questionnaire_id__in=open_now, state__in=states)
        .select_related("questionnaire")
        .defer("xform", "source", "questions", "choices")
        .order_by("questionnaire__form_id", "-created_at")
    )
    return rows.filter(questionnaire__form_id=form_id) if form_id else rows


def with_media(versions: list[QuestionnaireVersion]) -> set[object]:
    rows = FormMedia.objects.filter(form_version__in=versions).exclude(md5="")
    return set(rows.values_list("form_version_id", flat=True))


def version_open_to(sender: Sender, pk: UUID) -> QuestionnaireVersion | None:
    """Return one version a client may download; a closed questionnaire is no longer handed out."""
    version = (
        QuestionnaireVersion.objects.select_related("questionnaire")
        .filter(
            pk=pk,
            state__in=_HANDED_OUT,
            questionnaire__state=QuestionnaireState.PUBLISHED,
            questionnaire__archived_at__isnull=True,
        )
        .first()
    )
    return version if version is not None and may_fill(version.questionnaire, sender) else None


def media_of(version: QuestionnaireVersion) -> QuerySet[FormMedia]:
    rows: QuerySet[FormMedia] = version.media.exclude(md5="")
    return rows
