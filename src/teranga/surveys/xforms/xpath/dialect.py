"""The parser: XPath 1.0 of elementpath, its operators and functions given ODK's meaning."""

import math
import operator
from collections.abc import Callable
from copy import copy
from typing import Any, cast

from elementpath import XPath1Parser
from elementpath.xpath_tokens import XPathFunction, XPathToken

from teranga.surveys.xforms.xpath import (  # noqa: F401 - they fill the shelf of functions
    dates,
    nodes,
    numbers,
    places,
    selections,
    texts,
)
from teranga.surveys.xforms.xpath.library import Call, Function, OdkContext, functions
from teranga.surveys.xforms.xpath.values import (
    Value,
    are_equal,
    differ,
    in_order,
    simplify,
    to_number,
)

_OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "+", "-", "div", "mod")


class OdkParser(XPath1Parser):
    """Parses an expression of a form. The class is complete once this module is read."""

    symbol_table = {
        symbol: token
        for symbol, token in XPath1Parser.symbol_table.items()
        if symbol not in functions and symbol not in _OPERATORS and symbol != "*"
    }
    # A path may start from what a function gives: instance('towns')/towns/item.
    PATH_STEP_LABELS = ("axis", "kind test", "function")


def _operands(token: XPathToken, context: OdkContext) -> tuple[Value, Value]:
    left, right = (simplify(part.evaluate(copy(context))) for part in token)
    return left, right


def _known(token: XPathToken, context: Any) -> OdkContext:
    if context is None:
        raise token.missing_context()
    return cast(OdkContext, context)


def _compare(token: XPathToken, context: Any = None) -> bool:
    known = _known(token, context)
    left, right = _operands(token, known)
    zone = known.surroundings.timezone
    if token.symbol == "=":
        return are_equal(left, right, zone)
    if token.symbol == "!=":
        return differ(left, right, zone)
    return in_order(left, right, _ORDERS[token.symbol], zone)


_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _divide(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)
    return left / right


def _remainder(left: float, right: float) -> float:
    if right == 0 or not math.isfinite(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _remainder,
}


def _calculate(token: XPathToken, context: Any = None) -> float:
    known = _known(token, context)
    zone = known.surroundings.timezone
    operands = [to_number(simplify(part.evaluate(copy(known))), zone) for part in token]
    if len(operands) == 1:
        return -operands[0] if token.symbol == "-" else operands[0]
    return _ARITHMETIC[token.symbol](operands[0], operands[1])


def _multiply_or_select(token: XPathToken, context: Any = None) -> Any:
    return _calculate(token, context) if token else list(token.select(context))


def _select_result(token: XPathToken, context: Any = None) -> Any:
    result = token.evaluate(context)
    yield from result if isinstance(result, list) else [result]


def _adopt(symbol: str, **methods: Any) -> None:
    """Take a token of XPath 1.0 over, under our own meaning."""
    base = XPath1Parser.symbol_table[symbol]
    name = f"Odk{base.__name__}"
    OdkParser.symbol_table[symbol] = type(name, (base,), {"__module__": __name__, **methods})


for _symbol in ("=", "!=", "<", "<=", ">", ">="):
    _adopt(_symbol, evaluate=_compare, select=_select_result)
for _symbol in ("+", "-", "div", "mod"):
    _adopt(_symbol, evaluate=_calculate, select=_select_result)
_adopt(
    "*",
    evaluate=_multiply_or_select,
    select=lambda token, context=None: (
        iter([_calculate(token, context)])
        if token
        else XPath1Parser.symbol_table["*"].select(token, context)
    ),
)


def _register(entry: Function) -> None:
    def evaluate(token: XPathFunction, context: Any = None) -> Value:
        return entry.implementation(Call(token, _known(token, context)))

    arity: Any = (
        entry.at_least
        if entry.at_least == entry.at_most
        else (entry.at_least, entry.at_most)
    )  # fmt: skip
    token_class = OdkParser.function(entry.name, nargs=arity)
    token_class.evaluate = evaluate  # type: ignore[method-assign, assignment]
    token_class.select = _select_result  # type: ignore[method-assign, assignment]


for _entry in functions.values():
    _register(_entry)
OdkParser.build()
