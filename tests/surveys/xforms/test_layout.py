"""The page of a form: what the engine of the browser is given, and what it must never be given."""

import re

import pytest
from lxml import etree, html

from teranga.surveys.xforms.layout import lay_out
from teranga.surveys.xforms.xml import XFormError
from tests.surveys.xforms.samples import make_form, shared, third_party_forms


def page_of(form, **options):
    return html.fromstring(lay_out(form, **options).html)


def label(words):
    question = f"<input ref='/data/a'><label>{words}</label></input>"
    return make_form("<a/>", '<bind nodeset="/data/a" type="string"/>', question)


def test_the_mapping_questionnaire_has_its_questions_in_two_languages():
    laid_out = lay_out(shared("cso_mapping.xml").read_bytes())
    page = html.fromstring(laid_out.html)

    assert [(x.code, x.name, x.direction) for x in laid_out.languages] == [
        ("fr", "Français", "ltr"),
        ("en", "English", "ltr"),
    ]
    assert page.get("data-form-id") == "carto_osc_migration"
    assert len(page.xpath("//section[contains(@class, 'or-repeat ')]")) == 3
    assert len(page.xpath("//*[@data-items-path]")) > 20
    assert etree.fromstring(laid_out.model).find(".//{*}instanceID") is not None


@pytest.mark.parametrize("path", third_party_forms(), ids=lambda path: path.name)
def test_a_form_of_others_is_laid_out_and_harmless(path):
    try:
        laid_out = lay_out(path.read_bytes())
    except XFormError:
        pytest.skip("not a form: a list or an answer kept among the forms")
    page = html.fromstring(laid_out.html)

    assert dangers(page) == []
    etree.fromstring(laid_out.model)


def dangers(page):
    """Name all that could act in a page, or be fetched from elsewhere."""
    found = []
    for element in page.iter(etree.Element):
        if element.tag in {"script", "iframe", "object", "embed", "style", "svg", "link", "base"}:
            found.append(element.tag)
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "action", "formaction", "srcdoc"}:
                found.append(f"{element.tag} {name}")
            is_link = name == "href" and re.match(r"https?:|mailto:|tel:|geo:", value)
            if name in {"src", "href"} and not is_link:
                found.append(f"{element.tag} {name}={value}")
    return found


@pytest.mark.parametrize(
    "words",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;img src=x onerror=alert(1)&gt;",
        "[press](javascript:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "**&lt;svg onload=alert(1)&gt;**",
        "&lt;span style='background:url(https://foreign.example)'&gt;x&lt;/span&gt;",
        "![picture](https://foreign.example/x.png)",
        "&lt;a href='javascript:alert(1)'&gt;x&lt;/a&gt;",
        "# &lt;iframe src='//foreign.example'&gt;&lt;/iframe&gt;",
    ],
)
def test_words_of_a_form_never_act(words):
    assert dangers(page_of(label(words))) == []


def test_marks_become_emphasis_and_links():
    page = page_of(label("**Strong** and *soft*, see [us](https://example.org)"))
    words = page.xpath("//span[contains(@class, 'question-label')]")[0]

    assert words.text_content() == "Strong and soft, see us"
    assert words.find("strong").text == "Strong"
    assert words.find("em").text == "soft"
    assert words.find("a").get("href") == "https://example.org"
    assert words.find("a").get("rel") == "noopener noreferrer"


def test_an_answer_quoted_in_a_label_stays_in_its_place():
    page = page_of(label("Is **<output value='/data/a'/>** right, or *not*?"))
    words = page.xpath("//span[contains(@class, 'question-label')]")[0]

    assert words.xpath("strong/span[contains(@class, 'or-output')]/@data-value") == ["/data/a"]
    assert words.xpath("em")[0].text == "not"


def test_arabic_starts_from_the_right():
    form = make_form(
        "<a/>",
        '<bind nodeset="/data/a"/>',
        "<input ref='/data/a'><label ref=\"jr:itext('a')\"/></input>",
        extra=(
            '<itext><translation lang="العربية (ar)"><text id="a"><value>الاسم</value></text>'
            '</translation><translation lang="fr"><text id="a"><value>Nom</value></text>'
            "</translation></itext>"
        ),
    )

    assert [(x.code, x.direction) for x in lay_out(form).languages] == [
        ("ar", "rtl"),
        ("fr", "ltr"),
    ]


def test_a_list_kept_in_a_file_is_written_into_the_data():
    form = make_form("<a/>", '<bind nodeset="/data/a"/>').replace(
        b"</data></instance>",
        b'</data></instance><instance id="towns" src="jr://file-csv/towns.csv"/>',
    )

    model = etree.fromstring(lay_out(form, media={"towns.csv": b"name,label\nkayes,Kayes\n"}).model)

    assert model.xpath("//*[local-name() = 'item']/*/text()") == ["kayes", "Kayes"]
    assert model.xpath("//@src") == []


def test_a_picture_is_served_from_our_own_address_only():
    body = (
        "<select1 ref='/data/a'><label>a</label>"
        "<item><label ref=\"jr:itext('known')\"/><value>1</value></item>"
        "<item><label ref=\"jr:itext('unknown')\"/><value>2</value></item></select1>"
    )
    texts = "".join(
        f'<text id="{name}"><value>x</value>'
        f'<value form="image">jr://images/{name}.png</value></text>'
        for name in ("known", "unknown")
    )
    form = make_form(
        "<a/>",
        '<bind nodeset="/data/a"/>',
        body,
        extra=f'<itext><translation lang="fr">{texts}</translation></itext>',
    )

    page = page_of(form, addresses={"known.png": "media/0/known.png"})

    assert page.xpath("//img/@src") == ["media/0/known.png"]


@pytest.mark.parametrize("content", [b"", b"<x/>", make_form("<a/>").replace(b"model>", b"m>")])
def test_what_is_no_form_is_said_so(content):
    with pytest.raises(XFormError):
        lay_out(content)
