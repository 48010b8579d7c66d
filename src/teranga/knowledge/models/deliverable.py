"""Documents an intervention leaves, and what becomes of them, sometimes years later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced, Theme
from teranga.core.partial_dates import PartialDateField
from teranga.core.translated import TranslatedField
from teranga.knowledge.enums import DeliverableKind, DeliverableStage
from teranga.knowledge.models.originated import Originated


class Deliverable(Publishable, Sourced, Originated):
    title = TranslatedField(_("title"))
    kind = models.CharField(_("kind"), max_length=12, choices=DeliverableKind)
    # Bodies that are not States: a network of prosecutors, a secretariat.
    regional_body = models.CharField(_("regional organisation"), max_length=120, blank=True)
    # The document belongs to the source's own table of operational documents.
    is_operational = models.BooleanField(_("operational document"), default=False)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="deliverables", verbose_name=_("themes")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ["kind", "country", "created_at", "pk"]
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.title}"


class DeliverableStep(models.Model):
    """A stage the document has reached, with the date where it is known.

    Stages are not a ladder: a policy was carried out by embassies before it was adopted.
    """

    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="steps")
    stage = models.CharField(_("stage"), max_length=12, choices=DeliverableStage)
    reached_on = PartialDateField(_("date"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("stage of a deliverable")
        verbose_name_plural = _("stages of deliverables")
        ordering = ["deliverable", "reached_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "stage"], name="knowledge_deliverable_stage_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}"
