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

Finding = dict[str, str]
Checker = Callable[[QuestionnaireVersion, bytes], list[Finding]]

_SECONDS_BETWEEN_CHECKS = 5.0
_BATCH = 200
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
    for submission in waiting:
        check_submission(submission)
    return len(waiting)


@transaction.atomic
def check_submission(submission: Submission) -> list[Finding]:
    """Write beside an answer what the checks find; earlier findings of the same kind go."""
    raw = plain_bytes(submission.raw)
    found = [f for checker in _checkers for f in checker(submission.form_version, raw)]
    kept = [f for f in submission.findings if f.get("rule") == CONFLICT]
    findings: list[Finding] = [*kept, *found]
    submission.findings = findings
    submission.checked_at = timezone.now()
    submission.save(update_fields=["findings", "checked_at"])
    return findings
