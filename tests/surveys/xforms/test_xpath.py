"""Expressions, one by one: the values ODK gives them."""

import math
from datetime import UTC, datetime
from random import Random

import pytest
from elementpath import get_node_tree
from elementpath.xpath_nodes import ElementNode
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teranga.surveys.xforms.xpath import Evaluation, ExpressionError, parse_expression
from teranga.surveys.xforms.xpath.library import Surroundings, functions
from teranga.surveys.xforms.xpath.values import to_number, to_text

ANSWERS = (
    "<data><a>3</a><b>x y</b><r><n>1</n></r><r><n>2</n></r><d>2026-01-05</d><e/>"
    "<place>14.7 -17.4 0 5</place><position>p</position></data>"
)
TOWNS = (
    "<towns><item><name>kayes</name><n>3</n></item><item><name>gao</name><n>4</n></item></towns>"
)
SQUARE = "0 0 0 0; 0 1 0 0; 1 1 0 0; 1 0 0 0; 0 0 0 0"


def value_of(expression, at="a"):
    document = get_node_tree(etree.fromstring(ANSWERS).getroottree())
    towns = get_node_tree(etree.fromstring(TOWNS).getroottree())
    node = next(n for n in document.iter() if isinstance(n, ElementNode) and n.name == at)
    now = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    table = {"towns": [{"name": "kayes", "n": "3"}]}
    around = Surroundings(now, Random(1), {"towns": towns}, table, lambda path, value: "Label")
    found = Evaluation(document, around).value(parse_expression(expression), node)
    return to_text(found) if isinstance(found, list) else found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (". * 2", 6.0), ("5 div 0", math.inf), ("-5 mod 3", -2.0), ("7 - -1", 8.0),
        ("/data/a = 3 and ../a = '3'", True), ("/data/r/n = 2", True), ("/data/r/n != 2", True),
        ("/data/e = ''", True), ("/data/gone = ''", False), ("not(/data/gone)", True),
        ("selected(/data/b, 'y')", True), ("selected(/data/b, 'z')", False),
        ("selected-at(/data/b, 1)", "y"), ("count-selected(/data/b)", 2.0),
        ("count(/data/r)", 2.0), ("sum(/data/r/n)", 3.0), ("max(/data/r/n)", 2.0),
        ("min(3, 1, 2)", 1.0), ("count-non-empty(/data/*)", 7.0), ("join('-', /data/r/n)", "1-2"),
        ("round(2.5)", 3.0), ("round(-2.5)", -3.0), ("round(2.345, 2)", 2.35), ("int(-2.7)", -2.0),
        ("pow(2, 10)", 1024.0), ("sqrt(16)", 4.0), ("log10(1000)", 3.0), ("abs(-2)", 2.0),
        ("today()", "2026-11-21"), ("today() > /data/d", True), ("/data/d + 1", 20459.0),
        ("date('2020-02-30')", ""), ("date(0)", "1970-01-01"),
        ("format-date(/data/d, '%d/%m/%y %b')", "05/01/26 Jan"), ("decimal-time('06:00')", 0.25),
        ("decimal-date-time('1970-01-02T12:00:00Z')", 1.5),
        ("if(. > 2, 'yes', 'no')", "yes"), ("coalesce(/data/e, 'k')", "k"),
        ("regex('SN014', '^[A-Z]{2}\\d{3}$')", True), ("string-length(/data/b)", 3.0),
        ("substr('abcdef', 1, 3)", "bc"), ("substring('abcdef', 2, 3)", "bcd"),
        ("translate('bar', 'abc', 'AB')", "BAr"), ("normalize-space('  a  b ')", "a b"),
        ("concat('a', 3, /data/r/n)", "a312"), ("contains('abc', 'b')", True),
        ("instance('towns')/towns/item[n = current()]/name", "kayes"),
        ("instance('towns')/towns/item[name = 'gao']/n", "4"),
        ("indexed-repeat(/data/r/n, /data/r, 2)", "2"), ("position(/data/r[2])", 2.0),
        ("/data/r[last()]/n", "2"), ("/data/r[position() = 1]/n", "1"), ("/data/position", "p"),
        ("once('new')", "3"), ("pulldata('towns', 'n', 'name', 'kayes')", "3"),
        ("jr:choice-name(/data/a, '/data/a')", "Label"),
        ("boolean-from-string('true')", True), ("checklist(1, 2, true(), false())", True),
        ("weighted-checklist(3, -1, true(), 2, true(), 2)", True),
        ("digest('abc', 'SHA-256', 'hex')",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("base64-decode('dGVyYW5nYQ==')", "teranga"), ("distance(/data/place)", 0.0),
        ("geofence('0.5 0.5 0 0', '" + SQUARE + "')", True),
        ("geofence('2 2 0 0', '" + SQUARE + "')", False), ("intersects('" + SQUARE + "')", False),
        ("intersects('0 0 0 0; 1 1 0 0; 0 1 0 0; 1 0 0 0')", True),
    ],
)  # fmt: skip
def test_expression_has_the_value_of_odk(expression, expected):
    assert value_of(expression) == expected


def test_area_of_a_degree_at_the_equator_is_about_12_400_square_kilometres():
    assert value_of(f"area('{SQUARE}')") == pytest.approx(12_390e6, rel=0.01)


def test_distance_between_two_towns_follows_the_earth():
    dakar_to_thies = value_of("distance('14.7 -17.4 0 0; 14.79 -16.93 0 0')")

    assert dakar_to_thies == pytest.approx(51_500, rel=0.01)


def test_a_seed_always_gives_the_same_order():
    names = [value_of("join(' ', randomize(instance('towns')/towns/item/name, 42))") for _ in "ab"]

    assert names[0] == names[1]
    assert sorted(names[0].split()) == ["gao", "kayes"]


def test_every_function_of_the_list_is_there():
    wanted = {
        "abs", "acos", "area", "asin", "atan", "atan2", "base64-decode", "boolean",
        "boolean-from-string", "ceiling", "checklist", "choice-name", "coalesce", "concat",
        "contains", "cos", "count", "count-non-empty", "count-selected", "current", "date",
        "date-time", "decimal-date-time", "decimal-time", "digest", "distance", "ends-with", "exp",
        "exp10", "false", "floor", "format-date", "format-date-time", "geofence", "if",
        "indexed-repeat", "instance", "int", "intersects", "join", "last", "local-name", "log",
        "log10", "max", "min", "name", "normalize-space", "not", "now", "number", "once", "pi",
        "position", "pow", "pulldata", "random", "randomize", "regex", "round", "selected",
        "selected-at", "sin", "sqrt", "starts-with", "string", "string-length", "substr",
        "substring", "substring-after", "substring-before", "sum", "tan", "today", "translate",
        "true", "uuid", "weighted-checklist",
    }  # fmt: skip

    assert wanted <= set(functions)


@pytest.mark.parametrize("expression", ["regex(., '(')", "instance('gone')/root"])
def test_what_cannot_be_computed_is_said_so(expression):
    with pytest.raises(ExpressionError):
        value_of(expression)


@given(st.text(max_size=40))
def test_any_text_is_an_expression_or_an_error_never_a_crash(text):
    try:
        value_of(text)
    except ExpressionError:
        return


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_survives_being_written(number):
    assert to_number(to_text(number)) == pytest.approx(number)
