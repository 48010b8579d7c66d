"""The page of a version, laid out once and remembered: a version never changes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from teranga.surveys.enums import VersionState
from teranga.surveys.models import Questionnaire, QuestionnaireVersion, plain_bytes
from teranga.surveys.xforms.layout import WebForm, lay_out
from teranga.surveys.xforms.layout.cleaning import media_address
from teranga.surveys.xforms.model import XForm
from teranga.surveys.xforms.reading import read_xform

_LISTS = (".csv", ".xml")


@dataclass(frozen=True, slots=True)
class Definition:
    """Everything a device needs to fill a version without a line."""

    version: QuestionnaireVersion
    form: WebForm

    def as_json(self) -> dict[str, Any]:
        return {
            "md5": self.version.md5,
            "version": self.version.form_version,
            "title": self.version.title,
            "html": self.form.html,
            "model": self.form.model,
            "languages": [
                {"code": x.code, "name": x.name, "direction": x.direction}
                for x in self.form.languages
            ],
            "max_bytes": settings.ATTACHMENT_MAX_BYTES,
        }


def handed_out(questionnaire: Questionnaire, md5: str) -> QuestionnaireVersion | None:
    """Return a version by its mark: a device may still hold an answer begun with an old one."""
    found: QuestionnaireVersion | None = questionnaire.versions.filter(
        md5=md5, state__in=[VersionState.PUBLISHED, VersionState.SUPERSEDED]
    ).first()
    return found


def definition_of(version: QuestionnaireVersion) -> Definition:
    return Definition(version, _laid_out(version.pk, version.md5))


@lru_cache(maxsize=32)
def _laid_out(pk: UUID, md5: str) -> WebForm:
    version = QuestionnaireVersion.objects.get(pk=pk)
    media = list(version.media.all())
    # Addresses are relative to the page: one layout serves every link to the questionnaire.
    return lay_out(
        plain_bytes(version.xform),
        media=lists_of(version),
        addresses={m.name: media_address(f"media/{md5}/", m.name) for m in media},
    )


def lists_of(version: QuestionnaireVersion) -> dict[str, bytes]:
    """Return the lists that a form keeps in files beside it."""
    return {
        media.name: media.content_bytes()
        for media in version.media.all()
        if media.is_there and media.name.lower().endswith(_LISTS)
    }


def read_form(version: QuestionnaireVersion) -> XForm:
    return _read_form(version.pk)


@lru_cache(maxsize=32)
def _read_form(pk: UUID) -> XForm:
    return read_xform(plain_bytes(QuestionnaireVersion.objects.get(pk=pk).xform))
