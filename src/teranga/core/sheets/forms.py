from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from teranga.core.exceptions import ImportRefusedError
from teranga.core.models import ImportedSheet
from teranga.core.sheets.fields import SheetField
from teranga.core.sheets.reading import SheetContent, read_table


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=_("Sheet"),
        help_text=_(
            "XLSX or CSV, the first row naming the columns in a language of this site."
            " Nothing is written before you have seen what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    content: SheetContent

    def clean_sheet(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["sheet"]
        try:
            self.content = read_table(upload, name=upload.name or "")
        except ImportRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class ColumnsForm(forms.Form):
    """Which field each column of the sheet fills."""

    def __init__(
        self, *args: Any, sheet: ImportedSheet, fields: Iterable[SheetField], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("leave this column out")), *((f.name, f.label) for f in fields)]
        for position, (heading, name) in enumerate(zip(sheet.header, sheet.columns, strict=True)):
            self.fields[f"column-{position}"] = forms.ChoiceField(
                label=heading or _("column without a heading"),
                choices=choices,
                required=False,
                initial=name or "",
            )

    def clean(self) -> dict[str, Any] | None:
        chosen = [name for name in self.columns() if name]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Two columns fill the same field: keep one of them."))
        return super().clean()

    def columns(self) -> list[str | None]:
        return [self.cleaned_data.get(name) or None for name in self.fields]
