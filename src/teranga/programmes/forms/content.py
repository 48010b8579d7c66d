"""Forms whose texts are written in French and in English."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import VersionField
from teranga.core.translated import Translated

WRITTEN_IN = ("fr", "en")
DATE_HELP = _("A year, a month (2014-03), a day (2014-03-11) or mid-year (2014-mid).")


def text_field(label: Any, *, is_long: bool = False) -> forms.CharField:
    widget = forms.Textarea if is_long else forms.TextInput
    return forms.CharField(
        label=label, required=False, max_length=3000 if is_long else 300, widget=widget
    )


class ContentForm(forms.ModelForm):  # type: ignore[type-arg]
    """`texts` names the translated columns; each is asked as `<name>_fr` and `<name>_en`."""

    texts: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ("name",)

    version = VersionField()

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.initial.setdefault("version", self.instance.version)
        for text in self.texts:
            for language in WRITTEN_IN:
                saved = getattr(self.instance, text).get(language, "")
                self.initial.setdefault(f"{text}_{language}", saved)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for text in self.needed:
            if text in self.texts and not self.written(text):
                self.add_error(f"{text}_fr", _("Write this in at least one language."))
        return cleaned

    def written(self, text: str) -> Translated:
        """Return what was written; languages the form does not ask stay as they were."""
        saved = getattr(self.instance, text)
        kept = {code: words for code, words in saved.items() if code not in WRITTEN_IN}
        asked = {code: self.cleaned_data.get(f"{text}_{code}", "") for code in WRITTEN_IN}
        return Translated(kept | {code: words for code, words in asked.items() if words})

    def values(self, names: tuple[str, ...]) -> dict[str, Any]:
        return {
            name: self.written(name) if name in self.texts else getattr(self.instance, name)
            for name in names
        }
