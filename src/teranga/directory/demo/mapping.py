"""The mapping in the demo: invented answers, received and approved as real ones would be."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from teranga.directory.demo.answers import answered_on, fictitious_answers, waiting_answers
from teranga.directory.demo.documents import document_of
from teranga.directory.enums import ConsentScope
from teranga.directory.models import Organisation
from teranga.directory.services.mapped_answers import OUTCOME, answer_of
from teranga.directory.services.mapping import upsert_organisation
from teranga.programmes.models import Component
from teranga.surveys.demo import published_mapping
from teranga.surveys.enums import Channel, SubmissionState
from teranga.surveys.models import Questionnaire, QuestionnaireVersion, Submission
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services.receiving import new_submission

_MORE = frozenset({ConsentScope.LINKS, ConsentScope.NEEDS})
_STATES = (SubmissionState.RECEIVED, SubmissionState.RECEIVED, SubmissionState.HAS_ISSUES)


def load_mapping() -> None:
    """Load the fictitious answers once: most approved, some still waiting for a reader."""
    if Organisation.objects.filter(is_fictitious=True).exists():
        return
    questionnaire = published_mapping()
    version = questionnaire.published_version
    if version is None:
        raise RuntimeError("The questionnaire of the mapping was put in use.")
    component = Component.objects.filter(programme=questionnaire.programme, code="C2").first()
    rows = list(_approved(questionnaire, version, component))
    for number, values in enumerate(waiting_answers()):
        row = _received(questionnaire, version, values, f"fictif-attente-{number:02d}", number)
        row.state = _STATES[number % len(_STATES)]
        rows.append(row)
    Submission.objects.bulk_create(rows)


def _approved(
    questionnaire: Questionnaire, version: QuestionnaireVersion, component: Component | None
) -> Iterator[Submission]:
    for number, values in enumerate(fictitious_answers()):
        row = _received(questionnaire, version, values, f"fictif-{number:04d}", number)
        answer = dataclasses.replace(
            answer_of(row),
            component_id=component.pk if component else None,
            # Three in four agree to more than the questionnaire asks.
            also_agreed=_MORE if number % 4 else frozenset(),
        )
        written = upsert_organisation(answer, by=None)
        row.state = SubmissionState.APPROVED
        row.outcome_model, row.outcome_id = OUTCOME, str(written.pk)
        yield row


def _received(
    questionnaire: Questionnaire,
    version: QuestionnaireVersion,
    values: dict[str, Any],
    identity: str,
    number: int,
) -> Submission:
    end = timezone.make_aware(dt.datetime.combine(answered_on(number), dt.time(16)))
    start = end - dt.timedelta(minutes=24 + (number * 7) % 31)
    clock = {"debut": start.isoformat(), "fin": end.isoformat()}
    label = f"{values['nom']} - {values['pays']}"
    document = document_of(version, values | clock, identity=identity, label=label)
    sender = Sender(channel=Channel.DEMO, is_fictitious=True)
    row, _files = new_submission(document, read_instance(document), questionnaire, version, sender)
    row.checked_at = timezone.now()
    return row
