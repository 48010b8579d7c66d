from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import Visibility
from teranga.core.form_fields import VersionField
from teranga.core.translated import Translated
from teranga.programmes.models import Programme
from teranga.surveys.enums import Audience
from teranga.surveys.models import FormMedia, Questionnaire, QuestionnaireVersion
from teranga.surveys.queries.audiences import audiences_of
from teranga.surveys.queries.scopes import is_limited_to_programmes, programmes_for
from teranga.surveys.services.handlers import handlers
from teranga.surveys.services.questionnaires import QuestionnaireDetails
from teranga.surveys.services.shipped import shipped_questionnaires

_LANGUAGES = ("fr", "en")
_SHEET_HELP = _(
    "An XLSForm (.xlsx) as mobile collection apps know it, or an XForm (.xml)."
    " Mistakes are told by sheet and cell; nothing is kept until it converts."
)


def sheet_field() -> forms.FileField:
    return forms.FileField(
        label=_("Sheet"),
        help_text=_SHEET_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xml"}),
    )


class ProgrammeForm(forms.Form):
    """Forms of things that belong to a programme in which their reader may create them."""

    noun = "questionnaire"
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = programmes_for(user, "create", self.noun)
            field.required = is_limited_to_programmes(user, "create", self.noun)
            if field.required and field.queryset.count() == 1:
                field.empty_label = None


class QuestionnaireSheetForm(ProgrammeForm):
    sheet = sheet_field()
    field_order = ["sheet", "programme"]


class ShippedQuestionnaireForm(ProgrammeForm):
    code = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect)
    field_order = ["code", "programme"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (code, str(Translated(entry["title"])))
            for code, entry in shipped_questionnaires().items()
        ]


class VersionForm(forms.Form):
    sheet = sheet_field()


class MediaForm(forms.Form):
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, media: FormMedia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = media.name


class QuestionnaireForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a questionnaire beside its sheet, and who may fill it."""

    version = VersionField()
    title_fr = forms.CharField(label=_("Title, in French"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    description_fr = forms.CharField(
        label=_("What it is for, in French"), required=False, widget=forms.Textarea
    )
    description_en = forms.CharField(
        label=_("What it is for, in English"), required=False, widget=forms.Textarea
    )
    handler = forms.ChoiceField(
        label=_("What an approved answer becomes"),
        required=False,
    )
    country_question = forms.ChoiceField(
        label=_("Question that names the country"),
        required=False,
        help_text=_("Answers are then shared between the reviewers of each country."),
    )

    _kept = (
        "visibility",
        "is_open_to_public",
        "is_open_to_invited",
        "is_open_to_members",
        "is_open_to_enumerators",
        "handler",
        "country_question",
    )

    class Meta:
        model = Questionnaire
        fields = [
            "visibility",
            "is_open_to_public",
            "is_open_to_invited",
            "is_open_to_members",
            "is_open_to_enumerators",
        ]
        labels = {
            "visibility": _("Who may know of it"),
            "is_open_to_public": _("Anyone who has the public link may fill it"),
            "is_open_to_invited": _("People with a personal link may fill it"),
            "is_open_to_members": _("Members of the network may fill it"),
            "is_open_to_enumerators": _("Enumerators may fill it, with their mobile app or here"),
        }

    field_order = ["version", "title_fr", "title_en", "description_fr", "description_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "description"):
            for language in _LANGUAGES:
                words = getattr(self.instance, name).get(language, "")
                self.initial.setdefault(f"{name}_{language}", words)
        self.fields["handler"].choices = [  # type: ignore[attr-defined]
            ("", _("nothing: it is only analysed")),
            *((handler.code, handler.label) for handler in handlers()),
        ]
        version = self.instance.published_version or self.instance.latest_version
        questions = version.questions if version else []
        self.fields["country_question"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((q["path"], q["path"]) for q in questions if q["type"] in {"select_one", "text"}),
        ]
        for name in ("handler", "country_question"):
            self.initial.setdefault(name, getattr(self.instance, name))
        self.initial.setdefault("version", self.instance.version)

    def details(self) -> QuestionnaireDetails:
        said = {name: self.cleaned_data[name] for name in self._kept}
        return QuestionnaireDetails(
            title=self._translated("title"),
            description=self._translated("description"),
            programme=self.instance.programme,
            component=self.instance.component,
            country=self.instance.country,
            **said,
        )

    def _translated(self, name: str) -> Translated:
        """Keep what was written in other languages than those of the form."""
        said = {code: self.cleaned_data[f"{name}_{code}"].strip() for code in _LANGUAGES}
        words = {**getattr(self.instance, name), **said}
        return Translated({code: text for code, text in words.items() if text})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("title_fr") and not cleaned.get("title_en"):
            self.add_error("title_fr", _("Write the title in French or in English."))
        shared = {Visibility.PROGRAMME, Visibility.COMMITTEE}
        if cleaned.get("visibility") in shared and self.instance.programme_id is None:
            message = _("This questionnaire belongs to no programme: it cannot be shared with one.")
            self.add_error("visibility", message)
        return cleaned

    def _post_clean(self) -> None:
        """Leave the checks of the row to the service, which completes it."""


class AudiencesForm(forms.Form):
    """Who may see the answer to each question."""

    version = VersionField()

    def __init__(
        self,
        *args: Any,
        questionnaire: Questionnaire,
        form_version: QuestionnaireVersion,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = questionnaire.version
        now = audiences_of(form_version)
        self._paths: dict[str, str] = {}
        for number, question in enumerate(form_version.questions):
            if question["type"] in {"note", "start", "end", "today", "deviceid", "group"}:
                continue
            name = f"audience-{number}"
            self._paths[name] = question["path"]
            self.fields[name] = forms.ChoiceField(
                label=str(Translated(question["label"])) or question["name"],
                choices=Audience.choices,
                initial=now[question["path"]],
            )

    def audiences(self) -> dict[str, str]:
        return {path: self.cleaned_data[name] for name, path in self._paths.items()}
