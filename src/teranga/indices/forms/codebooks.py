from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from teranga.core.exceptions import ImportRefusedError
from teranga.core.translated import Translated
from teranga.directory.queries.scopes import programmes_open_to
from teranga.indices.importers.codebook_xlsx import read_codebook_xlsx
from teranga.indices.importers.codebook_yaml import read_codebook_yaml
from teranga.indices.importers.reading import CodebookReading
from teranga.indices.services.codebooks import IndexDetails
from teranga.programmes.models import Programme


class IndexForm(forms.Form):
    code = forms.CharField(
        label=_("Short name"),
        help_text=_("In plain letters, as it will stand in addresses and files: emix-crpm."),
        max_length=40,
        validators=[validate_slug],
    )
    name_fr = forms.CharField(label=_("Name, in French"), max_length=200)
    name_en = forms.CharField(label=_("Name, in English"), max_length=200)
    summary_fr = forms.CharField(
        label=_("What it measures, in French"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
    )
    summary_en = forms.CharField(
        label=_("What it measures, in English"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), empty_label=None
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = programmes_open_to(user, "create", "policy_index").rows
        self.fields["programme"].queryset = offered  # type: ignore[attr-defined]

    def details(self) -> IndexDetails:
        data = self.cleaned_data
        return IndexDetails(
            code=data["code"].lower(),
            name=Translated(fr=data["name_fr"], en=data["name_en"]),
            summary=Translated(
                {k: data[f"summary_{k}"] for k in ("fr", "en") if data[f"summary_{k}"]}
            ),
            programme=data["programme"],
        )


class CodebookImportForm(forms.Form):
    file = forms.FileField(
        label=_("Codebook"),
        help_text=_(
            "YAML or XLSX. Everything that is wrong is reported at once, with its place;"
            " nothing is written until the whole file is right."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )
    reading: CodebookReading

    def clean_file(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        extension = (upload.name or "").rpartition(".")[2].lower()
        if extension not in {"yaml", "yml", "xlsx"}:
            raise forms.ValidationError(_("Send the codebook as YAML or XLSX."))
        read = read_codebook_xlsx if extension == "xlsx" else read_codebook_yaml
        try:
            self.reading = read(upload.read())
        except ImportRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return upload
