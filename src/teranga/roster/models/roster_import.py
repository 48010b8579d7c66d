from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from teranga.core.models import ImportedSheet


class RosterImport(ImportedSheet):
    """An import of an existing roster."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"file_name", "rows"})

    class Meta(ImportedSheet.Meta):
        verbose_name = _("import of experts")
        verbose_name_plural = _("imports of experts")
