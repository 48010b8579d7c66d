"""Content said in several languages: one JSON column, read in the visitor's language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CONTENT_LANGUAGES = ("fr", "en", "ar", "pt", "es")


class Translated(dict[str, str]):
    """A text by language code; as a string, the best version for the reader."""

    def __str__(self) -> str:
        language = (get_language() or "fr").split("-")[0]
        for code in (language, "fr", "en"):
            if self.get(code):
                return self[code]
        return next((text for text in self.values() if text), "")

    @property
    def language(self) -> str:
        """The language `str()` answers in: a page marks text that is not in its own."""
        shown = str(self)
        return next((code for code, text in self.items() if text == shown), "fr")


class TranslatedField(models.JSONField):
    """Texts by language; at least one unless `blank`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated:
        return Translated(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Translated:
        value = super().to_python(value)
        if isinstance(value, str):
            value = {"fr": value}
        return Translated(value or {})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        unknown = set(value) - set(CONTENT_LANGUAGES)
        if unknown:
            raise ValidationError(
                _("Unknown language: %(languages)s."),
                params={"languages": ", ".join(sorted(unknown))},
            )
        if not self.blank and not any(text.strip() for text in value.values()):
            raise ValidationError(_("Write this in at least one language."))
