from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import ConsentPurpose
from teranga.core.form_fields import VersionField
from teranga.core.partial_dates import PartialDate
from teranga.core.plain_text import validate_plain_line
from teranga.directory.forms.scoped import ScopedForm
from teranga.directory.models import Mandate, Organisation, Person
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.directory.queries.person_details import PersonDetails


class PersonForm(ScopedForm):
    noun = "person"

    version = VersionField()
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Person
        fields = [
            *["given_name", "family_name", "language", "country", "programme", "component"],
            "note",
        ]
        labels = {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "country": _("Country"),
            "programme": _("Programme"),
            "component": _("Component"),
            "note": _("Note for the team"),
        }
        help_texts = {
            "note": _("Only what the work needs: the person may ask to read it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)

    def details(self) -> PersonDetails:
        return PersonDetails(**{name: self.cleaned_data[name] for name in PersonDetails.__slots__})


class PartialDateInput(forms.CharField):
    """A date as precise as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A year, a month (2014-03) or a day (2014-03-11)."))
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date: write 2014, 2014-03, 2014-03-11 or 2014-mid."),
                params={"value": text},
            ) from error


class MandateForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    title = forms.CharField(
        label=_("Function"),
        max_length=Mandate._meta.get_field("title").max_length,
        validators=[validate_plain_line],
    )
    starts_on = PartialDateInput(label=_("From"), required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_visible_to(user)  # type: ignore[attr-defined]


class MandateEndForm(forms.Form):
    ends_on = PartialDateInput(label=_("Until"))


class PersonConsentForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What the person agreed to"),
        choices=ConsentPurpose.choices,
        widget=forms.RadioSelect,
    )


class PeopleExportForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need these data?"),
        help_text=_("Your reason is kept in the audit, with the number of rows."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea,
    )
    file_format = forms.ChoiceField(
        label=_("File"), choices=[("xlsx", "XLSX"), ("csv", "CSV")], widget=forms.RadioSelect
    )
