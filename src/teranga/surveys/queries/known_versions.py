"""The versions answers name, looked up once for the many that come in the same moment.

What is known is forgotten at once when a questionnaire changes in this process, and after two
seconds in the others: an answer that comes in the very moment of closing counts as in time.
"""

import time

from teranga.surveys.models import Questionnaire, QuestionnaireVersion

_SECONDS = 2.0
_MAX_KEPT = 500
_versions: dict[tuple[str, str], tuple[float, QuestionnaireVersion]] = {}
_public: dict[str, tuple[float, Questionnaire]] = {}


def version_named(form_id: str, form_version: str) -> QuestionnaireVersion | None:
    """Return a version with its questionnaire, without its texts; archived ones are unknown."""
    key = (form_id, form_version)
    kept = _versions.get(key)
    if kept is not None and time.monotonic() - kept[0] < _SECONDS:
        return kept[1]
    version: QuestionnaireVersion | None = (
        QuestionnaireVersion.objects.select_related("questionnaire")
        .defer("source", "xform", "questions", "choices", "warnings")
        .filter(
            questionnaire__form_id=form_id,
            form_version=form_version,
            questionnaire__archived_at__isnull=True,
        )
        .first()
    )
    if version is not None:
        if len(_versions) >= _MAX_KEPT:
            _versions.clear()
        _versions[key] = (time.monotonic(), version)
    return version


def questionnaire_of_public_token(token: str) -> Questionnaire | None:
    """Return the questionnaire of a public address, whatever its state."""
    kept = _public.get(token)
    if kept is not None and time.monotonic() - kept[0] < _SECONDS:
        return kept[1]
    found: Questionnaire | None = Questionnaire.objects.current().filter(public_token=token).first()
    if found is not None:
        if len(_public) >= _MAX_KEPT:
            _public.clear()
        _public[token] = (time.monotonic(), found)
    return found


def forget_versions(**_: object) -> None:
    """Look everything up again; connected to each save of a questionnaire or a version."""
    _versions.clear()
    _public.clear()
