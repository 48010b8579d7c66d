"""A request before the committee: the procedure, each member's voice, the decision."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Record
from teranga.facility.enums import Outcome, Procedure, Vote
from teranga.facility.models.request import ExpertiseRequest


class CommitteeReview(Record):
    """One passage before the committee; a request taken back comes again as a new one."""

    expertise_request = models.ForeignKey(
        ExpertiseRequest, models.PROTECT, related_name="reviews", verbose_name=_("request")
    )
    procedure = models.CharField(_("procedure"), max_length=8, choices=Procedure)
    opened_on = models.DateField(_("opened"))
    due_on = models.DateField(_("deadline"))
    held_on = models.DateField(_("meeting"), null=True, blank=True)
    recommendation = models.CharField(
        _("recommendation of the team"), max_length=10, choices=Vote, default=Vote.APPROVE
    )
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision recorded by"),
    )

    class Meta:
        verbose_name = _("committee review")
        verbose_name_plural = _("committee reviews")
        ordering = ["-opened_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="facility_one_open_review",
                fields=["expertise_request"],
                condition=Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expertise_request.number}"

    @property
    def is_open(self) -> bool:
        return not self.outcome


class CommitteeVoice(Record):
    """A member asked for a voice: the conflict is declared before the content is shown."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"conflict_note"})

    review = models.ForeignKey(CommitteeReview, models.PROTECT, related_name="voices")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("member")
    )
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    has_conflict = models.BooleanField(_("conflict of interest"), null=True, blank=True)
    conflict_note = models.TextField(_("nature of the conflict"), blank=True)
    vote = models.CharField(_("vote"), max_length=10, choices=Vote, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    voted_at = models.DateTimeField(_("voted"), null=True, blank=True)

    class Meta:
        verbose_name = _("voice in the committee")
        verbose_name_plural = _("voices in the committee")
        ordering = ["review", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="facility_voice_once"),
            models.CheckConstraint(
                name="facility_vote_without_conflict",
                condition=Q(vote="") | Q(has_conflict=False),
                violation_error_message=_("Declare that you have no conflict of interest first."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_vote_display() or "–"
