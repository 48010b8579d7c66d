"""An XForm becomes the page and the data that the engine in the browser starts from."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from teranga.surveys.xforms.layout.actions import correct_actions
from teranga.surveys.xforms.layout.appearances import write_appearances
from teranga.surveys.xforms.layout.cleaning import clean
from teranga.surveys.xforms.layout.data import correct_model
from teranga.surveys.xforms.layout.headings import rank_headings
from teranga.surveys.xforms.layout.languages import FormLanguage, write_languages
from teranga.surveys.xforms.layout.markdown import render_labels
from teranga.surveys.xforms.layout.preparation import prepare
from teranga.surveys.xforms.layout.sheets import html_of, model_of
from teranga.surveys.xforms.xml import NAMESPACES, XFormError, parse_form


@dataclass(frozen=True)
class WebForm:
    """`html` is one `form` element, `model` the text of its data, both for the engine."""

    html: str
    model: str
    languages: tuple[FormLanguage, ...]


def lay_out(
    content: bytes,
    *,
    media: Mapping[str, bytes] | None = None,
    addresses: Mapping[str, str] | None = None,
) -> WebForm:
    """Lay a form out. `media` are its lists, `addresses` where its pictures are served."""
    document = parse_form(content)
    if document.find("h:head/xf:model/xf:instance/*", NAMESPACES) is None:
        raise XFormError("a form has a head with a model and a first instance")
    prepare(document, media or {})
    form = html_of(document)
    correct_actions(form)
    write_appearances(form)
    languages = write_languages(form)
    rank_headings(form)
    render_labels(form)
    clean(form, addresses or {})
    model = model_of(document)
    correct_model(model, document, addresses or {})
    return WebForm(
        html=etree.tostring(form, encoding="unicode", method="html"),
        model=etree.tostring(model, encoding="unicode", with_tail=False),
        languages=languages,
    )
