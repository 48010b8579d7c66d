"""Case studies: one story told from one or several interventions, and the criteria it meets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Publishable, Sourced, Theme
from teranga.core.translated import TranslatedField
from teranga.knowledge.models.criteria import Criterion


class CaseStudy(Publishable, Sourced):
    code = models.SlugField(_("code"), max_length=60)
    title = TranslatedField(_("title"))
    context = TranslatedField(_("context"), blank=True)
    # The interventions it tells, by the codes their programme gives them.
    origin_codes = models.JSONField(_("codes of the Actions"), default=list, blank=True)
    # Told as the source tells it, when it is a body and not a State that asked.
    regional_body = models.CharField(_("regional organisation"), max_length=120, blank=True)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="case_studies", verbose_name=_("countries")
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="case_studies", verbose_name=_("themes")
    )
    criteria_met = models.ManyToManyField(
        Criterion, blank=True, related_name="case_studies", verbose_name=_("criteria it meets")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        ordering = ["source_page", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="knowledge_case_study_code"),
        ]

    def __str__(self) -> str:
        return f"{self.title}"
