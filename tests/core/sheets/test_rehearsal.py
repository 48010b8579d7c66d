from types import SimpleNamespace

from django.core.validators import validate_email

from teranga.core.sheets.fields import SheetField
from teranga.core.sheets.rehearsal import (
    CellProblem,
    RowAction,
    RowPlan,
    problem_at,
    read_rows,
    rehearsal_of,
)

NAME = SheetField("name", "Name", "a name")
AGE = SheetField("age", "Age", "a whole number")
EMAIL = SheetField("email", "E-mail address", "an e-mail address")
FIELDS = (NAME, AGE, EMAIL)


def sheet(*rows, columns=("name", None, "age", "email")):
    header = ["Nom", "Taille", "Âge", "Courriel"]
    return SimpleNamespace(header=header, columns=columns, rows=rows, first_row_number=4)


def email(text):
    validate_email(text)
    return text


def test_cells_are_read_by_field_and_every_mistake_is_told():
    readers = {"age": int, "email": email}

    first, second = read_rows(
        sheet([" Awa ", "1,70", "41", ""], ["Binta", "", "old", "nobody"]), FIELDS, readers
    )

    assert (first.number, first.values, first.problems) == (4, {"name": "Awa", "age": 41}, [])
    assert (second.number, second.values) == (5, {"name": "Binta"})
    assert second.problems == [
        CellProblem("Âge", "old", "a whole number"),
        CellProblem("Courriel", "nobody", "an e-mail address"),
    ]


def test_cell_out_of_a_list_of_words_is_a_mistake():
    (row,) = read_rows(sheet(["", "", "forty", ""]), FIELDS, {"age": {"thirty": 30}.__getitem__})

    assert row.problems == [CellProblem("Âge", "forty", "a whole number")]


def test_problem_names_the_column_as_the_sheet_does_if_it_has_one():
    kept = sheet(columns=("name", None, None, None))

    assert problem_at(kept, NAME) == CellProblem("Nom", "", "a name")
    assert problem_at(kept, AGE, "–", "an age") == CellProblem("Age", "–", "an age")


def plans(version=1, action=RowAction.CHANGE):
    target = SimpleNamespace(pk="a", version=version)
    return [RowPlan(2, RowAction.CREATE, "Awa"), RowPlan(3, action, "Binta", target=target)]


def test_rehearsal_counts_its_rows_and_names_the_columns_left_aside():
    kept = sheet()
    kept.header = ["Nom", "Taille", "Âge", ""]
    kept.columns = ["name", None, None, None]

    rehearsal = rehearsal_of(kept, [*plans(), RowPlan(4, RowAction.REFUSED, "")])

    assert rehearsal.ignored_columns == ["Taille", "Âge"]
    assert rehearsal.counts == {"create": 1, "change": 1, "refused": 1}
    assert [row.number for row in rehearsal.to_write] == [2, 3]


def test_digest_is_that_of_the_rows_and_of_the_entries_as_they_are():
    digest = rehearsal_of(sheet(), plans()).digest

    assert rehearsal_of(sheet(), plans()).digest == digest
    assert rehearsal_of(sheet(), plans(version=2)).digest != digest
    assert rehearsal_of(sheet(), plans(action=RowAction.UNCHANGED)).digest != digest
