"""Functions on numbers."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from teranga.surveys.xforms.xpath.library import Call, function
from teranga.surveys.xforms.xpath.values import Value, to_number


def _all_numbers(call: Call) -> list[float]:
    zone = call.surroundings.timezone
    return [to_number(text, zone) for text in call.texts()]


@function("number", 0, 1)
def number(call: Call) -> Value:
    if len(call):
        return call.number(0)
    return to_number(call.here.string_value, call.surroundings.timezone)


@function("int", 1)
def integer(call: Call) -> Value:
    value = call.number(0)
    return float(math.trunc(value)) if math.isfinite(value) else value


@function("round", 1, 2)
def rounded(call: Call) -> Value:
    """Round halves away from zero; a second argument gives the number of decimals."""
    value = call.number(0)
    decimals = call.number(1) if len(call) == 2 else 0.0
    if not math.isfinite(value) or not math.isfinite(decimals):
        return value if math.isfinite(decimals) else math.nan
    step = Decimal(1).scaleb(-int(decimals))
    return float((Decimal(repr(value)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


@function("floor", 1)
def floor(call: Call) -> Value:
    value = call.number(0)
    return float(math.floor(value)) if math.isfinite(value) else value


@function("ceiling", 1)
def ceiling(call: Call) -> Value:
    value = call.number(0)
    return float(math.ceil(value)) if math.isfinite(value) else value


@function("sum", 1)
def total(call: Call) -> Value:
    return (
        math.fsum(numbers) if not any(map(math.isnan, numbers := _all_numbers(call))) else math.nan
    )


@function("min", 1, None)
def least(call: Call) -> Value:
    numbers = _all_numbers(call)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else min(numbers)


@function("max", 1, None)
def most(call: Call) -> Value:
    numbers = _all_numbers(call)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else max(numbers)


@function("abs", 1)
def absolute(call: Call) -> Value:
    return abs(call.number(0))


@function("pow", 2)
def power(call: Call) -> Value:
    return _or_nan(math.pow, call.number(0), call.number(1))


@function("atan2", 2)
def atan2(call: Call) -> Value:
    return math.atan2(call.number(0), call.number(1))


@function("pi")
def pi(_: Call) -> Value:
    return math.pi


def _or_nan(operation: Callable[..., float], *numbers: float) -> float:
    """Answer "not a number" where mathematics has no answer, as XPath does."""
    try:
        return operation(*numbers)
    except (ValueError, OverflowError):
        return math.nan


def _register_unary(name: str, operation: Callable[[float], float]) -> None:
    @function(name, 1)
    def apply(call: Call) -> Value:
        return _or_nan(operation, call.number(0))


def _logarithm(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else base(value)


for _name, _operation in {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "exp10": lambda value: math.pow(10, value),
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}.items():
    _register_unary(_name, _operation)
