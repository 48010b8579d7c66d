from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.sheets.forms import SheetForm
from teranga.directory.queries.scopes import programmes_open_to
from teranga.programmes.models import Programme


class ImportForm(SheetForm):
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        help_text=_("New profiles will belong to it."),
        empty_label=None,
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].help_text = _(
            "XLSX or CSV, the first row naming the columns as in the export, in a language"
            " of this site. Nothing is written before you have seen what would change."
        )
        reach = programmes_open_to(user, "import", "expert")
        self.fields["programme"].queryset = reach.rows  # type: ignore[attr-defined]
