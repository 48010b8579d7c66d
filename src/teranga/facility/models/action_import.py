from django.utils.translation import gettext_lazy as _

from teranga.core.models import ImportedSheet


class ActionImport(ImportedSheet):
    """An import of a list of Actions."""

    class Meta(ImportedSheet.Meta):
        verbose_name = _("import of Actions")
        verbose_name_plural = _("imports of Actions")
