"""Forms of things that belong to a programme, a component and a country."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.directory.queries.scopes import (
    Reach,
    components_open_to,
    countries_open_to,
    programmes_open_to,
)

_SHARED = {Visibility.PROGRAMME, Visibility.COMMITTEE}


def offer(field: forms.Field, reach: Reach) -> None:
    """Offer the rows of a reach, in the reader's alphabetical order, and require one if needed."""
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"field={type(field).__name__}: a choice among rows is wanted.")
    field.queryset = reach.rows
    field.required = reach.is_limited
    rows = sorted(reach.rows, key=lambda row: getattr(row, "sort_key", str(row).casefold()))
    options = [(str(row.pk), str(row)) for row in rows]
    field.choices = options if reach.is_limited and len(options) == 1 else [("", "–"), *options]


class ScopedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that offers only the scopes in which its reader may do `verb` on `noun`."""

    noun = ""

    def __init__(self, *args: Any, user: object, verb: str = "create", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = "–"
        for name, reach_of in (
            ("country", countries_open_to),
            ("programme", programmes_open_to),
            ("component", components_open_to),
        ):
            if name in self.fields:
                offer(self.fields[name], reach_of(user, verb, self.noun))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        component, programme = cleaned.get("component"), cleaned.get("programme")
        if component is not None and component.programme_id != getattr(programme, "pk", None):
            self.add_error("component", _("This component belongs to another programme."))
        if programme is None and cleaned.get("visibility") in _SHARED and "programme" in cleaned:
            message = _("Say which programme or committee it is shared with.")
            self.add_error("programme", message)
        return cleaned
