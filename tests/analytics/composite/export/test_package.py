import json
import shutil

import numpy as np
import pytest

from teranga_analytics.composite.export.package import digest, package_files, write_package
from teranga_analytics.composite.export.package_reading import read_package
from teranga_analytics.composite.export.verification import verify_package
from teranga_analytics.composite.problems import InvalidInputError
from tests.analytics.composite.index_example import PANEL, example_result, rich_result


@pytest.fixture(params=["example", "panel", "rich"])
def result(request):
    if request.param == "rich":
        return rich_result()
    return example_result(PANEL) if request.param == "panel" else example_result()


@pytest.fixture
def folder(tmp_path):
    write_package(example_result(), tmp_path / "index")
    return tmp_path / "index"


def rewrite(folder, path, before, after, *, rehash=False):
    """Replace some text of a file of a package; a careful forger also restates its hash."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    if rehash:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        for resource in descriptor["resources"]:
            if resource["path"] == path:
                resource["hash"] = digest(file.read_bytes())
                resource["bytes"] = file.stat().st_size
        written = json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
        (folder / "datapackage.json").write_text(written, encoding="utf-8")


def problems_of(folder):
    with pytest.raises(InvalidInputError) as refused:
        verify_package(folder)
    return refused.value.problems


def test_package_gives_back_what_the_index_started_from(result, tmp_path):
    write_package(result, tmp_path, "Title")

    package = read_package(tmp_path)

    dataset, source = package.input.dataset, result.source
    assert (dataset.units, dataset.names, dataset.indicators) == (
        source.units, source.names, source.indicators,
    )  # fmt: skip
    np.testing.assert_array_equal(dataset.values, source.values)
    np.testing.assert_array_equal(dataset.imputed, source.imputed)
    np.testing.assert_array_equal(dataset.applicable, source.applicable)
    assert dataset.groups == source.groups
    assert dataset.denominators.keys() == source.denominators.keys()
    for code, numbers in dataset.denominators.items():
        np.testing.assert_array_equal(numbers, source.denominators[code])
    assert package.input.framework == result.framework
    assert package.pipeline.hash == result.pipeline_hash
    assert package.title == "Title"


def test_package_recomputes_to_the_same_bytes(result, tmp_path):
    write_package(result, tmp_path, "Title")

    verified = verify_package(tmp_path)

    assert verified.problems == ()
    assert verified.n_files == 11
    assert package_files(verified.result, "Title") == package_files(result, "Title")


def test_package_descriptor_states_size_and_hash_of_each_file(folder):
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), digest(content))
    names = [resource["name"] for resource in descriptor["resources"]]
    assert names == [
        "units", "indicators", "levels", "framework", "values", "scores", "weights", "steps",
        "notes", "pipeline",
    ]  # fmt: skip


def test_package_schema_agrees_with_its_tables(folder):
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    for resource in descriptor["resources"][:-1]:
        header, *rows = (folder / resource["path"]).read_text(encoding="utf-8").splitlines()
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert header == ",".join(fields)
        key = resource["schema"].get("primaryKey", [])
        columns = [fields.index(name) for name in key]
        keys = [tuple(row.split(",")[column] for column in columns) for row in rows]
        assert not key or len(set(keys)) == len(rows)


def test_tampered_data_are_refused_by_their_hash(folder):
    rewrite(folder, "data/values.csv", "XAA,ENT1,1,", "XAA,ENT1,0,")

    (problem,) = problems_of(folder)

    assert problem.file == "data/values.csv"
    assert problem.seen.startswith("content with sha256:")


def test_forged_scores_are_found_by_computing_again(folder):
    line = (folder / "data/scores.csv").read_text(encoding="utf-8").splitlines()[1]
    rewrite(folder, "data/scores.csv", line, line.replace("100", "99"), rehash=True)

    (problem,) = verify_package(folder).problems

    assert (problem.file, problem.row, problem.column) == ("data/scores.csv", 2, "score")
    assert (problem.seen, problem.wanted) == ("'99'", "'100'")


def test_forged_data_are_found_by_computing_again(folder):
    rewrite(folder, "data/values.csv", "XDD,ENT1,0,", "XDD,ENT1,1,", rehash=True)

    files = {problem.file for problem in verify_package(folder).problems}

    assert "data/scores.csv" in files


def test_every_missing_file_is_named_at_once(folder):
    (folder / "data/values.csv").unlink()
    (folder / "pipeline.json").unlink()

    assert [problem.file for problem in problems_of(folder)] == ["data/values.csv", "pipeline.json"]


def test_a_path_out_of_the_package_is_refused(folder):
    shutil.copy(folder / "data/notes.csv", folder.parent / "notes.csv")
    rewrite(folder, "datapackage.json", "data/notes.csv", "../notes.csv")

    (problem,) = problems_of(folder)

    assert problem.seen == "'../notes.csv'"


@pytest.mark.parametrize(
    ("path", "before", "after", "column"),
    [
        ("data/values.csv", "XAA,ENT1,1,observed", "XAA,ENT9,1,observed", "indicator"),
        ("data/values.csv", "XAA,ENT1,1,observed", "XZZ,ENT1,1,observed", "unit"),
        ("data/values.csv", "XAA,ENT1,1,observed", "XAA,ENT1,one,observed", "value"),
        ("data/values.csv", "XAA,ENT1,1,observed", "XAA,ENT1,1,guessed", "status"),
        ("data/indicators.csv", "days,1,", "days,2,", "direction"),
        ("data/framework.csv", "ENT1,ENTRY,1", "ENT1,EXIT,1", "parent"),
        ("data/units.csv", "unit,name", "country,name", "unit"),
    ],
)
def test_tables_that_do_not_hold_together_are_refused(folder, path, before, after, column):
    if before.startswith("days"):
        before, after = "permit,-1", "permit,2"
    rewrite(folder, path, before, after, rehash=True)

    assert column in {problem.column for problem in problems_of(folder)}


def test_a_folder_without_package_is_refused(tmp_path):
    (problem,) = problems_of(tmp_path)

    assert problem.wanted == "a data package"


def test_another_engine_is_named_rather_than_blamed(folder):
    rewrite(folder, "datapackage.json", '"engine": "0.1.0"', '"engine": "0.0.9"')

    (problem,) = verify_package(folder).problems

    assert (problem.column, problem.seen) == ("teranga.engine", "engine 0.0.9")
