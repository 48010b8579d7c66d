"""An expert as the roster knows them: never public, kept only as long as they agree."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Publishable, Theme
from teranga.core.plain_text import validate_plain_line
from teranga.directory.models import Organisation, Person
from teranga.roster.enums import ExpertKind, Gender, KeepingPeriod, PracticeLevel, ProfileState


class ExpertProfile(Publishable):
    """Told apart by a code: lists and matching need no name; the name is in the directory.

    `owner` is the expert's own account, if there is one: the door opens it to them.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset(
        {"job_title", "summary", "gender", "team_note"}
    )

    code = models.CharField(_("code"), max_length=20, unique=True, validators=[validate_plain_line])
    person = models.OneToOneField(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expert_profile",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ExpertKind)
    home_country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country of the employer"),
    )
    # Experience from the South, which triangular co-operation brings beside the European one.
    is_southern = models.BooleanField(_("expert from the South"), default=False)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, default=Gender.NOT_STATED)
    years_of_practice = models.PositiveSmallIntegerField(
        _("years of experience"), default=0, validators=[MaxValueValidator(60)]
    )
    level = models.CharField(
        _("level of experience"),
        max_length=10,
        choices=PracticeLevel,
        default=PracticeLevel.NATIONAL,
    )
    employer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="experts",
        verbose_name=_("employer"),
    )
    job_title = models.CharField(
        _("function"), max_length=150, blank=True, validators=[validate_plain_line]
    )
    summary = models.TextField(_("experience in a few words"), blank=True, max_length=2000)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="experts", verbose_name=_("themes")
    )
    countries_known = models.ManyToManyField(
        Country, blank=True, related_name="experts_knowing", verbose_name=_("countries known")
    )
    cost_per_day = models.DecimalField(
        _("cost of a day (EUR)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    missions_a_year = models.PositiveSmallIntegerField(
        _("missions a year at most"), default=3, validators=[MaxValueValidator(20)]
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProfileState, default=ProfileState.DRAFT, editable=False
    )
    team_note = models.TextField(_("note for the team"), blank=True, max_length=2000)
    consented_on = models.DateField(_("agreed on"), null=True, blank=True)
    keep_months = models.PositiveSmallIntegerField(
        _("data kept for"), choices=KeepingPeriod, default=KeepingPeriod.YEAR
    )
    expires_on = models.DateField(_("to be confirmed before"), null=True, blank=True, db_index=True)
    reminded_on = models.DateField(_("reminded"), null=True, blank=True, editable=False)
    # A personal link names this number; raising it closes every link sent before.
    link_number = models.PositiveIntegerField(default=0, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("expert profile")
        verbose_name_plural = _("expert profiles")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["state", "kind"]),
            models.Index(fields=["programme", "code"]),
            models.Index(fields=["programme", "state"]),
            # The roster in numbers reads this alone, not the profiles.
            models.Index(
                fields=["state", "archived_at", "kind", "gender", "home_country", "is_fictitious"],
                name="roster_expert_counted",
            ),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="roster_expert_active_with_consent",
                condition=~Q(state=ProfileState.ACTIVE)
                | Q(consented_on__isnull=False, expires_on__isnull=False),
                violation_error_message=_("An expert is in the roster only with their consent."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Expert %(code)s")) % {"code": self.code}

    @property
    def is_available_for_teams(self) -> bool:
        return self.state == ProfileState.ACTIVE and not self.is_archived

    @property
    def is_public_servant(self) -> bool:
        """An employer must then release them."""
        return self.kind != ExpertKind.NON_GOVERNMENTAL
