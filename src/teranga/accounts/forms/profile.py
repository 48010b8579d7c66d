from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from teranga.accounts.models import User


class ProfileForm(forms.ModelForm[User]):
    version = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the letters we send you. The language of the screen is chosen above."),
    )

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Name")}
        help_texts = {"name": _("As other members of the network see it.")}
