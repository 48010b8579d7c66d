from collections.abc import Callable

from django import forms
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import ConsentPurpose
from teranga.directory.enums import ContactKind
from teranga.directory.models import Contact

WITHDRAWN = "withdrawn"
_CHECKS: dict[str | None, Callable[[str], None]] = {
    ContactKind.EMAIL: validate_email,
    ContactKind.WEBSITE: URLValidator(schemes=["http", "https"]).__call__,
}


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    consent = forms.ChoiceField(
        label=_("What the holder agreed to"),
        choices=ConsentPurpose.choices,
        widget=forms.RadioSelect,
        help_text=_("Ask before you write it here; the detail is shown no more widely than this."),
    )

    class Meta:
        model = Contact
        fields = ["kind", "value", "label", "consent"]
        labels = {
            "kind": _("Kind"),
            "value": _("Contact detail"),
            "label": _("What it is for"),
        }

    def clean(self) -> dict[str, str] | None:
        cleaned = super().clean() or self.cleaned_data
        check = _CHECKS.get(cleaned.get("kind"))
        if check is not None and cleaned.get("value"):
            try:
                check(cleaned["value"])
            except forms.ValidationError as error:
                self.add_error("value", error)
        return cleaned

    def _post_clean(self) -> None:
        """Leave the model's own checks to the service, which knows the holder."""


class ConsentForm(forms.Form):
    consent = forms.ChoiceField(
        label=_("What the holder agrees to now"),
        choices=[*ConsentPurpose.choices, (WITHDRAWN, _("nothing any more: forget this detail"))],
        widget=forms.RadioSelect,
    )
