"""Long work away from the page: what kinds there are, and how one run goes.

An app registers a kind in its `tasks.py` (imported by `AppConfig.ready`) and a view starts
it with `start_job`. The run reports its progress; it ends done or failed, never in silence.
"""

import resource
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise
from django_tasks import task

from teranga.core.context import Actor, acting_as
from teranga.core.enums import JobState
from teranga.core.exceptions import JobRefusedError, TerangaError
from teranga.core.models import Job

_SECONDS_BETWEEN_NEWS = 0.5
_MIB = 1024**2


class Progress:
    """Tells the person who waits how far the work has come."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told_at = 0.0

    def tell(self, n_done: int, n_total: int, message: str = "") -> None:
        """Write the news; at most two a second, and always the last one."""
        is_last = n_done >= n_total
        if not is_last and time.monotonic() - self._told_at < _SECONDS_BETWEEN_NEWS:
            return
        self._told_at = time.monotonic()
        self._job.n_done, self._job.n_total = n_done, n_total
        self._job.message = message[:300]
        self._job.save(update_fields=["n_done", "n_total", "message"])


@dataclass(frozen=True, slots=True)
class JobKind:
    """A registered piece of work.

    `run` takes a `Progress` and the job's parameters and returns its result; a `url` in
    the result is offered to the person when the job is done.
    """

    code: str
    label: StrOrPromise
    run: Callable[..., Mapping[str, Any] | None]
    max_seconds: int = 900
    max_memory_mib: int = 1024


_kinds: dict[str, JobKind] = {}


def register_job(kind: JobKind) -> JobKind:
    _kinds[kind.code] = kind
    return kind


def kind_of(code: str) -> JobKind:
    if code not in _kinds:
        raise JobRefusedError(_("This kind of work is not known here."))
    return _kinds[code]


@transaction.atomic
def start_job(code: str, *, started_by: Any, parameters: Mapping[str, Any]) -> Job:
    """Put work in the queue, in the transaction of the order itself: both or neither."""
    kind_of(code)
    job = Job(kind=code, parameters=dict(parameters), owner=started_by)
    job.full_clean(exclude=["parameters", "result"])
    job.save()
    run_job.enqueue(str(job.pk))
    return job


@task()
def run_job(job_id: str) -> None:
    """Run a job once; a second call finds it taken."""
    job = _take(UUID(job_id))
    if job is None:
        return
    actor = Actor(user_id=job.owner_id, label="job", reference=job.pk.hex[:12])
    language = job.owner.language if job.owner else "fr"
    result: Mapping[str, Any] | None = None
    reason = ""
    is_done = False
    with acting_as(actor), override(language):
        try:
            kind = kind_of(job.kind)
            with limits(kind):
                result = kind.run(Progress(job), **job.parameters)
            is_done = True
        except TerangaError as error:
            reason, is_done = str(error), False
        except MemoryError:
            reason = _("This work needs more memory than it may take. Try with less.")
        finally:
            # Also on an error nobody foresaw: the worker logs it, the person is told.
            _end(job, is_done=is_done, result=result, reason=reason)


def close_abandoned_jobs() -> int:
    """Fail the jobs whose worker was killed: still running long after their time was up."""
    n_closed = 0
    for job in Job.objects.filter(state=JobState.RUNNING):
        limit = _kinds[job.kind].max_seconds if job.kind in _kinds else 0
        if job.started_at and (timezone.now() - job.started_at).total_seconds() > limit + 60:
            _end(job, is_done=False, reason=_("This work was interrupted. Start it again."))
            n_closed += 1
    return n_closed


@contextmanager
def limits(kind: JobKind) -> Iterator[None]:
    """Hold a run to its time and to so much memory above what the worker already has."""

    def stop(signum: int, frame: object) -> None:
        raise JobRefusedError(_("This work took too long and was stopped. Try with less."))

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + kind.max_memory_mib * _MIB, hard))
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, kind.max_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not a file on a disk
        return int(file.read().split()[0]) * resource.getpagesize()


@transaction.atomic
def _take(job_id: UUID) -> Job | None:
    job: Job | None = (
        Job.objects.select_for_update(of=("self",))
        .filter(pk=job_id, state=JobState.WAITING)
        .first()
    )
    if job is not None:
        job.state, job.started_at = JobState.RUNNING, timezone.now()
        job.save(update_fields=["state", "started_at"])
    return job


def _end(
    job: Job, *, is_done: bool, result: Mapping[str, Any] | None = None, reason: str = ""
) -> None:
    job.state = JobState.DONE if is_done else JobState.FAILED
    job.ended_at = timezone.now()
    job.result = dict(result or {})
    if not is_done:
        unforeseen = _("Something went wrong. Nothing was half done; the team can see why.")
        job.message = (reason or unforeseen)[:300]
    job.save(update_fields=["state", "ended_at", "result", "message"])
