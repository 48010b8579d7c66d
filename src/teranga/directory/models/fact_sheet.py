"""What an organisation answered: each answer dated and sourced, on the sheet of its readers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.directory.models.organisation import Organisation


class FactSheet(Publishable):
    """The answers of one organisation that the same people may read.

    `facts` is `{question: {"value": …, "on": "2026-11-21", "by": origin, "ref": submission}}`.
    An organisation has one sheet for each level of visibility: whatever an answer's
    question and the consent given say decides which sheet holds it (`services.facts`).
    """

    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sheets")
    facts = models.JSONField(_("answers"), default=dict)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("sheet of answers")
        verbose_name_plural = _("sheets of answers")
        ordering = ["organisation", "visibility"]
        indexes = [
            models.Index(
                fields=["visibility", "archived_at", "version", "updated_at"],
                name="directory_sheet_stamp",
            )
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="directory_factsheet_once_for_each_reader",
                fields=["organisation", "visibility"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.get_visibility_display()}"
