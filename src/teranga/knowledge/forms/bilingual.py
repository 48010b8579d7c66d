"""Forms whose texts are written in French and, if one can, in English."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.core.models import Theme
from teranga.core.translated import Translated
from teranga.directory.forms.scoped import ScopedForm

LANGUAGES = (("fr", _("%(label)s, in French")), ("en", _("%(label)s, in English")))


class BilingualForm(ScopedForm):
    """`texts` names the translated columns: label, rows of the box (0: one line), help."""

    texts: ClassVar[dict[str, tuple[StrOrPromise, int, StrOrPromise]]] = {}
    required_texts: ClassVar[frozenset[str]] = frozenset()

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.filter(taxonomy="mieux"),
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_themes = hasattr(self._meta.model, "themes")
        if not has_themes:
            del self.fields["themes"]
        elif self.instance.pk and not self.instance._state.adding:
            self.initial.setdefault("themes", list(self.instance.themes.all()))
        written = {}
        for name, (label, rows, help_text) in self.texts.items():
            said = getattr(self.instance, name) or {}
            for code, phrase in LANGUAGES:
                field = forms.CharField(
                    label=str(phrase) % {"label": label},
                    max_length=4000 if rows else 200,
                    required=name in self.required_texts and code == "fr",
                    help_text=help_text if code == "fr" else "",
                    widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
                )
                written[f"{name}_{code}"] = field
                self.initial.setdefault(f"{name}_{code}", said.get(code, ""))
        self.fields = written | self.fields

    def translated(self, name: str) -> Translated:
        """Return what was typed, and the languages this form does not ask for, unchanged."""
        kept = {
            code: text
            for code, text in (getattr(self.instance, name) or {}).items()
            if code not in {"fr", "en"}
        }
        typed = {code: self.cleaned_data[f"{name}_{code}"].strip() for code, _label in LANGUAGES}
        return Translated(kept | {code: text for code, text in typed.items() if text})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.texts:
            if all(f"{name}_{code}" in cleaned for code, _label in LANGUAGES):
                setattr(self.instance, name, self.translated(name))
        return cleaned
