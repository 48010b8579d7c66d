"""What a person is told about a flag, in French and in English."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop, override

from teranga.surveys.xforms.enums import FaultKind, FlagKind
from teranga.surveys.xforms.model import Words
from teranga.surveys.xforms.translations import language_code

LANGUAGES = ("fr", "en")
_SENTENCES: Mapping[FlagKind, str] = {
    FlagKind.REQUIRED: gettext_noop("An answer is required here and none was given."),
    FlagKind.CONSTRAINT: gettext_noop("The value does not respect the rule of the question."),
    FlagKind.RELEVANT: gettext_noop("An answer was given to a question that does not apply."),
    FlagKind.TYPE: gettext_noop("The value is not of the kind asked for."),
    FlagKind.CALCULATION: gettext_noop("The value sent differs from the one computed again."),
}
_FAULTS: Mapping[FaultKind, str] = {
    FaultKind.SYNTAX: gettext_noop("The expression cannot be read."),
    FaultKind.UNKNOWN_PATH: gettext_noop("The expression asks for a question that does not exist."),
    FaultKind.CYCLE: gettext_noop("The question depends on itself."),
}


def message_of(kind: FlagKind, own_words: Words) -> dict[str, str]:
    """Prefer the words of the form; fall back on ours."""
    return _in_each_language(_SENTENCES[kind]) | in_codes(own_words)


def fault_message(kind: FaultKind) -> dict[str, str]:
    return _in_each_language(_FAULTS[kind])


def _in_each_language(sentence: str) -> dict[str, str]:
    messages = {}
    for language in LANGUAGES:
        with override(language):
            messages[language] = gettext(sentence)
    return messages


def in_codes(words: Words) -> dict[str, str]:
    """Key words by language code; a form in one unnamed language speaks to everyone."""
    codes = {language_code(name): text for name, text in words.items()}
    unnamed = codes.pop("", None) or codes.pop("default", None)
    return codes | dict.fromkeys(LANGUAGES, unnamed) if unnamed else codes
