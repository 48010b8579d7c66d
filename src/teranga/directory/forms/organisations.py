from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.core.form_fields import VersionField
from teranga.core.models import Theme
from teranga.core.translated import Translated
from teranga.directory.forms.scoped import ScopedForm
from teranga.directory.models import Organisation
from teranga.directory.queries.details import COLUMNS, OrganisationDetails
from teranga.directory.queries.organisations import organisations_visible_to

_WRITTEN_IN = {"fr": _("What it does, in French"), "en": _("What it does, in English")}


class OrganisationForm(ScopedForm):
    noun = "organisation"

    version = VersionField()
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", max_length=200
    )
    description_fr = forms.CharField(
        label=_WRITTEN_IN["fr"], required=False, max_length=3000, widget=forms.Textarea
    )
    description_en = forms.CharField(
        label=_WRITTEN_IN["en"], required=False, max_length=3000, widget=forms.Textarea
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes"),
        required=False,
        help_text=_("Hold Ctrl or Cmd to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "acronym",
            "other_names",
            "kind",
            "level",
            "country",
            "city",
            "parent",
            "founded_on",
            "website",
            "themes",
            "programme",
            "component",
            "visibility",
            "source",
            "source_page",
        ]
        labels = {
            "name": _("Name"),
            "acronym": _("Acronym"),
            "other_names": _("Other spellings"),
            "kind": _("Kind"),
            "level": _("Level of action"),
            "country": _("Country"),
            "city": _("Town"),
            "parent": _("Part of"),
            "founded_on": _("Founded"),
            "programme": _("Programme"),
            "component": _("Component"),
            "visibility": _("Who may read this entry"),
            "source": _("Source"),
            "source_page": _("Page or place in the source"),
        }
        help_texts = {
            "name": _("As the organisation itself writes it."),
            "other_names": _("Also found under these names; separate them with semicolons."),
            "founded_on": _("A year, a month (2014-03) or a day (2014-03-11)."),
        }

    field_order = [
        *["version", "name", "acronym", "other_names", "kind", "level", "country", "city"],
        *["description_fr", "description_en", "themes", "parent", "founded_on", "website"],
        *["programme", "component", "visibility", "source", "source_page"],
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.instance
        self.initial.setdefault("version", organisation.version)
        for language in _WRITTEN_IN:
            self.initial.setdefault(
                f"description_{language}", organisation.description.get(language, "")
            )
        themes = Theme.objects.select_related("taxonomy")
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]
        self.fields["themes"].choices = _themes_by_taxonomy(themes)  # type: ignore[attr-defined]
        if organisation._state.adding:
            # Whoever works for one programme shares with it; others, with the network.
            is_bound = self.fields["programme"].required
            usual = Visibility.PROGRAMME if is_bound else Visibility.NETWORK
            self.initial.setdefault("visibility", usual)
        else:
            self.initial.setdefault("themes", list(organisation.themes.all()))
        parents = organisations_visible_to(self.user).exclude(pk=organisation.pk)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]

    def details(self) -> OrganisationDetails:
        """Return what was written; what the form does not ask stays as it was."""
        columns = {name: getattr(self.instance, name) for name in COLUMNS}
        kept = {
            language: text
            for language, text in columns["description"].items()
            if language not in _WRITTEN_IN
        }
        written = {
            language: self.cleaned_data[f"description_{language}"] for language in _WRITTEN_IN
        }
        columns["description"] = Translated(
            kept | {language: text for language, text in written.items() if text}
        )
        return OrganisationDetails(themes=tuple(self.cleaned_data["themes"]), **columns)


def _themes_by_taxonomy(themes: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for theme in themes:
        groups.setdefault(str(theme.taxonomy), []).append((theme.pk, str(theme)))
    return list(groups.items())
