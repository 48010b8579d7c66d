"""What has been taught: subjects of training, by theme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced, Theme
from teranga.core.translated import TranslatedField


class TrainingSubject(Publishable, Sourced):
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="training_subjects", verbose_name=_("theme")
    )
    title = TranslatedField(_("subject"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Publishable.Meta):
        verbose_name = _("training subject")
        verbose_name_plural = _("training subjects")
        ordering = ["theme", "position", "pk"]
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.title}"
