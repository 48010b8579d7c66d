"""The XPath of questionnaires: XPath 1.0 on `elementpath`, with the functions of ODK."""

from teranga.surveys.xforms.xpath.dialect import OdkParser
from teranga.surveys.xforms.xpath.evaluation import (
    Evaluation,
    Expression,
    ExpressionError,
    parse_expression,
)

__all__ = ["Evaluation", "Expression", "ExpressionError", "OdkParser", "parse_expression"]
