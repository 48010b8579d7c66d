"""Who may see the answer to a question: as the team says, else the sheet; else the team only."""

from collections.abc import Mapping
from typing import Any

from teranga.surveys.enums import Audience
from teranga.surveys.models import QuestionnaireVersion, Submission

_WIDTH = {Audience.TEAM: 0, Audience.NETWORK: 1, Audience.PUBLIC: 2}


def audience_of(version: QuestionnaireVersion, path: str) -> str:
    """Return the audience of one question; unknown questions are for the team only."""
    return audiences_of(version).get(path, Audience.TEAM)


def audiences_of(version: QuestionnaireVersion) -> dict[str, str]:
    """Return `{path: audience}`; what a group says holds for what stands in it."""
    said = version.questionnaire.audiences
    found: dict[str, str] = {}
    for question in version.questions:
        path = question["path"]
        above = found.get(path.rpartition("/")[0], Audience.TEAM)
        found[path] = said.get(path) or question["audience"] or above
    return found


def visible_answers(submission: Submission, audience: str) -> dict[str, Any]:
    """Return the answers that `audience` may see, rows of repeats cut down too."""
    audiences = audiences_of(submission.form_version)
    return _cut(submission.answers, "", audiences, _WIDTH[Audience(audience)])


def _cut(
    answers: Mapping[str, Any], prefix: str, audiences: Mapping[str, str], width: int
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in answers.items():
        path = f"{prefix}/{key}" if prefix else key
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = [row for row in (_cut(row, path, audiences, width) for row in value) if row]
            if rows:
                kept[key] = rows
        elif _WIDTH[Audience(audiences.get(path, Audience.TEAM))] >= width:
            kept[key] = value
    return kept
