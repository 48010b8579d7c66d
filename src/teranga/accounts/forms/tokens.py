import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import TokenScope
from teranga.accounts.services.tokens import MAX_DAYS


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("The program it serves, so that you know what revoking it stops."),
    )
    scope = forms.ChoiceField(
        label=_("What it may do"), choices=TokenScope, initial=TokenScope.READ
    )
    days = forms.IntegerField(
        label=_("Valid for how many days"), min_value=1, max_value=MAX_DAYS, initial=90
    )

    def expires_at(self, now: dt.datetime) -> dt.datetime:
        return now + dt.timedelta(days=self.cleaned_data["days"])
