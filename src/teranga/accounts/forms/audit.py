from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.accounts.queries.audit import AuditFilter, audited_models
from teranga.core.enums import AuditAction


class AuditFilterForm(forms.Form):
    """Reads as a sentence: show … of … by … since … until …."""

    action = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("everything")), *AuditAction.choices]
    )
    model = forms.ChoiceField(label=_("on"), required=False)
    who = forms.CharField(label=_("by (name or address)"), required=False, max_length=150)
    object_id = forms.CharField(label=_("about (identifier)"), required=False, max_length=64)
    since = forms.DateField(
        label=_("since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = [  # type: ignore[attr-defined]
            ("", _("anything")),
            *((name, name) for name in audited_models()),
        ]

    def wanted(self) -> AuditFilter:
        """Return the filter; what is not understood filters nothing out."""
        return AuditFilter(**self.cleaned_data) if self.is_valid() else AuditFilter()
