from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import ImportedSheet
from teranga.directory.enums import ImportSubject


class SheetImport(ImportedSheet):
    """An import of organisations or of people."""

    subject = models.CharField(
        _("what it holds"),
        max_length=15,
        choices=ImportSubject,
        default=ImportSubject.ORGANISATION,
    )

    class Meta(ImportedSheet.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
