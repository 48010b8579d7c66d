"""The ledger of what organisations agreed to: lines are added, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.directory.enums import ConsentScope, FactOrigin
from teranga.directory.models.organisation import Organisation


class OrganisationConsent(Publishable):
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="consents")
    agreed_to = models.CharField(_("what"), max_length=20, choices=ConsentScope)
    is_granted = models.BooleanField(_("agreed"), default=False)
    given_on = models.DateField(_("given on"))
    # Which text was read: the version of the questionnaire or of the page.
    wording = models.CharField(_("wording"), max_length=60)
    origin = models.CharField(_("said through"), max_length=10, choices=FactOrigin)
    reference = models.CharField(_("submission"), max_length=120, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("consent of an organisation")
        verbose_name_plural = _("consents of organisations")
        ordering = ["organisation", "given_on", "created_at"]
        indexes = [models.Index(fields=["organisation", "agreed_to"])]

    def __str__(self) -> str:
        return self.get_agreed_to_display()
