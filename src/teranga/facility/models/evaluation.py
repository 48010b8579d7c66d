"""What participants, experts and partners think of the work, then and later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record, Sourced
from teranga.facility.enums import EvaluationKind, EvaluationState
from teranga.facility.models.action import Action
from teranga.facility.models.activity import Activity
from teranga.knowledge.models import CriteriaSet, Criterion


class Evaluation(Publishable, Sourced):
    """A set of questions put to one group of people about an activity or a whole Action."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="evaluations", verbose_name=_("Action")
    )
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluations",
        verbose_name=_("activity"),
    )
    kind = models.CharField(_("who answers"), max_length=12, choices=EvaluationKind)
    state = models.CharField(
        _("state"), max_length=8, choices=EvaluationState, default=EvaluationState.PLANNED
    )
    # 0 for the end of the work itself; 6, 12 and 24 for what remains of it.
    months_after = models.PositiveSmallIntegerField(_("months after the end"), default=0)
    criteria_sets = models.ManyToManyField(
        CriteriaSet, related_name="evaluations", verbose_name=_("sets of criteria")
    )
    due_on = models.DateField(_("to be sent on"))
    opened_on = models.DateField(_("sent on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # Raised to make the link that was sent stop working.
    link_number = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["due_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="facility_evaluation_participants_of_activity",
                condition=models.Q(activity__isnull=False)
                | ~models.Q(kind=EvaluationKind.PARTICIPANTS),
                violation_error_message=_("Say in which activity they took part."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["programme", "due_on"]),
            models.Index(fields=["archived_at", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.activity or self.action}"


class EvaluationAnswer(Record):
    """One anonymous answer: marks by criterion, two free texts, no name and no address."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="answers")
    # Marks by the primary key of the criterion.
    marks = models.JSONField(_("marks"), default=dict)
    strength = models.TextField(_("what was best"), blank=True)
    wish = models.TextField(_("what should change"), blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("answer to an evaluation")
        verbose_name_plural = _("answers to evaluations")
        ordering = ["evaluation", "created_at"]

    def __str__(self) -> str:
        return f"{self.evaluation_id}"


class EvaluationTally(models.Model):
    """Marks of one criterion in one evaluation, added up as answers come in.

    Public figures add these lines: they never read the answers themselves.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="tallies")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    n_marks = models.PositiveIntegerField(default=0)
    sum_marks = models.PositiveIntegerField(default=0)
    # Marks in the two highest steps of the scale.
    n_high = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sum of marks")
        verbose_name_plural = _("sums of marks")
        ordering = ["evaluation", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="facility_tally_once"),
        ]
        # Public figures read this alone, not the lines.
        indexes = [models.Index(fields=["evaluation", "criterion", "n_marks", "sum_marks"])]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.criterion_id}"
