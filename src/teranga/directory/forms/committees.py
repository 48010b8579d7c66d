from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField
from teranga.core.translated import Translated
from teranga.directory.forms.scoped import ScopedForm
from teranga.directory.models import Committee, Organisation
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.directory.services.committees import CommitteeDetails, MembershipDetails


class CommitteeForm(ScopedForm):
    noun = "committee"

    name_fr = forms.CharField(label=_("Name, in French"), max_length=200)
    name_en = forms.CharField(label=_("Name, in English"), max_length=200, required=False)

    class Meta:
        model = Committee
        fields = [
            *["kind", "programme", "component", "country", "visibility", "source", "source_page"],
        ]
        labels = {
            "kind": _("Kind"),
            "programme": _("Programme"),
            "component": _("Component"),
            "country": _("Country"),
            "visibility": _("Who may see this committee"),
            "source": _("Source"),
            "source_page": _("Page or place in the source"),
        }

    field_order = ["kind", "name_fr", "name_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].required = True

    def details(self) -> CommitteeDetails:
        columns = {name: getattr(self.instance, name) for name in CommitteeDetails.__slots__}
        names = {code: self.cleaned_data[f"name_{code}"] for code in ("fr", "en")}
        columns["name"] = Translated({code: name for code, name in names.items() if name})
        return CommitteeDetails(**columns)


class CommitteeMemberForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    represented_by = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Represented by"), required=False
    )
    is_chair = forms.BooleanField(label=_("This organisation chairs"), required=False)
    starts_on = DayField(label=_("From"), required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisation", "represented_by"):
            self.fields[name].queryset = organisations_visible_to(user)  # type: ignore[attr-defined]

    def details(self) -> MembershipDetails:
        return MembershipDetails(**self.cleaned_data)
