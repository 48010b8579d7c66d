"""Every component draws, keeps to the content policy and speaks to everyone."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override

CORE = Path(__file__).parents[2] / "src" / "teranga" / "core"
SPRITE = Path(__file__).parents[2] / "frontend" / "icons" / "icons.json"
TEMPLATES = sorted((CORE / "templates").rglob("*.html"))


class ContactForm(forms.Form):
    name = forms.CharField(help_text="As on your card.")
    level = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(required=False)


def render(component, **context):
    template = engines["django"].get_template(f"components/{component}.html")
    with override("en"):
        return re.sub(r"\s+(?=</)", "", re.sub(r"\s+", " ", template.render(context))).strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_script_or_handler(path):
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)

    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|<style", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_use_only_icons_that_exist(path):
    names = re.findall(r'{% icon "([\w-]+)"', path.read_text())

    known = set(re.findall(r'^  "([\w-]+)":', SPRITE.read_text(), flags=re.M))
    assert set(names) <= known


def test_field_stands_label_help_error_control_in_this_order():
    form = ContactForm({"name": ""})

    html = render("field", field=form["name"])

    places = [
        html.index(part)
        for part in ["<label", "As on your card.", "This field is required.", "<input"]
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_says_which_answers_may_be_left_out():
    form = ContactForm()

    assert "(optional)" not in render("field", field=form["name"])
    assert "<legend>Level</legend>" in render("field", field=form["level"])


def test_error_summary_leads_to_each_field():
    form = ContactForm({"name": ""})

    html = render("error_summary", form=form)

    assert "2 answers need your attention" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_level_0"' in html


def test_error_summary_is_silent_without_errors():
    assert render("error_summary", form=ContactForm()) == ""


def test_form_is_kept_as_a_draft_unless_its_answers_are_sensitive():
    form = ContactForm()

    assert 'data-draft="contact"' in render("form", form=form, submit_label="Send", draft="contact")
    assert "data-sensitive" in render("form", form=form, submit_label="Send", sensitive=True)


def test_table_names_rows_columns_and_repeats_labels_for_phones():
    table = {
        "caption": "Actions",
        "columns": [
            {"label": "Country"},
            {"label": "Number", "number": True, "sorted": "down", "sort_url": "?s"},
        ],
        "rows": [[{"text": "Mali", "url": "/MLI"}, 1234], ["Chad", 0]],
    }

    html = render("table", table=table)

    assert '<th scope="row"><a href="/MLI">Mali</a></th>' in html
    assert '<td class="number" data-label="Number">1,234</td>' in html
    assert '<td class="number" data-label="Number">0</td>' in html
    assert 'aria-sort="descending"' in html


def test_table_refuses_a_row_of_another_length():
    table = {"caption": "Actions", "columns": [{"label": "Country"}], "rows": [["Mali", 3]]}

    with pytest.raises(ValueError, match=r"shorter|longer"):
        render("table", table=table)


def test_badge_pairs_its_colour_with_a_shape_and_a_word():
    html = render("badge", kind="late", label="Late")

    assert "#status-late" in html
    assert html.endswith("Late</span>")


def test_contradiction_shows_both_values_with_their_sources():
    versions = [{"value": 57, "source": "Report", "page": "4"}, {"value": 58, "source": "Minutes"}]

    html = render("contradiction", subject="countries", versions=versions)

    assert html.count("<dt") == 2
    assert "p. 4" in html


def test_components_escape_what_visitors_wrote():
    hostile = "<script>alert(1)</script>"

    pages = [
        render("card", title=hostile, url="/", text=hostile, kicker=hostile),
        render("tag", label=hostile),
        render("notice", text=hostile, title=hostile),
        render("facts", facts=[{"label": hostile, "value": hostile}]),
        render("tree", nodes=[{"code": hostile, "text": hostile, "children": [{"text": hostile}]}]),
        render("bars", title=hostile, bars=[{"label": hostile, "value": 1, "share": 0.5}]),
    ]

    assert [page for page in pages if "<script" in page] == []


def test_bars_draw_lengths_as_attributes():
    html = render("bars", title="Scores", bars=[{"label": "Mali", "value": 0.5, "share": 0.5}])

    assert '<rect width="0.5000" height="1"/>' in html
