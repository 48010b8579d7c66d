"""The Action sheet: written in rounds by the team and the partner, agreed by each side."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Record
from teranga.core.money import Money
from teranga.facility.enums import BudgetCategory, FocalPointKind, Payer, SheetPart, Side
from teranga.facility.models.action import Action


class SheetSection(Record):
    """One written part, saved on its own: two people may write two parts at once."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="sections")
    part = models.CharField(_("part"), max_length=15, choices=SheetPart)
    text = models.TextField(_("text"), blank=True)
    written_by = models.CharField(_("last written by"), max_length=8, choices=Side, blank=True)

    class Meta:
        verbose_name = _("part of an Action sheet")
        verbose_name_plural = _("parts of Action sheets")
        ordering = ["action", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["action", "part"], name="facility_section_once")
        ]

    def __str__(self) -> str:
        return self.get_part_display()


class SheetVersion(Record):
    """The whole sheet as one side handed it to the other: frozen, numbered, hashed."""

    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {"content"}

    action = models.ForeignKey(Action, models.PROTECT, related_name="sheet_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    handed_by = models.CharField(_("handed over by"), max_length=8, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("what changed"), blank=True)

    class Meta:
        verbose_name = _("version of an Action sheet")
        verbose_name_plural = _("versions of Action sheets")
        ordering = ["action", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="facility_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class SheetAgreement(Record):
    """One side's agreement to one version; a later version needs its own."""

    sheet_version = models.ForeignKey(SheetVersion, models.PROTECT, related_name="agreements")
    side = models.CharField(_("side"), max_length=8, choices=Side)
    agreed_at = models.DateTimeField(_("agreed"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    focal_point = models.ForeignKey(
        "ActionFocalPoint", models.PROTECT, null=True, blank=True, related_name="agreements"
    )

    class Meta:
        verbose_name = _("agreement to an Action sheet")
        verbose_name_plural = _("agreements to Action sheets")
        ordering = ["agreed_at"]
        constraints = [
            models.UniqueConstraint(fields=["sheet_version", "side"], name="facility_agreed_once")
        ]

    def __str__(self) -> str:
        return self.get_side_display()


class SheetComment(Record):
    """A remark on a part of the sheet, until someone settles it."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="sheet_comments")
    part = models.CharField(_("part"), max_length=15, choices=SheetPart, blank=True)
    text = models.TextField(_("comment"))
    side = models.CharField(_("side"), max_length=8, choices=Side)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    focal_point = models.ForeignKey(
        "ActionFocalPoint", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment on an Action sheet")
        verbose_name_plural = _("comments on Action sheets")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.get_part_display() or str(_("the whole sheet"))


class ActionFocalPoint(Record):
    """One of the two people an institution names: one strategic, one operational."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"name", "function", "email", "phone"})

    action = models.ForeignKey(Action, models.PROTECT, related_name="focal_points")
    institution = models.CharField(_("institution"), max_length=250)
    kind = models.CharField(_("profile"), max_length=12, choices=FocalPointKind)
    name = models.CharField(_("name"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    link_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    link_sent_at = models.DateTimeField(_("link sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("focal point of an Action")
        verbose_name_plural = _("focal points of Actions")
        ordering = ["action", "institution", "-kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "institution", "kind"],
                name="facility_action_focal_point_once",
                condition=models.Q(archived_at__isnull=True),
                violation_error_message=_(
                    "This institution already has a focal point of this profile."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution} · {self.get_kind_display()}"


class BudgetLine(Record):
    """One line of the budget, in the currency of the Action."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="budget_lines")
    activity = models.ForeignKey(
        "Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("activity"),
    )
    category = models.CharField(_("category"), max_length=15, choices=BudgetCategory)
    label = models.CharField(_("label"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, default=1)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    unit_cost = models.DecimalField(_("unit cost"), max_digits=12, decimal_places=2)
    payer = models.CharField(_("paid by"), max_length=10, choices=Payer, default=Payer.FACILITY)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["action", "category", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="facility_budget_line_positive",
                condition=models.Q(quantity__gt=0, unit_cost__gte=0),
                violation_error_message=_("A quantity is above zero, a cost is not below."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.unit_cost

    @property
    def money(self) -> Money:
        return Money(self.amount, self.action.currency)


class Complementarity(Record):
    """Another donor's support in the same field, and how the two do not overlap."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="complementarities")
    donor = models.CharField(_("donor"), max_length=200)
    project = models.CharField(_("project"), max_length=250)
    note = models.TextField(_("how the two fit together"), blank=True)

    class Meta:
        verbose_name = _("complementary support")
        verbose_name_plural = _("complementary supports")
        ordering = ["action", "created_at"]

    def __str__(self) -> str:
        return f"{self.donor} · {self.project}"
