"""Answers to the questionnaire of the mapping, as the directory understands them."""

from django.utils import timezone

from teranga.directory.enums import FactOrigin
from teranga.directory.services.facts import Provenance
from teranga.directory.services.mapping import MappingAnswer
from teranga.surveys.models import Submission
from teranga.surveys.queries.answers import by_name

# What an approved answer becomes, in the words of `Submission.outcome_model`.
OUTCOME = "directory.organisation"


def answer_of(submission: Submission) -> MappingAnswer:
    """Read a submission as the directory understands it."""
    version = submission.form_version
    return MappingAnswer(
        by_name(submission.answers),
        Provenance(
            on=timezone.localdate(submission.ended_at or submission.created_at),
            origin=FactOrigin.MAPPING,
            reference=submission.root_id,
            wording=f"{version.questionnaire.form_id} {version.version}",
            is_fictitious=submission.is_fictitious,
        ),
        submission.programme_id,
        submission.component_id,
    )
