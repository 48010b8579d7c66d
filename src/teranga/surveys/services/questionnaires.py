"""Writing questionnaires: a sheet becomes a draft, a draft is put in use, a collection ends."""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country
from teranga.core.services.locking import lock, lock_version, owner_of
from teranga.core.translated import CONTENT_LANGUAGES, Translated
from teranga.programmes.models import Component, Programme
from teranga.surveys.enums import (
    QUESTIONNAIRE_TRANSITIONS,
    Audience,
    QuestionnaireState,
    VersionState,
)
from teranga.surveys.models import FormMedia, Questionnaire, QuestionnaireVersion
from teranga.surveys.permissions import can_change_questionnaire, can_create_questionnaire
from teranga.surveys.services.conversion import (
    Conversion,
    ConversionRefusedError,
    convert_source,
    slug_of,
)
from teranga.surveys.services.problems import Problem

MAX_MEDIA_BYTES = 5 * 1024**2


@dataclass(frozen=True, slots=True)
class QuestionnaireDetails:
    """What a person says of a questionnaire beside its sheet."""

    title: Translated
    description: Translated
    visibility: str = Visibility.PRIVATE
    programme: Programme | None = None
    component: Component | None = None
    country: Country | None = None
    is_open_to_public: bool = False
    is_open_to_invited: bool = False
    is_open_to_members: bool = False
    is_open_to_enumerators: bool = True
    country_question: str = ""
    handler: str = ""


@dataclass(frozen=True, slots=True)
class QuestionnaireOrigin:
    """What a shipped questionnaire says of itself beside its sheet."""

    title: Translated
    description: Translated
    handler: str = ""
    audiences: dict[str, str] = field(default_factory=dict)


def create_questionnaire(
    content: bytes,
    *,
    name: str,
    by: object,
    programme: Programme | None = None,
    origin: QuestionnaireOrigin | None = None,
) -> Questionnaire:
    """Convert a sheet and keep it as the first draft of a new questionnaire."""
    questionnaire = Questionnaire(owner_id=owner_of(by), programme=programme)
    if not can_create_questionnaire(by, questionnaire):
        raise PermissionDenied
    conversion = convert_source(content, name=name)
    definition = conversion.definition
    language = _content_language(definition.languages)
    questionnaire.title = Translated({language: definition.title})
    if origin is not None:
        questionnaire.title, questionnaire.description = origin.title, origin.description
        questionnaire.handler, questionnaire.audiences = origin.handler, origin.audiences
    return _create(questionnaire, conversion, content, name)


@transaction.atomic
def _create(
    questionnaire: Questionnaire, conversion: Conversion, content: bytes, name: str
) -> Questionnaire:
    definition = conversion.definition
    if Questionnaire.objects.filter(form_id=definition.form_id).exists():
        raise _refused(
            "settings",
            "form_id",
            _(
                "A questionnaire called “%(form_id)s” exists already: add this file as a new"
                " version of it, or give it another identifier."
            )
            % {"form_id": definition.form_id},
        )
    questionnaire.form_id = definition.form_id
    questionnaire.country_question = _country_question(definition.questions)
    questionnaire.full_clean()
    questionnaire.save()
    _add_draft(questionnaire, conversion, content, name)
    return questionnaire


def add_version(
    questionnaire: Questionnaire, content: bytes, *, name: str, by: object
) -> QuestionnaireVersion:
    """Convert a sheet and keep it as the draft; a draft of the same version is replaced."""
    if not can_change_questionnaire(by, questionnaire):
        raise PermissionDenied
    conversion = convert_source(content, name=name)
    found = conversion.definition.form_id
    # A sheet without settings is called as its file: it is then a version of this one.
    if found not in {questionnaire.form_id, slug_of(name)}:
        raise _refused(
            "settings",
            "form_id",
            _("This file is of another questionnaire: “%(found)s” instead of “%(wanted)s”.")
            % {"found": found, "wanted": questionnaire.form_id},
        )
    return _replace_draft(questionnaire, conversion, content, name)


@transaction.atomic
def _replace_draft(
    questionnaire: Questionnaire, conversion: Conversion, content: bytes, name: str
) -> QuestionnaireVersion:
    locked = lock(questionnaire)
    same = locked.versions.filter(form_version=conversion.definition.form_version).first()
    if same is not None and same.state != VersionState.DRAFT:
        raise _refused(
            "settings",
            "version",
            _("Version “%(version)s” is already in use: write a new one in the settings sheet.")
            % {"version": same.form_version},
        )
    for draft in locked.versions.filter(state=VersionState.DRAFT):
        for media in draft.media.all():
            media.purge()
        for filling in draft.fillings.all():
            filling.purge()
        draft.purge()
    return _add_draft(locked, conversion, content, name)


def _add_draft(
    questionnaire: Questionnaire, conversion: Conversion, content: bytes, name: str
) -> QuestionnaireVersion:
    definition = conversion.definition
    version = QuestionnaireVersion(
        questionnaire=questionnaire,
        form_version=definition.form_version,
        title=definition.title[:250],
        source=content,
        source_name=name[-200:],
        source_sha256=hashlib.sha256(content).hexdigest(),
        xform=conversion.xform,
        md5=conversion.md5,
        sha256=conversion.sha256,
        languages=definition.languages,
        questions=definition.questions,
        choices=definition.choices,
        warnings=[warning.as_json() for warning in conversion.warnings],
    )
    version.save()
    for media_name in definition.media:
        _add_media(version, media_name[:200])
    return version


def _add_media(version: QuestionnaireVersion, name: str) -> None:
    """Note a file the version needs; one given with an earlier version serves again."""
    earlier = (
        FormMedia.objects.filter(form_version__questionnaire_id=version.questionnaire_id, name=name)
        .exclude(md5="")
        .order_by("-created_at")
        .first()
    )
    media = FormMedia(form_version=version, name=name)
    if earlier is not None:
        media.content, media.md5 = earlier.content_bytes(), earlier.md5
        media.size, media.content_type = earlier.size, earlier.content_type
    media.save()


@transaction.atomic
def give_media(media: FormMedia, content: bytes, *, content_type: str, by: object) -> FormMedia:
    """Hand in a file that a version refers to."""
    version = media.form_version
    if not can_change_questionnaire(by, version.questionnaire):
        raise PermissionDenied
    if version.state != VersionState.DRAFT and media.is_there:
        raise InvalidTransitionError(
            _("This version is in use: its files no longer change. Add a new version.")
        )
    if len(content) > MAX_MEDIA_BYTES:
        raise _refused("", "", _("This file is too large for a telephone: at most 5 MB."))
    media.content, media.size = content, len(content)
    media.md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    media.content_type = content_type[:100]
    media.save()
    return media


@transaction.atomic
def update_questionnaire(
    questionnaire: Questionnaire, *, details: QuestionnaireDetails, version: int, by: object
) -> Questionnaire:
    locked = lock_version(questionnaire, version)
    if not can_change_questionnaire(by, locked):
        raise PermissionDenied
    for detail in fields(details):
        setattr(locked, detail.name, getattr(details, detail.name))
    # A place in another country or programme needs the right there too.
    if not can_change_questionnaire(by, locked):
        raise PermissionDenied
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def set_audiences(
    questionnaire: Questionnaire, audiences: dict[str, str], *, version: int, by: object
) -> Questionnaire:
    """Say of each question who may see its answers; what is not said follows the sheet."""
    locked = lock_version(questionnaire, version)
    if not can_change_questionnaire(by, locked):
        raise PermissionDenied
    locked.audiences = {
        path: audience for path, audience in audiences.items() if audience in Audience.values
    }
    locked.save(update_fields=["audiences"])
    return locked


@transaction.atomic
def publish_version(version: QuestionnaireVersion, *, by: object) -> QuestionnaireVersion:
    """Put a draft in use; the version before still takes the answers begun with it."""
    questionnaire = lock(version.questionnaire)
    if not can_change_questionnaire(by, questionnaire):
        raise PermissionDenied
    _require(questionnaire, "publish")
    version = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    if version.state != VersionState.DRAFT:
        raise InvalidTransitionError(_("Only a draft can be put in use."))
    missing = [media.name for media in version.media.all() if not media.is_there]
    if missing:
        message = _("Files of this version are still missing: %(names)s.")
        raise InvalidTransitionError(message % {"names": ", ".join(missing)})
    for earlier in questionnaire.versions.filter(state=VersionState.PUBLISHED):
        earlier.state = VersionState.SUPERSEDED
        earlier.save(update_fields=["state"])
    version.state, version.published_at = VersionState.PUBLISHED, timezone.now()
    version.save(update_fields=["state", "published_at"])
    if questionnaire.state != QuestionnaireState.PUBLISHED:
        questionnaire.state = QuestionnaireState.PUBLISHED
        questionnaire.save(update_fields=["state"])
    return version


@transaction.atomic
def close_questionnaire(questionnaire: Questionnaire, *, by: object) -> Questionnaire:
    """Hand out no more; answers that still come are set aside for a person."""
    locked = _ordered(questionnaire, "close", by)
    locked.closed_on = timezone.localdate()
    locked.save(update_fields=["state", "closed_on"])
    return locked


@transaction.atomic
def reopen_questionnaire(questionnaire: Questionnaire, *, by: object) -> Questionnaire:
    locked = _ordered(questionnaire, "reopen", by)
    locked.closed_on = None
    locked.save(update_fields=["state", "closed_on"])
    return locked


def _ordered(questionnaire: Questionnaire, order: str, by: object) -> Questionnaire:
    locked = lock(questionnaire)
    if not can_change_questionnaire(by, locked):
        raise PermissionDenied
    locked.state = _require(locked, order)
    return locked


def _require(questionnaire: Questionnaire, order: str) -> str:
    transition = QUESTIONNAIRE_TRANSITIONS[order]
    if questionnaire.state not in transition.sources:
        raise InvalidTransitionError(
            _("This cannot be done now: the questionnaire is “%(state)s”.")
            % {"state": questionnaire.get_state_display()}
        )
    return transition.target


def _content_language(languages: list[dict[str, str]]) -> str:
    code = languages[0]["code"] if languages else "fr"
    return code if code in CONTENT_LANGUAGES else "fr"


def _country_question(questions: list[dict[str, Any]]) -> str:
    """Guess the question on the country by its name."""
    names = {"pays", "country", "pais", "país"}
    return next((q["path"] for q in questions if q["name"].lower() in names), "")


def _refused(sheet: str, cell: str, message: str) -> ConversionRefusedError:
    return ConversionRefusedError([Problem(sheet, cell, message)])
