from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField
from teranga.core.translated import Translated
from teranga.directory.forms.scoped import ScopedForm
from teranga.directory.models import FocalPointSeat, Person
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.directory.queries.people import people_readable_by
from teranga.directory.services.focal_points import SeatDetails


class SeatForm(ScopedForm):
    noun = "focal_point"

    note_fr = forms.CharField(label=_("Note, in French"), required=False, max_length=500)

    class Meta:
        model = FocalPointSeat
        fields = [
            *["kind", "programme", "component", "country", "institution", "opened_on"],
            *["when_empty", "visibility", "source", "source_page"],
        ]
        labels = {
            "kind": _("Kind"),
            "programme": _("Programme"),
            "component": _("Component"),
            "country": _("Country"),
            "institution": _("Institution"),
            "opened_on": _("Open since"),
            "when_empty": _("When no holder is recorded"),
            "visibility": _("Who may see this seat"),
            "source": _("Source"),
            "source_page": _("Page or place in the source"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].required = True
        institutions = organisations_visible_to(self.user)
        self.fields["institution"].queryset = institutions  # type: ignore[attr-defined]

    def details(self) -> SeatDetails:
        columns = {name: getattr(self.instance, name) for name in SeatDetails.__slots__}
        note = self.cleaned_data["note_fr"]
        return SeatDetails(**columns | {"note": Translated({"fr": note} if note else {})})


class AppointForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Person"),
        help_text=_("Add the person to the directory first if they are not in this list."),
    )
    starts_on = DayField(label=_("From"))

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_readable_by(user)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    ends_on = DayField(label=_("Until"))


class CloseForm(forms.Form):
    closed_on = DayField(label=_("Closed on"))
