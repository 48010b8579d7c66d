from typing import Any

from django.utils.translation import gettext_lazy as _

from teranga.core.sheets.forms import SheetForm
from teranga.directory.enums import ImportSubject
from teranga.directory.forms.scoped import ScopedForm
from teranga.directory.models import SheetImport


class ImportForm(ScopedForm, SheetForm):
    noun = ImportSubject.ORGANISATION
    field_order = ["sheet"]

    class Meta:
        model = SheetImport
        fields = ["programme", "component"]
        labels = {"programme": _("Programme"), "component": _("Component")}
        help_texts = {"programme": _("New entries will belong to it.")}

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, user=user, verb="import", **kwargs)
        self.fields["programme"].required = True

    def _post_clean(self) -> None:
        """Leave the checks of the row to the service, which completes it."""


class PeopleImportForm(ImportForm):
    noun = ImportSubject.PERSON
