from django import forms
from django.utils.translation import gettext_lazy as _


class SubjectSearchForm(forms.Form):
    words = forms.CharField(label=_("Who asks? Name or address"), required=False, max_length=150)


class EraseForm(forms.Form):
    confirm = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
    )
