"""The rules of the form itself, evaluated again on what was sent."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from teranga.surveys.models import QuestionnaireVersion
from teranga.surveys.queries.web_forms import lists_of, read_form
from teranga.surveys.services.checking import Finding, register_checker
from teranga.surveys.xforms.xml import XFormError

if TYPE_CHECKING:
    from teranga.surveys.xforms.checking import Flag


@register_checker
def check_rules(version: QuestionnaireVersion, raw: bytes) -> list[Finding]:
    """Return what the form would have said of these answers; nothing when it cannot be read."""
    # The language of the rules is long to load, and only answers need it.
    from teranga.surveys.xforms.checking import check_submission  # noqa: PLC0415

    try:
        flags = check_submission(
            read_form(version), raw, at=timezone.localtime(), media=lists_of(version)
        )
    except XFormError:
        return []
    return [_finding(flag) for flag in flags]


def _finding(flag: "Flag") -> Finding:
    language = settings.LANGUAGE_CODE
    return {
        "path": flag.path.split("/", 2)[-1],
        "rule": flag.kind.value,
        "message": flag.message.get(language) or next(iter(flag.message.values())),
        "label": flag.label.get(language) or next(iter(flag.label.values()), ""),
    }
