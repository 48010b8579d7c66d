"""A sheet that someone imports: what was sent, what it changed, how to undo it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import ImportState
from teranga.core.models.publishable import Publishable


class ImportedSheet(Publishable):
    """Private to who sent the file; it carries the programme its new rows will belong to."""

    # The cells may hold anything a person put in a sheet: the audit, which outlives an
    # erasure, does not copy them.
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {"rows", "effects"}

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet_name = models.CharField(_("sheet"), max_length=100, blank=True)
    header = models.JSONField(default=list)
    rows = models.JSONField(_("rows"), default=list)
    first_row_number = models.PositiveIntegerField(default=2)
    # The field each column fills; null for a column left aside.
    columns = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.REHEARSED
    )
    effects = models.JSONField(_("what it changed"), default=list)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
