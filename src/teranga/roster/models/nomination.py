"""An administration proposes one of its people."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.directory.models import Organisation
from teranga.roster.models.expert import ExpertProfile


class Nomination(Publishable):
    """Private to who sent it and to the team; it opens nothing of the profile."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"statement"})

    profile = models.ForeignKey(
        ExpertProfile, models.PROTECT, related_name="nominations", verbose_name=_("profile")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="nominations",
        verbose_name=_("administration"),
    )
    statement = models.TextField(_("why this person"), max_length=2000)
    nominated_on = models.DateField(_("nominated on"))

    class Meta(Publishable.Meta):
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-nominated_on", "pk"]

    def __str__(self) -> str:
        return str(self.profile)
