"""Who pays for a programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.money import Money


class Donor(Publishable, Sourced):
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.acronym or self.name


class Funding(Publishable, Sourced):
    """A donor's share in a programme; the amount is empty when the source does not give it."""

    donor = models.ForeignKey(
        Donor, models.PROTECT, related_name="fundings", verbose_name=_("donor")
    )
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")
        ordering = ["programme", "donor"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="programmes_funding_amount_has_currency",
                condition=models.Q(amount__isnull=True) | ~models.Q(currency=""),
                violation_error_message=_("Give the currency of the amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.donor} → {self.programme}"

    @property
    def money(self) -> Money | None:
        return None if self.amount is None else Money(self.amount, self.currency)
