"""What an intervention taught: a challenge, a practice, an effect, a lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced, Theme
from teranga.core.translated import TranslatedField
from teranga.knowledge.models.originated import Originated


class Lesson(Publishable, Sourced, Originated):
    """The four parts of a lesson; each is a list, one thing a line."""

    title = TranslatedField(_("title"))
    challenge = TranslatedField(_("what was difficult"), blank=True)
    practice = TranslatedField(_("what was done"), blank=True)
    impact = TranslatedField(_("what changed"), blank=True)
    lesson = TranslatedField(_("what was learnt"), blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="lessons", verbose_name=_("themes")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["origin_code", "created_at", "pk"]
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.title}"
