"""The team of an activity: what it must be, who was chosen and why, how each one comes to leave."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Record
from teranga.facility.enums import DeploymentEvent, DeploymentState, TeamRole
from teranga.facility.models.activity import Activity
from teranga.roster.models import ExpertProfile

CLOSED_STATES = (
    DeploymentState.CONFLICT,
    DeploymentState.DECLINED,
    DeploymentState.NOT_RELEASED,
    DeploymentState.WITHDRAWN,
)


class TeamNeeds(Record):
    """The rules of the team of one activity; the rest (dates, themes, places) is the activity's."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="team_needs", verbose_name=_("activity")
    )
    language_level = models.PositiveSmallIntegerField(
        _("least level in a working language"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
    )
    min_years = models.PositiveSmallIntegerField(_("years of experience at least"), default=5)
    n_southern = models.PositiveSmallIntegerField(
        _("experts from the South at least"), default=0, validators=[MaxValueValidator(20)]
    )
    n_women = models.PositiveSmallIntegerField(
        _("women at least"), default=0, validators=[MaxValueValidator(20)]
    )
    n_eu_government = models.PositiveSmallIntegerField(
        _("EU government experts at least"), default=0, validators=[MaxValueValidator(20)]
    )
    n_national = models.PositiveSmallIntegerField(
        _("experts with national experience at least"),
        default=0,
        validators=[MaxValueValidator(20)],
    )
    n_local = models.PositiveSmallIntegerField(
        _("experts with local experience at least"), default=0, validators=[MaxValueValidator(20)]
    )
    n_senior = models.PositiveSmallIntegerField(
        _("experts with 15 years or more at least"), default=0, validators=[MaxValueValidator(20)]
    )
    max_per_home = models.PositiveSmallIntegerField(
        _("experts of one country at most"), default=1, validators=[MaxValueValidator(20)]
    )
    takes_non_eu_government = models.BooleanField(_("non-EU government experts"), default=True)
    takes_non_governmental = models.BooleanField(_("non-governmental experts"), default=True)
    paid_days = models.PositiveSmallIntegerField(
        _("paid days of each expert"), null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    budget = models.DecimalField(
        _("fees of the team at most (EUR)"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        verbose_name = _("needs of a team")
        verbose_name_plural = _("needs of teams")

    def __str__(self) -> str:
        return f"{self.activity_id}"


class TeamChoice(Record):
    """What a person decided, beside what was proposed: never overwritten, the last one counts."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="team_choices", verbose_name=_("activity")
    )
    # 1 is the first proposal; 0 a team composed otherwise.
    rank = models.PositiveSmallIntegerField(_("rank of the proposal"), default=0)
    reason = models.TextField(_("reason of the choice"), blank=True)
    # What was on the screen: teams, scores part by part, rules that gave way. Codes, no names.
    proposal = models.JSONField(_("proposal"), default=dict)
    chosen = models.JSONField(_("experts chosen"), default=list)
    chosen_on = models.DateField(_("chosen on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("choice of a team")
        verbose_name_plural = _("choices of teams")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="facility_team_reason_beside_first_rank",
                condition=Q(rank=1) | ~Q(reason=""),
                violation_error_message=_("Say why this team rather than the first one proposed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.rank}"


class Deployment(Record):
    """An expert chosen for an activity, from the question asked to the mission carried out."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"conflict_note", "mark"})

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="deployments", verbose_name=_("activity")
    )
    expert = models.ForeignKey(
        ExpertProfile, models.PROTECT, related_name="facility_deployments", verbose_name=_("expert")
    )
    role = models.CharField(_("part"), max_length=10, choices=TeamRole, default=TeamRole.MEMBER)
    state = models.CharField(
        _("state"), max_length=15, choices=DeploymentState, default=DeploymentState.ASKED
    )
    asked_on = models.DateField(_("asked on"))
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    conflict_note = models.TextField(_("what the conflict is"), blank=True, max_length=2000)
    release_asked_on = models.DateField(_("release asked on"), null=True, blank=True)
    release_due_on = models.DateField(_("release awaited before"), null=True, blank=True)
    released_on = models.DateField(_("release granted on"), null=True, blank=True)
    mark = models.DecimalField(
        _("mark out of 5"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )

    class Meta:
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        ordering = ["activity", "role", "created_at"]
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.UniqueConstraint(
                name="facility_deployment_once_open",
                fields=["activity", "expert"],
                condition=~Q(state__in=CLOSED_STATES),
                violation_error_message=_("This expert is already in the team."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert}"

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED_STATES

    @property
    def may_read_documents(self) -> bool:
        """Conflicts of interest are declared before anything is opened."""
        return self.state in {
            DeploymentState.CLEAR,
            DeploymentState.RELEASING,
            DeploymentState.READY,
            DeploymentState.DONE,
        }


class DeploymentStep(Record):
    """One step of a deployment: what, by whom, why."""

    deployment = models.ForeignKey(Deployment, models.PROTECT, related_name="steps")
    event = models.CharField(_("step"), max_length=20, choices=DeploymentEvent)
    from_state = models.CharField(_("from"), max_length=15, choices=DeploymentState)
    to_state = models.CharField(_("to"), max_length=15, choices=DeploymentState)
    on_day = models.DateField(_("on"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("step of a deployment")
        verbose_name_plural = _("steps of deployments")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.get_event_display()
