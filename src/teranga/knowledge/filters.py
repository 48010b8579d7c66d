"""The filters of the lists of knowledge, read as sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.knowledge.enums import DeliverableKind, DeliverableStage, PracticeKind
from teranga.knowledge.queries.library import DeliverableChoice, deliverable_countries
from teranga.knowledge.queries.practices import (
    PracticeChoice,
    practice_countries,
    practice_themes,
)


class PracticeFilter(forms.Form):
    """Each label is the words before its choice; an unknown choice is ignored."""

    kind = forms.ChoiceField(label=_("Show practices"), required=False)
    country = forms.ChoiceField(label=_("from"), required=False)
    theme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a theme", "about"), required=False
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", _("of every kind"), PracticeKind.choices)
        countries = [(row.pk, row.name) for row in practice_countries(user)]
        _offer(self, "country", _("every country"), countries)
        themes = [(row.pk, str(row.name)) for row in practice_themes(user)]
        _offer(self, "theme", _("every theme"), themes)

    def choice(self) -> PracticeChoice:
        self.is_valid()
        return PracticeChoice(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return self.choice() != PracticeChoice()


class DeliverableFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Show documents"), required=False)
    country = forms.ChoiceField(label=_("from"), required=False)
    stage = forms.ChoiceField(label=_("which have been"), required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", _("of every kind"), DeliverableKind.choices)
        countries = [(row.pk, row.name) for row in deliverable_countries(user)]
        _offer(self, "country", _("every country"), countries)
        _offer(self, "stage", _("at any stage"), DeliverableStage.choices)

    def choice(self) -> DeliverableChoice:
        self.is_valid()
        return DeliverableChoice(
            **{name: value for name, value in self.cleaned_data.items() if value}
        )

    @property
    def is_narrowed(self) -> bool:
        return self.choice() != DeliverableChoice()


def _offer(form: forms.Form, name: str, everything: Any, options: Any) -> None:
    form.fields[name].choices = [("", everything), *options]  # type: ignore[attr-defined]
