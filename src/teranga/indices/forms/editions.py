"""The form that freezes a round into an edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.indices.models import CodingRound, Edition
from teranga.indices.queries.editions import editions_visible_to


class FreezeForm(forms.Form):
    """When it is published, for whom, and which edition it corrects, if any."""

    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            (Visibility.PUBLIC.value, _("everyone")),
            (Visibility.NETWORK.value, _("the network")),
        ],
    )
    corrects = forms.ModelChoiceField(
        label=_("It corrects"),
        queryset=Edition.objects.none(),
        required=False,
        empty_label=_("no earlier edition"),
        help_text=_("The earlier edition stays readable and says that it was corrected."),
    )
    note_fr = forms.CharField(
        label=_("What changed, in French"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note_en = forms.CharField(
        label=_("What changed, in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_confirmed = forms.BooleanField(
        label=_("I have read what is open and fictitious in it: nothing can be changed afterwards"),
    )

    def __init__(self, *args: Any, user: object, coding_round: CodingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["corrects"]
        field.queryset = editions_visible_to(user).filter(index_id=coding_round.index_id)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("corrects") and not (cleaned.get("note_fr") or cleaned.get("note_en")):
            self.add_error("note_fr", _("Say what this edition corrects."))
        return cleaned

    def note(self) -> dict[str, str]:
        texts = {"fr": self.cleaned_data["note_fr"], "en": self.cleaned_data["note_en"]}
        return {code: text.strip() for code, text in texts.items() if text.strip()}
