"""Actions of an on-demand expertise facility: those its reports name, those run here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Basis
from teranga.core.models import Country, Publishable, Record, Sourced, Theme
from teranga.core.partial_dates import PartialDateField
from teranga.core.translated import TranslatedField
from teranga.facility.enums import (
    ActionDetail,
    ActionEvent,
    ActionFactKind,
    ActionRegion,
    ActionState,
    AuthorityPart,
    Holder,
    PolicyKind,
    PolicyState,
    Side,
)
from teranga.facility.models.request import ExpertiseRequest
from teranga.programmes.models import Phase


class Action(Publishable, Sourced):
    """An intervention in one or several countries; normally six or seven activities."""

    code = models.CharField(_("code"), max_length=30)
    reference = models.CharField(_("official reference"), max_length=20, blank=True)
    title = TranslatedField(_("title"))
    summary = TranslatedField(_("context"), blank=True)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="actions", verbose_name=_("countries")
    )
    # Named by the source beside the countries that asked, as neighbours or hosts.
    associated_countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("associated countries")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="actions", verbose_name=_("themes")
    )
    region = models.CharField(_("region"), max_length=40, choices=ActionRegion)
    # Actions asked by a group of States name it instead of a country.
    regional_body = models.CharField(_("regional organisation"), max_length=120, blank=True)
    is_multilateral = models.BooleanField(_("several countries together"), default=False)
    themes_basis = models.CharField(max_length=10, choices=Basis, default=Basis.EXPLICIT)
    remark = TranslatedField(_("remark"), blank=True)
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)
    detail = models.CharField(_("detail"), max_length=10, choices=ActionDetail)

    # What follows is empty for an Action known from a report only.
    expertise_request = models.OneToOneField(
        ExpertiseRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action",
        verbose_name=_("request"),
    )
    state = models.CharField(_("state"), max_length=10, choices=ActionState, blank=True)
    holder = models.CharField(
        _("whose turn"), max_length=10, choices=Holder, default=Holder.NOBODY, editable=False
    )
    # Who writes the sheet now: the other side reads and comments meanwhile.
    sheet_turn = models.CharField(
        _("the sheet is with"), max_length=8, choices=Side, default=Side.TEAM, editable=False
    )
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phase")
    )
    language = models.CharField(_("language of the sheet"), max_length=2, default="fr")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    planned_starts_on = models.DateField(_("planned start"), null=True, blank=True)
    planned_ends_on = models.DateField(_("planned end"), null=True, blank=True)
    ready_on = models.DateField(_("ready since"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    evaluated_on = models.DateField(_("evaluated on"), null=True, blank=True)
    step_since = models.DateField(_("in this state since"), null=True, blank=True)
    step_due_on = models.DateField(_("due"), null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("followed by"),
    )

    class Meta(Publishable.Meta):
        verbose_name = _("Action")
        verbose_name_plural = _("Actions")
        ordering = ["code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="facility_action_code"),
        ]

    def __str__(self) -> str:
        return f"{self.title}"

    @property
    def is_managed(self) -> bool:
        """Whether its life is followed here, or only what a report says of it."""
        return bool(self.state)


class ActionStep(Record):
    """One thing that happened to an Action: written once, never changed."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="steps", verbose_name=_("Action")
    )
    event = models.CharField(_("event"), max_length=15, choices=ActionEvent)
    from_state = models.CharField(max_length=10, choices=ActionState, blank=True)
    to_state = models.CharField(max_length=10, choices=ActionState)
    on_day = models.DateField(_("day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    acted_as = models.CharField(max_length=10, choices=Holder)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step of an Action")
        verbose_name_plural = _("steps of Actions")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.get_event_display()


class ActionAuthority(models.Model):
    """An authority named with an Action: who asked, who benefited."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="authorities")
    name = models.CharField(_("name"), max_length=250)
    part = models.CharField(_("part"), max_length=15, choices=AuthorityPart)

    class Meta:
        verbose_name = _("authority of an Action")
        verbose_name_plural = _("authorities of Actions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ActionFact(models.Model):
    """One thing the source says of an Action: an activity, a deliverable, a lesson."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=12, choices=ActionFactKind)
    text = TranslatedField(_("text"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("fact of an Action")
        verbose_name_plural = _("facts of Actions")
        ordering = ["action", "position"]

    def __str__(self) -> str:
        return f"{self.text}"


class SupportedPolicy(Publishable, Sourced):
    """A policy, strategy or plan a country wrote with the facility's support."""

    title = TranslatedField(_("title"))
    code = models.SlugField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=PolicyKind)
    state = models.CharField(_("state"), max_length=12, choices=PolicyState, blank=True)
    is_in_main_table = models.BooleanField(_("in the source’s own table"), default=True)
    dated_on = PartialDateField(_("date"), null=True, blank=True)
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        verbose_name=_("Action"),
    )

    class Meta(Publishable.Meta):
        verbose_name = _("supported policy")
        verbose_name_plural = _("supported policies")
        ordering = ["country", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="facility_policy_code"),
        ]

    def __str__(self) -> str:
        return f"{self.title}"
