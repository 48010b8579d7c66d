"""Who may fill what: by the public link, a personal link, the key of a device, or an account."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from teranga.core.enums import Visibility
from teranga.core.viewer import NOBODY, Grant, Viewer, viewer_of
from teranga.surveys.enums import Channel, QuestionnaireState, VersionState
from teranga.surveys.models import FieldKey, PersonalLink, Questionnaire

_ENUMERATOR = "enumerator"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends an answer, and by which door they came."""

    channel: str = Channel.BROWSER
    user: Any = None
    key: FieldKey | None = None
    link: PersonalLink | None = None
    public_questionnaire: Questionnaire | None = None
    device: str = ""
    is_fictitious: bool = False

    @property
    def viewer(self) -> Viewer:
        return viewer_of(self.user) if self.user is not None else NOBODY


def may_fill(questionnaire: Questionnaire, sender: Sender) -> bool:
    if sender.link is not None:
        is_theirs = sender.link.questionnaire_id == questionnaire.pk
        return is_theirs and questionnaire.is_open_to_invited
    if sender.public_questionnaire is not None:
        is_it = sender.public_questionnaire.pk == questionnaire.pk
        return is_it and questionnaire.is_open_to_public
    if sender.key is not None:
        return _key_opens(sender.key, questionnaire)
    return any(_grant_opens(grant, questionnaire) for grant in sender.viewer.grants)


def questionnaires_open_to(sender: Sender) -> list[Questionnaire]:
    """Return those that can be filled now, with a version in use."""
    return [questionnaire for questionnaire in _handed_out() if may_fill(questionnaire, sender)]


def _handed_out() -> QuerySet[Questionnaire]:
    rows: QuerySet[Questionnaire] = (
        Questionnaire.objects.current()
        .filter(state=QuestionnaireState.PUBLISHED, versions__state=VersionState.PUBLISHED)
        .order_by("form_id")
    )
    return rows


def _key_opens(key: FieldKey, questionnaire: Questionnaire) -> bool:
    if key.revoked_at is not None or key.is_archived or key.expires_at <= timezone.now():
        return False
    chosen = set(key.questionnaires.values_list("pk", flat=True))
    if chosen:
        return questionnaire.pk in chosen
    is_in_scope = key.programme_id in (None, questionnaire.programme_id)
    return questionnaire.is_open_to_enumerators and is_in_scope


def _grant_opens(grant: Grant, questionnaire: Questionnaire) -> bool:
    is_staff = "change" in grant.may.get("questionnaire", frozenset())
    is_in_programme = grant.programme_id in (None, questionnaire.programme_id)
    if grant.role == _ENUMERATOR:
        return questionnaire.is_open_to_enumerators and is_in_programme
    if is_staff and is_in_programme:
        return True
    return questionnaire.is_open_to_members and Visibility.NETWORK in grant.reads


def public_questionnaire(token: str) -> Questionnaire | None:
    """Return the questionnaire of a public link while it is open to the public."""
    is_open = Q(state=QuestionnaireState.PUBLISHED, is_open_to_public=True)
    found: Questionnaire | None = (
        Questionnaire.objects.current().filter(is_open, public_token=token).first()
    )
    return found
