"""Long work done away from the page, with a progress a person can watch."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import JobState
from teranga.core.models.publishable import Publishable


class Job(Publishable):
    """One run of a registered piece of work (see `core.jobs`); private to who started it."""

    # Progress is news of the moment; what a job changes is audited by what it calls.
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {
        "n_done",
        "n_total",
        "message",
        "started_at",
    }

    kind = models.CharField(_("kind"), max_length=60)
    parameters = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=JobState, default=JobState.WAITING)
    n_done = models.PositiveIntegerField(_("done"), default=0)
    n_total = models.PositiveIntegerField(_("total"), default=0)
    message = models.CharField(_("message"), max_length=300, blank=True)
    result = models.JSONField(default=dict)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}
