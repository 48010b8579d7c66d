from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from teranga.core.exceptions import ImportRefusedError
from teranga.core.sheets.reading import SheetContent, read_table
from teranga.directory.queries.scopes import programmes_open_to
from teranga.programmes.models import Programme


class ImportForm(forms.Form):
    sheet = forms.FileField(
        label=_("Sheet"),
        help_text=_(
            "XLSX or CSV, the first row naming the columns as in the export, in French or in"
            " English. Nothing is written before you have seen what would change."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        help_text=_("New profiles will belong to it."),
        empty_label=None,
    )
    content: SheetContent

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset = programmes_open_to(user, "import", "expert").rows

    def clean_sheet(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["sheet"]
        try:
            self.content = read_table(upload, name=upload.name or "")
        except ImportRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return upload
