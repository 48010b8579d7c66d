"""A questionnaire for paper: its questions in order, with what to tick or a line to write on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from teranga.surveys.models import QuestionnaireVersion
from teranga.surveys.queries.web_forms import lists_of, read_form
from teranga.surveys.xforms.model import Bind, Control, Words, XForm
from teranga.surveys.xforms.options import options_of
from teranga.surveys.xforms.translations import language_code

# Longer lists are written by hand: nobody ticks one of three hundred towns.
_TICKED_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One heading or question."""

    kind: str
    label: str
    hint: str = ""
    number: int = 0
    options: tuple[str, ...] = ()
    is_multiple: bool = False
    is_required: bool = False
    is_long: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class BlankForm:
    title: str
    language: str
    direction: str
    lines: tuple[Line, ...]


def blank_form(version: QuestionnaireVersion, language: str) -> BlankForm:
    form = read_form(version)
    names = {language_code(name): name for name in form.languages}
    chosen = names.get(language, form.default_language)
    code = language_code(chosen) or language
    lines = tuple(_numbered(_lines(form, form.controls, chosen, lists_of(version), 0)))
    return BlankForm(version.title, code, "rtl" if code == "ar" else "ltr", lines)


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    number = 0
    for line in lines:
        if line.kind == "question":
            number += 1
            yield replace(line, number=number)
        else:
            yield line


def _lines(
    form: XForm,
    controls: tuple[Control, ...],
    language: str,
    media: dict[str, bytes],
    depth: int,
) -> Iterator[Line]:
    for control in controls:
        label = plain(_in(control.label, language))
        if control.kind in {"group", "repeat"}:
            if label:
                yield Line(kind=control.kind, label=label, depth=depth)
            below = depth + bool(label)
            yield from _lines(form, control.children, language, media, below)
        elif label:
            yield _question(form, control, label, language, media)


def _question(
    form: XForm, control: Control, label: str, language: str, media: dict[str, bytes]
) -> Line:
    bind = form.binds.get(control.path, Bind(control.path))
    options = [_in(words, language) for _, words in options_of(form, control, media)]
    is_note = bind.readonly.strip() == "true()" and not bind.calculate
    return Line(
        kind="note" if is_note else "question",
        label=label,
        hint=plain(_in(control.hint, language)),
        options=tuple(options) if len(options) <= _TICKED_AT_MOST else (),
        is_multiple=control.kind in {"select", "rank"},
        is_required=bind.required.strip() == "true()",
        is_long="multiline" in control.appearance,
    )


def _in(words: Words, language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def plain(text: str) -> str:
    """Leave out the marks of Markdown: paper has its own emphasis."""
    return text.replace("**", "").replace("__", "").replace("\n", " ").strip(" #")
