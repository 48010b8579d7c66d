"""What a person says of a file they add."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.core.file_types import FILE_TYPES
from teranga.core.models import Publishable

_SHARED = (Visibility.PROGRAMME, Visibility.COMMITTEE)


class AttachmentForm(forms.Form):
    """Offers only the levels of visibility that are no wider than those of the thing itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, office document, picture, CSV or plain text."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in FILE_TYPES)}),
    )
    visibility = forms.ChoiceField(label=_("Who may download it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, about: Publishable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = list(Visibility)
        levels = levels[levels.index(Visibility(about.visibility)) :]
        if about.programme_id is None:
            levels = [level for level in levels if level not in _SHARED]
        field: Any = self.fields["visibility"]
        field.choices = [(level.value, level.label) for level in levels]
        field.initial = levels[0].value
