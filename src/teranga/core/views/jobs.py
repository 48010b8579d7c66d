"""Watching a job: the page asks again by itself, with or without JavaScript."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teranga.core.exceptions import JobRefusedError
from teranga.core.jobs import close_abandoned_jobs, kind_of
from teranga.core.models import Job
from teranga.core.shortcuts import get_visible_or_404, render_fragment


@require_safe
@login_required
def job_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    close_abandoned_jobs()
    job: Job = get_visible_or_404(Job, request, pk)
    context = {"job": job, "label": _label(job), "next_url": _own_path(job.result.get("url"))}
    return render_fragment(request, "core/job_detail.html", "job-progress", context)


def _label(job: Job) -> str:
    try:
        return str(kind_of(job.kind).label)
    except JobRefusedError:
        return job.kind


def _own_path(url: object) -> str:
    """Return a link only when it leads to a page of ours."""
    is_own = isinstance(url, str) and url.startswith("/") and not url.startswith(("//", "/\\"))
    return str(url) if is_own else ""
