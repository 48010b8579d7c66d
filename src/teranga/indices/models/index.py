"""A policy index: one way of measuring policies, with its codebooks, rounds and editions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.core.translated import TranslatedField


class PolicyIndex(Publishable):
    """One of the several indices of an installation."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedField(_("name"))
    summary = TranslatedField(_("summary"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("policy index")
        verbose_name_plural = _("policy indices")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class PolicyIndicator(Publishable):
    """What an index asks of every country; its wording lives in its versions."""

    index = models.ForeignKey(
        PolicyIndex, models.PROTECT, related_name="indicators", verbose_name=_("index")
    )
    code = models.CharField(_("code"), max_length=20)

    class Meta(Publishable.Meta):
        verbose_name = _("policy indicator")
        verbose_name_plural = _("policy indicators")
        ordering = ["index", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["index", "code"], name="indices_indicator_code_once"),
        ]

    def __str__(self) -> str:
        return self.code
