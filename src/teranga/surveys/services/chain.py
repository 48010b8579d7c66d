"""Edits: each is a row of its own, joined to what it replaces, in whatever order they came."""

from django.db import transaction
from django.db.models import QuerySet

from teranga.surveys.models import Submission

CONFLICT = "conflict"


@transaction.atomic
def join_chain(submission: Submission) -> None:
    """Join an answer to the one it replaces, and to those that replace it.

    An edit that came before what it replaces is joined by the check that follows soon.
    """
    if submission.deprecated_id:
        previous = (
            Submission.objects.select_for_update()
            .filter(
                questionnaire_id=submission.questionnaire_id,
                instance_id=submission.deprecated_id,
            )
            .first()
        )
        if previous is not None:
            _follow(previous, submission)
    for later in _waiting(submission).order_by("created_at"):
        _follow(submission, later)


def join_waiting() -> int:
    """Join every edit that came first, or that a crash left alone; return how many."""
    alone = Submission.objects.exclude(deprecated_id="").filter(replaces__isnull=True)
    n_joined = 0
    for submission in alone.defer("raw").iterator():
        join_chain(submission)
        n_joined += Submission.objects.filter(replaced_by=submission).exists()
    return n_joined


def chain_of(submission: Submission) -> list[Submission]:
    """Return every version of an answer, the first one first."""
    rows = {
        row.pk: row
        for row in Submission.objects.filter(
            questionnaire_id=submission.questionnaire_id, root_id=submission.root_id
        ).defer("raw")
    }
    followed = {row.replaced_by_id for row in rows.values()}
    first = next((row for row in rows.values() if row.pk not in followed), None)
    ordered: list[Submission] = []
    while first is not None and len(ordered) <= len(rows):
        ordered.append(first)
        first = rows.get(first.replaced_by_id)
    return ordered


def _waiting(submission: Submission) -> QuerySet[Submission]:
    rows: QuerySet[Submission] = Submission.objects.filter(
        questionnaire_id=submission.questionnaire_id, deprecated_id=submission.instance_id
    ).exclude(pk=submission.pk)
    return rows


def _follow(previous: Submission, later: Submission) -> None:
    if Submission.objects.filter(replaced_by=later).exists():
        return
    tail = _tail_of(previous)
    if later.pk in {tail.pk, previous.pk} or _tail_of(later).pk == tail.pk:
        return  # a circle of identities: each stays where it is
    tail.replaced_by = later
    tail.save(update_fields=["replaced_by"])
    if tail.pk != previous.pk:
        later.findings = [*later.findings, _conflict(later)]
    row: Submission | None = later
    while row is not None:
        row.root_id = previous.root_id
        row.outcome_model = row.outcome_model or previous.outcome_model
        row.outcome_id = row.outcome_id or previous.outcome_id
        row.save(update_fields=["root_id", "outcome_model", "outcome_id", "findings"])
        row = row.replaced_by


def _tail_of(submission: Submission) -> Submission:
    tail, seen = submission, {submission.pk}
    while tail.replaced_by_id is not None and tail.replaced_by_id not in seen:
        tail = Submission.objects.get(pk=tail.replaced_by_id)
        seen.add(tail.pk)
    return tail


def _conflict(later: Submission) -> dict[str, str]:
    """Two people edited the same version: both are kept, the last to come stands, flagged."""
    return {"path": "", "rule": CONFLICT, "message": later.deprecated_id}
