"""Two entries that may be the same organisation under two spellings; a person decides."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.directory.enums import TwinState
from teranga.directory.models.organisation import Organisation


class TwinProposal(Publishable):
    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="twins")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="twins_of")
    likeness = models.PositiveSmallIntegerField(_("likeness"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=TwinState, default=TwinState.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # What a merge changed, so that it can be undone.
    effects = models.JSONField(default=dict, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        ordering = ["-likeness", "created_at"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(name="directory_twin_once", fields=["kept", "other"]),
            models.CheckConstraint(name="directory_twin_of_another", condition=~Q(kept=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.likeness} %"
