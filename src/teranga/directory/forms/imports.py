from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from teranga.core.exceptions import ImportRefusedError
from teranga.directory.enums import ImportSubject
from teranga.directory.forms.scoped import ScopedForm
from teranga.directory.importers import SheetContent, read_table
from teranga.directory.models import SheetImport
from teranga.directory.queries.sheet_fields import FIELDS_OF


class ImportForm(ScopedForm):
    noun = ImportSubject.ORGANISATION

    sheet = forms.FileField(
        label=_("Sheet"),
        help_text=_(
            "XLSX or CSV, the first row naming the columns in French or in English."
            " Nothing is written before you have seen what would change."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    class Meta:
        model = SheetImport
        fields = ["programme", "component"]
        labels = {"programme": _("Programme"), "component": _("Component")}
        help_texts = {"programme": _("New entries will belong to it.")}

    field_order = ["sheet"]
    content: SheetContent

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].required = True

    def clean_sheet(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["sheet"]
        try:
            self.content = read_table(upload, name=upload.name or "")
        except ImportRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return upload

    def _post_clean(self) -> None:
        """Leave the checks of the row to the service, which completes it."""


class PeopleImportForm(ImportForm):
    noun = ImportSubject.PERSON


class ColumnsForm(forms.Form):
    """Which field each column of the sheet fills."""

    def __init__(self, *args: Any, sheet_import: SheetImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = FIELDS_OF[sheet_import.subject]
        choices = [("", _("leave this column out")), *((f.name, f.label) for f in fields)]
        pairs = zip(sheet_import.header, sheet_import.columns, strict=True)
        for position, (heading, field) in enumerate(pairs):
            self.fields[f"column-{position}"] = forms.ChoiceField(
                label=heading or _("column without a heading"),
                choices=choices,
                required=False,
                initial=field or "",
            )

    def clean(self) -> dict[str, Any] | None:
        chosen = [name for name in self.columns() if name]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Two columns fill the same field: keep one of them."))
        return super().clean()

    def columns(self) -> list[str | None]:
        return [self.cleaned_data.get(name) or None for name in self.fields]
