"""A programme, its components and its phases: the scope of everything else."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Publishable, Sourced
from teranga.core.partial_dates import PartialDateField
from teranga.core.translated import TranslatedField
from teranga.programmes.enums import ProgrammeKind


class Programme(Publishable, Sourced):
    """A cooperation programme, facility, dialogue or network run on this platform.

    Its scope is itself: whoever holds a grant on the programme holds it on this row.
    """

    code = models.SlugField(_("code"), unique=True, max_length=40)
    acronym = models.CharField(_("acronym"), max_length=40)
    name = TranslatedField(_("name"))
    summary = TranslatedField(_("summary"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ProgrammeKind)
    operator = models.CharField(_("operator"), max_length=200, blank=True)
    starts_on = PartialDateField(_("starts"), null=True, blank=True)
    ends_on = PartialDateField(_("ends"), null=True, blank=True)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="programmes", verbose_name=_("countries")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["acronym"]

    def __str__(self) -> str:
        return self.acronym

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.programme_id = self.pk
        super().save(*args, **kwargs)


class Component(Publishable, Sourced):
    """A part of a programme with its own team and partners; its scope is itself."""

    code = models.CharField(_("code"), max_length=20)
    name = TranslatedField(_("name"))
    summary = TranslatedField(_("summary"), blank=True)
    lead = models.CharField(_("lead organisation"), max_length=200, blank=True)
    starts_on = PartialDateField(_("starts"), null=True, blank=True)
    ends_on = PartialDateField(_("ends"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["programme", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="programmes_component_code"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.component_id = self.pk
        super().save(*args, **kwargs)


class Phase(Publishable, Sourced):
    """A period of a programme; sources that disagree on its dates say so in `note`."""

    number = models.PositiveSmallIntegerField(_("number"))
    name = TranslatedField(_("name"), blank=True)
    starts_on = PartialDateField(_("starts"), null=True, blank=True)
    ends_on = PartialDateField(_("ends"), null=True, blank=True)
    note = TranslatedField(_("note"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["programme", "number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_phase_number"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"
