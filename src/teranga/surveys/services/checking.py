"""Checking answers again on the server: what is found is written beside them, never refused."""

import datetime as dt
import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from teranga.core.services.audit_chain import link_new_entries
from teranga.surveys.models import QuestionnaireVersion, Submission, plain_bytes
from teranga.surveys.services.chain import CONFLICT, join_waiting
from teranga.surveys.services.writing import turn_to_write

Finding = dict[str, str]
Checker = Callable[[QuestionnaireVersion, bytes], list[Finding]]

_SECONDS_BETWEEN_CHECKS = 5.0
_BATCH = 200
_WRITTEN_TOGETHER = 25
_checkers: list[Checker] = []
_asked_at = -_SECONDS_BETWEEN_CHECKS


def register_checker(checker: Checker) -> Checker:
    """Add a check: it takes a version and the bytes of an answer, and returns what it finds."""
    _checkers.append(checker)
    return checker


def check_soon() -> None:
    """Ask for a check a moment from now; one for all the answers of that moment."""
    global _asked_at  # noqa: PLW0603 - one clock for the process
    now = time.monotonic()
    if now - _asked_at < _SECONDS_BETWEEN_CHECKS:
        return
    _asked_at = now
    run_after = timezone.now() + dt.timedelta(seconds=_SECONDS_BETWEEN_CHECKS + 1)
    check_received.using(run_after=run_after).enqueue()


@task()
def check_received() -> None:
    """Check what came in, join edits a crash left alone, link the audit lines that wait."""
    while check_pending(_BATCH) == _BATCH:
        pass
    join_waiting()
    link_new_entries()


def check_pending(limit: int) -> int:
    """Check up to `limit` answers that were not yet; return how many."""
    rows = Submission.objects.filter(checked_at__isnull=True).order_by("created_at")
    waiting = list(rows.select_related("form_version")[:limit])
    for start in range(0, len(waiting), _WRITTEN_TOGETHER):
        batch = waiting[start : start + _WRITTEN_TOGETHER]
        found = [_found_in(submission) for submission in batch]
        # One wait for the disk for all, and in line with the answers that come meanwhile.
        with turn_to_write(), transaction.atomic():
            for submission, findings in zip(batch, found, strict=True):
                _write_findings(submission, findings)
    return len(waiting)


@transaction.atomic
def check_submission(submission: Submission) -> list[Finding]:
    """Write beside an answer what the checks find; earlier findings of the same kind go."""
    return _write_findings(submission, _found_in(submission))


def _found_in(submission: Submission) -> list[Finding]:
    raw = plain_bytes(submission.raw)
    return [f for checker in _checkers for f in checker(submission.form_version, raw)]


def _write_findings(submission: Submission, found: list[Finding]) -> list[Finding]:
    kept = [f for f in submission.findings if f.get("rule") == CONFLICT]
    findings: list[Finding] = [*kept, *found]
    submission.findings = findings
    submission.checked_at = timezone.now()
    submission.save(update_fields=["findings", "checked_at"])
    return findings
