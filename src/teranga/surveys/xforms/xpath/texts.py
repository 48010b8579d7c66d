"""Functions on texts and truths."""

import base64
import binascii
import hashlib
import re
import uuid

from teranga.surveys.xforms.xpath.library import Call, function
from teranga.surveys.xforms.xpath.values import Value, to_text, to_truth

_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384",
            "SHA-512": "sha512"}  # fmt: skip
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class RegexError(ValueError):
    """A pattern of the form that is no pattern."""


@function("string", 0, 1)
def string(call: Call) -> Value:
    return call.text(0) if len(call) else call.here.string_value


@function("concat", 0, None)
def concat(call: Call) -> Value:
    return "".join(call.texts())


@function("join", 1, None)
def join(call: Call) -> Value:
    return call.text(0).join(call.texts(1))


@function("coalesce", 2, None)
def coalesce(call: Call) -> Value:
    return next((text for text in map(to_text, call.values()) if text), "")


@function("starts-with", 2)
def starts_with(call: Call) -> Value:
    return call.text(0).startswith(call.text(1))


@function("ends-with", 2)
def ends_with(call: Call) -> Value:
    return call.text(0).endswith(call.text(1))


@function("contains", 2)
def contains(call: Call) -> Value:
    return call.text(1) in call.text(0)


@function("substring-before", 2)
def substring_before(call: Call) -> Value:
    before, found, _ = call.text(0).partition(call.text(1))
    return before if found else ""


@function("substring-after", 2)
def substring_after(call: Call) -> Value:
    return call.text(0).partition(call.text(1))[2]


@function("substring", 2, 3)
def substring(call: Call) -> Value:
    """Count from one and round its bounds, as XPath 1.0 says."""
    text, start = call.text(0), call.number(1)
    end = start + call.number(2) if len(call) == 3 else float("inf")
    return "".join(
        letter
        for place, letter in enumerate(text, start=1)
        if round(start) <= place < _rounded(end)
    )


def _rounded(number: float) -> float:
    return number if number in {float("inf"), float("-inf")} else round(number)


@function("substr", 2, 3)
def substr(call: Call) -> Value:
    """Count from zero; a negative bound counts from the end."""
    text = call.text(0)
    return text[int(call.number(1)) : int(call.number(2)) if len(call) == 3 else None]


@function("string-length", 0, 1)
def string_length(call: Call) -> Value:
    return float(len(to_text(string(call))))


@function("normalize-space", 0, 1)
def normalize_space(call: Call) -> Value:
    return " ".join(to_text(string(call)).split())


@function("translate", 3)
def translate(call: Call) -> Value:
    replaced, replacements = call.text(1), call.text(2)
    table: dict[str, str] = {}
    for place, letter in enumerate(replaced):
        table.setdefault(letter, replacements[place : place + 1])
    return "".join(table.get(letter, letter) for letter in call.text(0))


@function("regex", 2)
def regex(call: Call) -> Value:
    """Search the pattern anywhere: forms write `^…$` when they mean the whole answer."""
    try:
        return re.search(call.text(1), call.text(0)) is not None
    except re.error as error:
        raise RegexError(str(error)) from None


@function("boolean", 1)
def boolean(call: Call) -> Value:
    return call.truth(0)


@function("boolean-from-string", 1)
def boolean_from_string(call: Call) -> Value:
    return call.text(0) in {"1", "true"}


@function("not", 1)
def negate(call: Call) -> Value:
    return not call.truth(0)


@function("true")
def true(_: Call) -> Value:
    return True


@function("false")
def false(_: Call) -> Value:
    return False


@function("if", 3)
def choose(call: Call) -> Value:
    return call.value(1) if call.truth(0) else call.value(2)


@function("checklist", 2, None)
def checklist(call: Call) -> Value:
    n_true = sum(to_truth(value) for value in list(call.values())[2:])
    return _is_between(n_true, call.number(0), call.number(1))


@function("weighted-checklist", 2, None)
def weighted_checklist(call: Call) -> Value:
    weight = sum(
        call.number(index + 1) for index in range(2, len(call) - 1, 2) if call.truth(index)
    )
    return _is_between(weight, call.number(0), call.number(1))


def _is_between(amount: float, least: float, most: float) -> bool:
    return (least < 0 or amount >= least) and (most < 0 or amount <= most)


@function("digest", 2, 3)
def digest(call: Call) -> Value:
    algorithm = _DIGESTS.get(call.text(1).upper())
    if algorithm is None:
        return ""
    raw = hashlib.new(algorithm, call.text(0).encode(), usedforsecurity=False).digest()
    return raw.hex() if call.text(2, "base64").lower() == "hex" else base64.b64encode(raw).decode()


@function("base64-decode", 1)
def base64_decode(call: Call) -> Value:
    try:
        return base64.b64decode(call.text(0), validate=True).decode("utf-8", errors="replace")
    except binascii.Error:
        return ""


@function("uuid", 0, 1, volatile=True)
def make_uuid(call: Call) -> Value:
    chance = call.surroundings.random
    if len(call):
        return "".join(chance.choices(_LETTERS, k=max(0, int(call.number(0)))))
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
