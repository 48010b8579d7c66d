"""What is flagged in answers, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teranga.surveys.xforms.checking import check_submission, is_of_type
from teranga.surveys.xforms.enums import FlagKind
from teranga.surveys.xforms.reading import read_xform
from teranga.surveys.xforms.xml import XFormError
from tests.surveys.xforms.samples import DAY, make_answers, make_form, shared, third_party_forms

NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=20)


def flags_of(form, answers, **options):
    found = check_submission(read_xform(form), answers, at=DAY, **options)
    return [(flag.path, flag.kind.value) for flag in found]


def mapping(name):
    form = read_xform(shared("cso_mapping.xml").read_bytes())
    return check_submission(form, shared("samples", name).read_bytes(), at=DAY)


def test_a_valid_answer_has_no_flag():
    assert mapping("cso_mapping_submission_valid.xml") == []


def test_three_violations_give_exactly_three_flags():
    flags = mapping("cso_mapping_submission_3_violations.xml")

    assert [(flag.path.rpartition("/")[2], flag.kind) for flag in flags] == [
        ("nom", FlagKind.REQUIRED),
        ("annee_creation", FlagKind.CONSTRAINT),
        ("nb_femmes_instances", FlagKind.CONSTRAINT),
    ]
    assert flags[2].message == {
        "fr": "Ne peut pas dépasser le total.",
        "en": "Cannot exceed the total.",
    }
    assert flags[2].label["fr"] == "… dont femmes"


RULES = make_form(
    "<a/><b/><c/><d/><n/>",
    '<bind nodeset="/data/a" type="int" required="true()"/>'
    '<bind nodeset="/data/b" type="int" relevant="/data/a &gt; 1" constraint=". &lt; 10"/>'
    '<bind nodeset="/data/c" type="int" calculate="/data/a * 2"/>'
    '<bind nodeset="/data/d" type="date" constraint=". &lt;= today()"/>'
    '<bind nodeset="/data/n" required="/data/a = 5" readonly="true()"/>',
    "".join(f'<input ref="/data/{q}"><label>{q}</label></input>' for q in "abdn"),
)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<a>2</a><b>3</b><c>4</c>", []),
        ("<b/>", [("/data/a", "required")]),
        ("<a>x</a>", [("/data/a", "type")]),
        ("<a>2</a><b>10</b>", [("/data/b", "constraint")]),
        ("<a>1</a><b>3</b>", [("/data/b", "relevant")]),
        ("<a>2</a><c>5</c>", [("/data/c", "calculation")]),
        ("<a>2</a><c>04</c>", []),
        ("<a>2</a><d>2026-11-22</d>", [("/data/d", "constraint")]),
        ("<a>2</a><d>2026-11-21</d>", []),
        ("<a>2</a><d>soon</d>", [("/data/d", "type")]),
        ("<a>5</a>", []),
    ],
)
def test_each_rule_is_flagged_where_it_is_broken(inside, expected):
    assert flags_of(RULES, make_answers(inside)) == expected


def test_a_message_of_our_own_is_given_in_both_languages():
    flag = check_submission(read_xform(RULES), make_answers(""), at=DAY)[0]

    assert set(flag.message) == {"fr", "en"}
    assert flag.message["en"] == "An answer is required here and none was given."


REPEAT = make_form(
    '<p jr:template=""><kind/><other/></p>',
    '<bind nodeset="/data/p/other" relevant="/data/p/kind = \'x\'" required="true()"/>',
    '<group ref="/data/p"><repeat nodeset="/data/p">'
    '<input ref="/data/p/kind"><label>k</label></input>'
    '<input ref="/data/p/other"><label>o</label></input></repeat></group>',
)


def test_a_rule_inside_a_repeat_looks_at_its_own_turn():
    answers = make_answers(
        "<p><kind>x</kind><other>y</other></p><p><kind>z</kind></p><p><kind>x</kind></p>"
    )

    assert flags_of(REPEAT, answers) == [("/data/p[3]/other", "required")]


def test_a_repeat_never_opened_asks_for_nothing():
    assert flags_of(REPEAT, make_answers("")) == []


def test_a_rule_on_a_list_that_is_not_there_flags_nothing():
    form = make_form(
        "<a/>",
        '<bind nodeset="/data/a" constraint="instance(\'towns\')/*/item[name = current()]"/>',
        '<input ref="/data/a"><label>a</label></input>',
        extra='<instance id="ignored"/>',
    )
    with_list = form.replace(
        b"</data></instance>",
        b'</data></instance><instance id="towns" src="jr://file-csv/towns.csv"/>',
    ).replace(b'<instance id="ignored"/>', b"")
    answers = make_answers("<a>Kayes</a>")

    assert flags_of(with_list, answers) == []
    assert flags_of(with_list, answers, media={"towns.csv": b"name\nKayes\n"}) == []
    assert flags_of(with_list, answers, media={"towns.csv": b"name\nGao\n"}) == [
        ("/data/a", "constraint")
    ]


@pytest.mark.parametrize("content", [b"", b"no", b"<!DOCTYPE x [<!ENTITY e 'e'>]><data>&e;</data>"])
def test_what_is_no_answer_is_said_so(content):
    with pytest.raises(XFormError):
        check_submission(read_xform(RULES), content, at=DAY)


def test_answers_to_another_form_are_said_so():
    with pytest.raises(XFormError, match="other"):
        check_submission(read_xform(RULES), b"<other/>", at=DAY)


@given(st.dictionaries(st.sampled_from("abcdn"), NAMES))
def test_no_answer_however_odd_stops_the_check(answers):
    root = etree.Element("data")
    for name, text in answers.items():
        etree.SubElement(root, name).text = text

    kinds = {kind for _, kind in flags_of(RULES, etree.tostring(root))}

    assert kinds <= {kind.value for kind in FlagKind}


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_of_their_type_and_words_are_not(number):
    assert is_of_type("int", str(number))
    assert is_of_type("decimal", f"{number}.5")
    assert not is_of_type("int", f"{number}.5")
    assert not is_of_type("decimal", f"{number} km")


@pytest.mark.parametrize("path", third_party_forms(), ids=lambda path: path.name)
def test_a_form_of_others_checks_its_own_blank_answer(path):
    try:
        form = read_xform(path.read_bytes())
    except XFormError:
        pytest.skip("not a form: a list or an answer kept among the forms")

    for flag in check_submission(form, etree.tostring(form.template), at=DAY):
        assert flag.path.startswith(f"/{form.template.tag}")
        assert flag.message["fr"]
