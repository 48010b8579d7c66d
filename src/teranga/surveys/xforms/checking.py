"""Checks a submission against its form again. The result is a list of flags, never a refusal."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from teranga.surveys.xforms.answers import lay_answers, place_of
from teranga.surveys.xforms.enums import FlagKind
from teranga.surveys.xforms.messages import in_codes, message_of
from teranga.surveys.xforms.model import Bind, Words, XForm
from teranga.surveys.xforms.rules import Rules, same_value
from teranga.surveys.xforms.xml import Element, path_of
from teranga.surveys.xforms.xpath import ExpressionError, parse_expression
from teranga.surveys.xforms.xpath.places import points_of
from teranga.surveys.xforms.xpath.values import to_moment, to_text, to_truth

_PATTERNS = {
    "int": re.compile(r"[+-]?\d+"),
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
    "time": re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?"),
}


@dataclass(frozen=True)
class Flag:
    """One answer a person should look at."""

    path: str
    kind: FlagKind
    label: dict[str, str]
    message: dict[str, str]


def check_submission(
    form: XForm, content: bytes, *, at: datetime, media: Mapping[str, bytes] | None = None
) -> list[Flag]:
    """Check answers as the form would have on the day `at`; raises `XFormError` on no answers."""
    answers, added = lay_answers(form, content)
    check = _Check(form, Rules(form, answers, at, media or {}), added)
    return [*check.relevance(answers), *check.answers(answers)]


class _Check:
    def __init__(self, form: XForm, rules: Rules, added: set[Element]) -> None:
        self.form, self.rules, self.added = form, rules, added
        self.irrelevant: set[Element] = set()
        self.labels = {control.path: control.label for control in form.all_controls()}

    def relevance(self, answers: Element) -> Iterator[Flag]:
        """Find what was not to be asked, flag what was answered there, then blank it."""
        answered = []
        for element in answers.iter():
            if not self._applies(element):
                self.irrelevant.add(element)
                if len(element) == 0 and (element.text or "").strip():
                    answered.append(element)
        for element in answered:
            yield self._flag(element, FlagKind.RELEVANT, {})
            element.text = None

    def _applies(self, element: Element) -> bool:
        if element.getparent() in self.irrelevant:
            return False
        bind = self.form.binds.get(path_of(element))
        return bind is None or self._holds(bind.relevant, element, otherwise=True)

    def answers(self, answers: Element) -> Iterator[Flag]:
        for element in answers.iter():
            bind = self.form.binds.get(path_of(element))
            if bind is None or element in self.irrelevant or len(element):
                continue
            if (element.text or "").strip():
                yield from self._given(bind, element)
            elif self._is_missing(bind, element):
                yield self._flag(element, FlagKind.REQUIRED, bind.required_message)

    def _is_missing(self, bind: Bind, element: Element) -> bool:
        if bind.readonly.strip() == "true()" or bind.path not in self.labels:
            return False
        return self._holds(bind.required, element, otherwise=False)

    def _given(self, bind: Bind, element: Element) -> Iterator[Flag]:
        text = (element.text or "").strip()
        if not is_of_type(bind.type, text):
            yield self._flag(element, FlagKind.TYPE, {})
        elif not self._holds(bind.constraint, element, otherwise=True):
            yield self._flag(element, FlagKind.CONSTRAINT, bind.constraint_message)
        if element not in self.added and not self._is_as_computed(bind, element, text):
            yield self._flag(element, FlagKind.CALCULATION, {})

    def _is_as_computed(self, bind: Bind, element: Element, text: str) -> bool:
        if not bind.calculate or element.getparent().tag == "meta":
            return True
        try:
            if parse_expression(bind.calculate).is_volatile:
                return True
            return same_value(text, to_text(self.rules.value(bind.calculate, element)))
        except ExpressionError:
            return True

    def _holds(self, source: str, element: Element, *, otherwise: bool) -> bool:
        """Evaluate a rule; one that cannot be is a fault of the form, never of the answer."""
        if not source:
            return otherwise
        try:
            return to_truth(self.rules.value(source, element))
        except ExpressionError:
            return otherwise

    def _flag(self, element: Element, kind: FlagKind, own_words: Words) -> Flag:
        label = self.labels.get(path_of(element), {})
        return Flag(place_of(element), kind, in_codes(label), message_of(kind, own_words))


def is_of_type(name: str, text: str) -> bool:
    if name in _PATTERNS:
        return _PATTERNS[name].fullmatch(text) is not None
    if name == "date":
        return isinstance(to_moment(text), date)
    if name == "dateTime":
        return isinstance(to_moment(text), datetime)
    if name in {"geopoint", "geotrace", "geoshape"}:
        return points_of([text]) is not None
    return True
