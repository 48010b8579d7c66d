"""Expressions at fault are named before anyone fills the form."""

import pytest

from teranga.surveys.xforms.enums import FaultKind
from teranga.surveys.xforms.expressions import check_expressions
from teranga.surveys.xforms.reading import read_xform
from tests.surveys.xforms.samples import make_form, shared


def faults_of(attribute, expression, instance="<a/><b/><c/>"):
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    form = make_form(instance, f'<bind nodeset="/data/a" {attribute}="{escaped}"/>')
    return [(fault.path, fault.kind) for fault in check_expressions(read_xform(form))]


@pytest.mark.parametrize(
    "expression",
    [
        "because pyxform doesn't know what to do",
        "1900-01-00 00:00:00",
        "selectd(/data/b, 'x')",
        "if(/data/b)",
        "/data/b = 'open",
        "/data/b >",
        "(/data/b",
        "${b} > 3",
        "/data/b ? 2",
        "(" * 200 + "1" + ")" * 200,
    ],
)
def test_what_only_a_java_validator_found_is_found_here(expression):
    assert faults_of("calculate", expression) == [("/data/a", FaultKind.SYNTAX)]


@pytest.mark.parametrize("attribute", ["relevant", "required", "constraint", "calculate"])
def test_a_question_that_does_not_exist_is_named(attribute):
    assert faults_of(attribute, "count(/data/gone[. > /data/b]) > 1") == [
        ("/data/a", FaultKind.UNKNOWN_PATH)
    ]


def test_a_question_that_depends_on_itself_is_named():
    assert faults_of("relevant", "/data/a = 1") == [("/data/a", FaultKind.CYCLE)]
    assert faults_of("calculate", "coalesce(/data/a, 3)") == []
    assert faults_of("constraint", "/data/a > 1") == []


def test_a_circle_of_two_questions_is_named():
    form = make_form(
        "<a/><b/>",
        '<bind nodeset="/data/a" calculate="/data/b + 1"/>'
        '<bind nodeset="/data/b" calculate="/data/a"/>',
    )

    assert [fault.path for fault in check_expressions(read_xform(form))] == ["/data/a", "/data/b"]


@pytest.mark.parametrize(
    "expression",
    [
        "selected(/data/b, 'x') and not(/data/c = '')",
        "instance('towns')/towns/item[name = /data/b]/population > 3",
        "../b div 2 - -1",
        "regex(., '^[A-Z]{2}\\d{3}$')",
        "jr:choice-name(/data/b, '/data/b')",
        "position(..) = 1",
        "/data/b = 'doesn''t matter'",
    ],
)
def test_what_forms_usually_write_is_no_fault(expression):
    assert faults_of("constraint", expression) == []


def test_the_mapping_questionnaire_has_no_fault():
    assert check_expressions(read_xform(shared("cso_mapping.xml").read_bytes())) == []
