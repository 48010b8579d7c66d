"""A role someone holds in a programme, a component or a country, for a time."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import Role
from teranga.accounts.models.user import User
from teranga.core.models import Country, Record, RecordQuerySet
from teranga.programmes.models import Component, Programme


class MembershipQuerySet(RecordQuerySet):
    def in_force(self, on: dt.date) -> Self:
        return self.current().filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on),
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        )


class Membership(Record):
    """No programme means the whole network; no country means every country."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("programme"),
    )
    component = models.ForeignKey(
        Component,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("component"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("country"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                name="accounts_membership_component_needs_programme",
                condition=Q(component__isnull=True) | Q(programme__isnull=False),
                violation_error_message=_(
                    "A component belongs to a programme: choose the programme too."
                ),
            ),
            models.CheckConstraint(
                name="accounts_membership_ends_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        where = " · ".join(str(x) for x in (self.programme, self.component, self.country) if x)
        return f"{self.get_role_display()} {where}".strip()
