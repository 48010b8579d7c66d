from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.programmes.forms.content import DATE_HELP, ContentForm, text_field
from teranga.programmes.models import Component, Donor, Funding, Phase
from teranga.programmes.services.parts import ComponentDetails, FundingDetails, PhaseDetails

_SHARED = ["visibility", "source", "source_page"]
_SHARED_LABELS = {
    "starts_on": _("Starts"),
    "ends_on": _("Ends"),
    "visibility": _("Who may read this"),
    "source": _("Source"),
    "source_page": _("Page or place in the source"),
}
_DATE_HELPS = {"starts_on": DATE_HELP, "ends_on": DATE_HELP}


class _PartForm(ContentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["visibility"] = Visibility.PROGRAMME


class ComponentForm(_PartForm):
    texts = ("name", "summary")

    name_fr = text_field(_("Name, in French"))
    name_en = text_field(_("Name, in English"))
    summary_fr = text_field(_("Summary, in French"), is_long=True)
    summary_en = text_field(_("Summary, in English"), is_long=True)

    class Meta:
        model = Component
        fields = ["code", "lead", "starts_on", "ends_on", *_SHARED]
        labels = {"code": _("Code"), "lead": _("Lead organisation")} | _SHARED_LABELS
        help_texts = _DATE_HELPS

    field_order = ["version", "code", "name_fr", "name_en", "summary_fr", "summary_en"]

    def details(self) -> ComponentDetails:
        return ComponentDetails(**self.values(tuple(ComponentDetails.__slots__)))


class PhaseForm(_PartForm):
    texts = ("name", "note")
    needed = ()

    name_fr = text_field(_("Name, in French"))
    name_en = text_field(_("Name, in English"))
    note_fr = text_field(_("What the sources do not agree on, in French"), is_long=True)
    note_en = text_field(_("What the sources do not agree on, in English"), is_long=True)

    class Meta:
        model = Phase
        fields = ["number", "starts_on", "ends_on", *_SHARED]
        labels = {"number": _("Number")} | _SHARED_LABELS
        help_texts = _DATE_HELPS

    field_order = ["version", "number", "name_fr", "name_en", "starts_on", "ends_on"]

    def details(self) -> PhaseDetails:
        return PhaseDetails(**self.values(tuple(PhaseDetails.__slots__)))


class FundingForm(_PartForm):
    donor = forms.ModelChoiceField(
        Donor.objects.none(), label=_("Donor"), required=False, empty_label=_("another donor")
    )
    donor_name = forms.CharField(
        label=_("Name of another donor"),
        required=False,
        max_length=200,
        help_text=_("The name of a donor is public; what it gives is shown as you choose below."),
    )
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        validators=[RegexValidator("^[A-Z]{3}$", _("Three capital letters, for example EUR."))],
    )

    class Meta:
        model = Funding
        fields = ["donor", "amount", "currency", *_SHARED]
        labels = {"amount": _("Amount")} | _SHARED_LABELS
        help_texts = {"amount": _("Leave it empty when the source does not give it.")}

    field_order = ["version", "donor", "donor_name", "amount", "currency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        donors: Any = self.fields["donor"]
        donors.queryset = Donor.objects.visible_to(self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("donor")) == bool(cleaned.get("donor_name")):
            self.add_error("donor", _("Choose a donor, or name another one."))
        if cleaned.get("amount") is not None and "currency" in cleaned and not cleaned["currency"]:
            self.add_error("currency", _("Give the currency of the amount."))
        return cleaned

    def details(self) -> FundingDetails:
        asked = ("donor", "donor_name", "amount", "currency", *_SHARED)
        return FundingDetails(**{name: self.cleaned_data[name] for name in asked})

    def _post_clean(self) -> None:
        """Leave the checks of the row to the service, which finds or adds the donor."""
