"""“Reused from”: what was taken over, from where, in which intervention."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Publishable, Sourced
from teranga.core.translated import TranslatedField
from teranga.knowledge.models.practice import Practice


class Reuse(Publishable, Sourced):
    """A link between two interventions, or from a country's practice to an intervention.

    Its country is the one that took over.
    """

    subject = TranslatedField(_("what was taken over"))
    practice = models.ForeignKey(
        Practice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reuses",
        verbose_name=_("practice"),
    )
    from_code = models.CharField(_("taken over from the Action"), max_length=30, blank=True)
    from_country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken over from"),
    )
    from_body = models.CharField(_("taken over from the organisation"), max_length=120, blank=True)
    to_code = models.CharField(_("used in the Action"), max_length=30, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("reuse of a practice")
        verbose_name_plural = _("reuses of practices")
        ordering = ["created_at", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="knowledge_reuse_has_origin",
                condition=models.Q(from_country__isnull=False) | ~models.Q(from_body=""),
                violation_error_message=_("Say from which country or organisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}"
