"""Sample content for the page /style: one of everything, so that each component is seen.

The figures are examples; the page says so.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms, template
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.partial_dates import PartialDate
from teranga.core.templatetags.dates import date_words, partial_date

register = template.Library()


class SampleForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title of the request"),
        help_text=gettext_lazy("A few words your colleagues will recognise."),
        max_length=80,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=[("", "–"), ("SEN", "Sénégal"), ("CMR", "Cameroun"), ("TUN", "Tunisie")],
    )
    start_on = forms.DateField(
        label=gettext_lazy("Wished start"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Scope"),
        choices=[
            ("national", gettext_lazy("National")),
            ("joint", gettext_lazy("Joint: several countries")),
            ("regional", gettext_lazy("Regional")),
        ],
        widget=forms.RadioSelect,
    )
    need = forms.CharField(label=gettext_lazy("What do you need?"), widget=forms.Textarea)
    agreed = forms.BooleanField(label=gettext_lazy("My authority supports this request."))


class SampleFilter(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Show"), choices=[("", gettext_lazy("all organisations"))]
    )
    country = forms.ChoiceField(
        label=gettext_lazy("in"), choices=[("", gettext_lazy("all countries"))]
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("about"), choices=[("", gettext_lazy("all themes"))]
    )


_COUNTRIES = [
    ("CIV", "Côte d’Ivoire", 4, 0.58),
    ("CMR", "Cameroun", 2, 0.41),
    ("GIN", "Guinée", 1, None),
    ("MAR", "Maroc", 9, 0.72),
    ("MLI", "Mali", 3, 0.44),
    ("SEN", "Sénégal", 12, 0.63),
    ("TUN", "Tunisie", 5, 0.55),
    ("CPV", "Cabo Verde", 7, 0.69),
]


def _table() -> dict[str, Any]:
    kinds = ["good", "progress", "attention", "late", "neutral"]
    words = [_("Done"), _("Under way"), _("To be watched"), _("Late"), _("Not started")]
    rows = [
        [
            {"text": name, "url": f"#{code}"},
            n_actions,
            1_234_567 * n_actions,
            {"text": words[position % 5], "badge": kinds[position % 5]},
        ]
        for position, (code, name, n_actions, _score) in enumerate(_COUNTRIES)
    ]
    return {
        "caption": _("Actions by country"),
        "note": _("Number of Actions and budget in euros, all years"),
        "columns": [
            {"label": _("Country"), "sort_url": "?sort=country"},
            {"label": _("Actions"), "number": True, "sort_url": "?sort=n", "sorted": "down"},
            {"label": _("Budget"), "number": True},
            {"label": _("Status")},
        ],
        "rows": rows,
        "total": [_("All countries"), 43, 53_086_381, ""],
    }


def _tree() -> list[dict[str, Any]]:
    activities = [
        {"code": "A1.1.1", "text": _("Map the actors of each country"), "end": "7 / 7"},
        {
            "code": "A1.1.2",
            "text": _("Code the policies of each country"),
            "badge_kind": "progress",
            "badge_label": _("Under way"),
        },
    ]
    result = {"code": "R1.1", "text": _("Policies are known and compared"), "children": activities}
    return [
        {
            "code": "OS1",
            "text": _("Authorities use shared knowledge"),
            "children": [result],
        }
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {
            "title": _("Launch workshop"),
            "when": partial_date(PartialDate(2014, part="mid")),
            "done": True,
        },
        {
            "title": _("Coding of policies"),
            "when": partial_date(PartialDate(2015, 3)),
            "done": True,
            "text": _("Two coders per country, agreement measured."),
        },
        {
            "title": _("Regional report"),
            "when": partial_date(PartialDate(2016, 2, to_be_confirmed=True)),
        },
    ]


def _bars() -> list[dict[str, Any]]:
    scored = [(name, score) for _code, name, _n, score in _COUNTRIES if score is not None]
    return [
        {"label": name, "value": score, "share": score}
        for name, score in sorted(scored, key=lambda pair: -pair[1])
    ]


@register.simple_tag
def style_samples() -> SimpleNamespace:
    """Return one of everything the page /style shows."""
    asked = SampleForm({"title": "", "country": "SEN", "scope": "", "need": "…"})
    asked.is_valid()
    return SimpleNamespace(
        form=asked,
        filter=SampleFilter(),
        page=Paginator(range(210), 25).page(3),
        table=_table(),
        tree=_tree(),
        events=_events(),
        bars=_bars(),
        places=[
            {"code": code, "name": name, "value": n, "url": f"#{code}"}
            for code, name, n, _score in _COUNTRIES
        ],
        trail=[
            {"label": _("Home"), "url": "/"},
            {"label": _("Map"), "url": "/style"},
            {"label": _("Visual language")},
        ],
        tabs=[
            {"label": _("Summary"), "url": "#tabs", "current": True},
            {"label": _("Actions"), "url": "#tabs", "count": 12},
            {"label": _("Documents"), "url": "#tabs", "count": 1304},
        ],
        steps=[
            {"label": _("Request"), "state": "done", "url": "#steps"},
            {"label": _("Eligibility"), "state": "done"},
            {"label": _("Committee"), "state": "current"},
            {"label": _("Action sheet"), "state": "ahead"},
        ],
        facts=[
            {"label": _("Requesting authority"), "value": _("Ministry of the Interior")},
            {"label": _("Start"), "value": date_words(dt.date(2014, 3, 1))},
            {
                "label": _("Days of expertise"),
                "value": 1248,
                "source": "MIEUX 2009–2019",
                "page": "12",
            },
        ],
        versions=[
            {"value": 57, "source": _("Progress report"), "page": "4"},
            {"value": 58, "source": _("Minutes of the meeting"), "page": "11"},
        ],
        at=dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC),
        domains=range(1, 12),
        tokens=["page", "paper", "sunken", "indigo", "ochre", "baobab", "laterite"],
        icons=[
            "map",
            "search",
            "calendar",
            "chart",
            "committee",
            "document",
            "download",
            "edit",
            "filter",
            "flag",
            "globe",
            "key",
            "law",
            "link",
            "list",
            "lock",
            "mail",
            "network",
            "people",
            "person",
            "plus",
            "print",
            "source",
            "table",
            "external",
            "arrow",
        ],
    )
