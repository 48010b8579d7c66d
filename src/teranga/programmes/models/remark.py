"""What does not fit in a source: kept and shown, never repaired in silence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.translated import TranslatedField


class SourceRemark(Publishable, Sourced):
    """Two things a source says that do not agree, or one that it leaves out."""

    code = models.SlugField(_("code"), max_length=80)
    subject = TranslatedField(_("subject"))
    text = TranslatedField(_("remark"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Publishable.Meta):
        verbose_name = _("remark on a source")
        verbose_name_plural = _("remarks on sources")
        ordering = ["programme", "position", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="programmes_remark_code"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}"
