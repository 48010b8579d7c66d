"""An import of an existing roster: what was sent, what it created, and how to undo it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.roster.enums import ImportState


class RosterImport(Publishable):
    """Private to who sent the file; the profiles it creates take its programme."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"file_name", "rows"})
    # The cells hold people's data: the audit, which outlives an erasure, does not copy them.
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {"rows", "effects"}

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    header = models.JSONField(default=list)
    rows = models.JSONField(_("rows"), default=list)
    first_row_number = models.PositiveIntegerField(default=2)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.REHEARSED
    )
    effects = models.JSONField(_("what it changed"), default=list)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("import of experts")
        verbose_name_plural = _("imports of experts")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
