"""A change that an organisation asks for on its own entry and that a person looks at first."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.directory.enums import EntryChangeState
from teranga.directory.models.organisation import Organisation


class EntryChange(Publishable):
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="changes")
    before = models.JSONField(_("before"), default=dict)
    proposed = models.JSONField(_("proposed"), default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=EntryChangeState, default=EntryChangeState.PROPOSED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("change asked for")
        verbose_name_plural = _("changes asked for")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.get_state_display()
