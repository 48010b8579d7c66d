"""Languages of the form: standard codes on every text, and the side each one starts from."""

from dataclasses import dataclass

from teranga.surveys.xforms.translations import language_code
from teranga.surveys.xforms.xml import Element

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "dv", "ug"}


@dataclass(frozen=True)
class FormLanguage:
    code: str
    name: str
    direction: str


def write_languages(form: Element) -> tuple[FormLanguage, ...]:
    chooser = form.find("select[@id='form-languages']")
    if chooser is None:
        return ()
    codes = {option.get("value", ""): "" for option in chooser.iter("option")}
    codes = _distinct(list(codes))
    for element in form.xpath(".//*[@lang]"):
        element.set("lang", codes.get(element.get("lang"), element.get("lang")))
    default = chooser.get("data-default-lang", "")
    chooser.set("data-default-lang", codes.get(default, default))
    languages = []
    for option in chooser.iter("option"):
        source = option.get("value", "")
        language = FormLanguage(codes[source], source.partition("(")[0].strip(), _side(source))
        option.set("value", language.code)
        option.set("data-dir", language.direction)
        option.text = language.name
        languages.append(language)
    return tuple(languages)


def _side(name: str) -> str:
    return "rtl" if language_code(name).partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _distinct(names: list[str]) -> dict[str, str]:
    """Give each name its code, unless two names would share it."""
    codes = {name: language_code(name) for name in names}
    taken = list(codes.values())
    return {name: code if taken.count(code) == 1 else name for name, code in codes.items()}
