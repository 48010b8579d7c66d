"""The words of a form: itext, inline labels, and the language each is in."""

import re
from collections.abc import Mapping

from teranga.surveys.xforms.model import Words
from teranga.surveys.xforms.xml import JAVAROSA, NAMESPACES, Element

# The only language of a form without translations.
UNNAMED = ""
_ITEXT_CALL = re.compile(r"^jr:itext\(\s*(['\"])(.+?)\1\s*\)$")
_CODE = re.compile(r"\(([A-Za-z-]+)\)\s*$")
_NAMES = {
    "français": "fr", "francais": "fr", "french": "fr", "english": "en", "anglais": "en",
    "العربية": "ar", "arabic": "ar", "arabe": "ar", "português": "pt", "portuguese": "pt",
    "portugais": "pt", "español": "es", "spanish": "es",
}  # fmt: skip

Translations = Mapping[str, Mapping[str, str]]


def read_translations(model: Element) -> tuple[dict[str, dict[str, str]], str]:
    """Give `{language: {text id: words}}` and the default language."""
    texts: dict[str, dict[str, str]] = {}
    default = ""
    for translation in model.iterfind("xf:itext/xf:translation", NAMESPACES):
        language = translation.get("lang", "")
        texts[language] = {
            text.get("id", ""): _plain_value(text)
            for text in translation.iterfind("xf:text", NAMESPACES)
        }
        if translation.get("default") is not None or not default:
            default = language
    return texts, default


def _plain_value(text: Element) -> str:
    for value in text.iterfind("xf:value", NAMESPACES):
        if value.get("form") is None:
            return words_inside(value)
    return ""


def words_inside(element: Element) -> str:
    """Give the text of a label; what it quotes from an answer is shown as `…`."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ["…" if child.get("value") else words_inside(child), child.tail or ""]
    return "".join(pieces).strip()


def words_of(element: Element | None, translations: Translations) -> Words:
    """Words of a label or a hint, in every language of the form."""
    if element is None:
        return {}
    reference = element.get("ref")
    if reference is None:
        text = words_inside(element)
        return dict.fromkeys(translations or [UNNAMED], text) if text else {}
    return words_called(reference, translations)


def words_called(reference: str, translations: Translations) -> Words:
    """Words of `jr:itext('…')`; any other text stands for itself."""
    found = _ITEXT_CALL.match(reference.strip())
    if found is None:
        return dict.fromkeys(translations or [UNNAMED], reference)
    words = {language: texts.get(found[2], "") for language, texts in translations.items()}
    return {language: text for language, text in words.items() if text and text != "-"}


def message_of(bind: Element, kind: str, translations: Translations) -> Words:
    message = bind.get(f"{{{JAVAROSA}}}{kind}")
    return words_called(message, translations) if message else {}


def language_code(name: str) -> str:
    """`Français (fr)`, `fr`, `Français`, `French` are all `fr`."""
    found = _CODE.search(name)
    if found is not None:
        return found[1].lower()
    plain = name.strip().lower()
    return _NAMES.get(plain, plain)
