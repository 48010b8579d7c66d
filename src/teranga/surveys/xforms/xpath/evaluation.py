"""One expression of a form: read once, evaluated on many nodes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from elementpath import ElementPathError
from elementpath.xpath_nodes import DocumentNode, ElementNode, XPathNode
from elementpath.xpath_tokens import XPathToken

from teranga.surveys.xforms.xpath.dialect import OdkParser
from teranga.surveys.xforms.xpath.library import OdkContext, Surroundings, functions
from teranga.surveys.xforms.xpath.nodes import MissingListError
from teranga.surveys.xforms.xpath.texts import RegexError
from teranga.surveys.xforms.xpath.values import Value, simplify

# Deeper than any form writes, shallow enough for Python's own stack.
MAX_LENGTH = 20_000
MAX_DEPTH = 100
_FAILURES = (
    ElementPathError, RegexError, MissingListError, ArithmeticError, TypeError, RecursionError
)  # fmt: skip
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_PREFIX = re.compile(r"(?<![\w.:-])[A-Za-z_][\w.-]*:(?!:)(?=[A-Za-z_*])")


class ExpressionError(ValueError):
    """An expression that cannot be read, or cannot be computed on these answers."""


@dataclass(frozen=True)
class Expression:
    source: str
    token: XPathToken

    @property
    def is_volatile(self) -> bool:
        return any(name in functions and functions[name].is_volatile for name in self.calls())

    def calls(self) -> set[str]:
        """Names of the functions called."""
        return {token.symbol for token in walk(self.token) if "function" in str(token.label)}

    def paths(self) -> Iterator[XPathToken]:
        """Outermost paths, in the order written."""
        return _outermost_paths(self.token)


def walk(token: XPathToken) -> Iterator[XPathToken]:
    yield token
    for part in token:
        yield from walk(part)


def _outermost_paths(token: XPathToken) -> Iterator[XPathToken]:
    if token.symbol in {"/", "//"}:
        yield token
    else:
        for part in token:
            yield from _outermost_paths(part)


def plain(source: str) -> str:
    """Forget namespace prefixes outside quotes: answers are read without namespaces."""
    pieces, end = [], 0
    for quoted in _STRING.finditer(source):
        pieces += [_PREFIX.sub("", source[end : quoted.start()]), quoted[0]]
        end = quoted.end()
    return "".join([*pieces, _PREFIX.sub("", source[end:])])


@lru_cache(maxsize=4096)
def parse_expression(source: str) -> Expression:
    if len(source) > MAX_LENGTH or _depth(source) > MAX_DEPTH:
        raise ExpressionError("the expression is too long or too deep")
    try:
        return Expression(source, OdkParser().parse(plain(source)))
    except (ElementPathError, SyntaxError, ValueError, TypeError, RecursionError) as error:
        raise ExpressionError(str(error)) from error


def _depth(source: str) -> int:
    deepest = depth = 0
    for letter in _STRING.sub("", source):
        depth += (letter in "([") - (letter in ")]")
        deepest = max(deepest, depth)
    return deepest


@dataclass(frozen=True)
class Evaluation:
    """Answers, and what surrounds them: everything an expression is computed on."""

    document: DocumentNode | ElementNode
    surroundings: Surroundings

    def value(self, expression: Expression, node: XPathNode) -> Value:
        context = OdkContext(root=self.document, item=node)
        context.surroundings = self.surroundings
        context.subject = node
        try:
            return simplify(expression.token.evaluate(context))
        except _FAILURES as error:
            raise ExpressionError(str(error)) from error
