"""The form by which an organisation keeps its own entry, made from the questions of the mapping."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.plain_text import validate_plain_line
from teranga.directory.enums import ConsentScope
from teranga.directory.models import Organisation
from teranga.directory.queries.places import towns
from teranga.directory.queries.questions import LEVEL, PRIORITY, Question, capacities, questions

# In the order of the page. Those marked sensitive in `mapping.yaml` wait for a moderator.
_IDENTITY = ["nom", "sigle", "type_org", "annee_creation", "ville"]
_WORK = ["niveaux", "domaines", "publics", "formation_offerte"]
CONSENT = "consent_"


class OwnEntryForm(forms.Form):
    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        held: Mapping[str, Any],
        granted: frozenset[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        needs = [f"{kind}{code}" for code in capacities() for kind in (LEVEL, PRIORITY)]
        self.codes = [*_IDENTITY, *_WORK, *needs]
        for code in self.codes:
            value = held.get(code, {}).get("value")
            self.fields[code] = self._field(questions()[code], value)
        for scope in ConsentScope:
            self.fields[f"{CONSENT}{scope}"] = forms.BooleanField(
                label=scope.label, required=False, initial=scope in granted
            )

    def _field(self, question: Question, value: Any) -> forms.Field:
        help_text = _("Read by the programme team before it changes.")
        common: dict[str, Any] = {
            "label": str(question.label),
            "required": question.code == "nom",
            "initial": value,
            "help_text": help_text if question.is_sensitive else "",
        }
        if question.code == "ville":
            return forms.ChoiceField(choices=self._towns(), **common)
        if question.kind == "many":
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=_choices(question), widget=widget, **common)
        if question.kind == "one":
            return forms.ChoiceField(choices=[("", "–"), *_choices(question)], **common)
        if question.kind == "number":
            return forms.IntegerField(min_value=1800, max_value=2100, **common)
        if question.code == "nom" and not value:
            common["initial"] = self.organisation.name
        return forms.CharField(max_length=250, validators=[validate_plain_line], **common)

    def _towns(self) -> list[tuple[str, str]]:
        alpha2 = self.organisation.country.alpha2 if self.organisation.country else ""
        listed = [(t.code, t.name) for t in towns().values() if t.alpha2 == alpha2]
        return [("", "–"), *sorted(listed, key=lambda pair: pair[1])]

    def values(self) -> dict[str, Any]:
        """Return the answers as the mapping writes them."""
        cleaned = {code: self.cleaned_data[code] for code in self.codes}
        return {code: "" if value is None else value for code, value in cleaned.items()}

    def consents(self) -> dict[ConsentScope, bool]:
        return {scope: bool(self.cleaned_data[f"{CONSENT}{scope}"]) for scope in ConsentScope}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the four headings of the page."""
        consents = [f"{CONSENT}{scope}" for scope in ConsentScope]
        needs = [code for code in self.codes if code.startswith((LEVEL, PRIORITY))]
        parts = [
            (_("What may be shown"), consents),
            (_("Who you are"), _IDENTITY),
            (_("What you do"), _WORK),
            (_("Training needs"), needs),
        ]
        return [(str(title), [self[name] for name in names]) for title, names in parts]


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in question.choices.items()]


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
