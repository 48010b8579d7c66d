import json
import subprocess
import sys

import numpy as np
import pytest

from teranga_analytics.composite.command import main
from teranga_analytics.composite.reading.coinr import read_coinr
from tests.analytics.composite.index_example import DATA, META, PANEL, PIPELINE, example_result

SOURCE = [str(DATA), "--meta", str(META)]


@pytest.fixture
def package(tmp_path, capsys):
    assert main(["build", *SOURCE, "--out", str(tmp_path / "index")]) == 0
    capsys.readouterr()
    return str(tmp_path / "index")


def told(capsys, arguments):
    """Run a command with --json; return its exit code and its document."""
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def python(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )


def test_check_describes_a_sound_input(capsys):
    code, document = told(capsys, ["check", *SOURCE])

    assert code == 0
    assert (document["n_units"], document["n_indicators"], document["n_levels"]) == (7, 14, 4)
    assert document["missing"] == {"WOR2": ["XGG"], "WOR3": ["XCC"], "DAT2": ["XEE"]}
    assert [step["step"] for step in document["pipeline"]["steps"]] == [
        "denominate", "normalise", "aggregate",
    ]  # fmt: skip


def test_check_names_every_problem_of_every_file_at_once(tmp_path, capsys):
    data = DATA.read_text(encoding="utf-8")
    meta = META.read_text(encoding="utf-8")
    data = data.replace("12.4,1,0.5", "12.4,one,0.5").replace("XBB,Boravia", "XAA,Boravia")
    meta = meta.replace("ENTRY,1,1,Level", "EXIT,1,1,Level", 1)
    (tmp_path / "data.csv").write_text(data, encoding="utf-8")
    (tmp_path / "meta.csv").write_text(meta, encoding="utf-8")
    (tmp_path / "steps.json").write_text('{"schema": "other/1", "steps": []}', encoding="utf-8")
    arguments = [
        "check", str(tmp_path / "data.csv"), "--meta", str(tmp_path / "meta.csv"),
        "--pipeline", str(tmp_path / "steps.json"),
    ]  # fmt: skip

    code, document = told(capsys, arguments)

    assert code == 1
    places = {(p["file"], p["row"], p["column"]) for p in document["problems"]}
    assert {
        ("data.csv", 2, "ENT1"), ("data.csv", 3, "uCode"), ("meta.csv", 2, "parent"),
        ("pipeline", None, "schema"),
    } <= places  # fmt: skip
    assert all(p["seen"] and p["wanted"] for p in document["problems"])
    assert main(arguments) == 1
    words = capsys.readouterr()
    assert words.out == ""
    assert "data.csv, row 2, column ENT1: saw 'one', wanted a number or nothing" in words.err


def test_check_holds_the_pipeline_against_the_data(tmp_path, capsys):
    steps = PIPELINE.with_value("normalise.method", "goalposts")
    steps = steps.with_value("aggregate.method", "arithmetic_mean")
    (tmp_path / "steps.json").write_text(steps.canonical(), encoding="utf-8")

    code, document = told(capsys, ["check", *SOURCE, "--pipeline", str(tmp_path / "steps.json")])

    assert code == 1
    assert {p["column"] for p in document["problems"]} == {"normalise: method", "aggregate: method"}


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        (["nowhere.csv", "--meta", str(META)], "no such file"),
        ([str(DATA)], "no --meta"),
        ([str(DATA), "--meta", "nowhere.yaml"], "no such file"),
    ],
)
def test_check_refuses_what_it_cannot_read(arguments, seen, capsys):
    code, document = told(capsys, ["check", *arguments])

    assert code == 1
    assert [problem["seen"] for problem in document["problems"]] == [seen]


@pytest.mark.parametrize("name", ["data.xlsx", "data.parquet", "data.csv"])
def test_check_refuses_a_damaged_file(name, tmp_path, capsys):
    (tmp_path / name).write_bytes(b"\xff\xfe not a table \x00")

    code, document = told(capsys, ["check", str(tmp_path / name), "--meta", str(META)])

    assert code == 1
    assert [problem["file"] for problem in document["problems"]] == [name]


def test_build_gives_the_scores_of_the_library(tmp_path, capsys):
    (tmp_path / "steps.json").write_text(PIPELINE.canonical(), encoding="utf-8")

    code, document = told(capsys, ["build", *SOURCE, "--pipeline", str(tmp_path / "steps.json")])

    result = example_result()
    assert code == 0
    seen = [unit["nodes"]["INDEX"]["score"] for unit in document["units"]]
    np.testing.assert_array_equal(seen, result.of("INDEX"))
    assert document["pipeline_hash"] == result.pipeline_hash
    assert document["input_hash"] == result.input_hash


def test_build_shows_the_best_first(capsys):
    assert main(["build", *SOURCE]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "unit", "name", "rank", "INDEX", "ADMINISTRATION", "POLICY", "observed", "imputed",
    ]  # fmt: skip
    assert lines[1].split()[:4] == ["XCC", "Calmera", "1", "92.93"]


def test_build_reads_the_same_from_every_kind_of_table(tmp_path, capsys):
    import polars
    import xlsxwriter

    cells = [line.split(",") for line in DATA.read_text(encoding="utf-8").splitlines()]
    elements = [line.split(",") for line in META.read_text(encoding="utf-8").splitlines()]
    with xlsxwriter.Workbook(str(tmp_path / "both.xlsx"), {"strings_to_numbers": True}) as book:
        for name, table in (("iData", cells), ("iMeta", elements)):
            sheet = book.add_worksheet(name)
            for row, line in enumerate(table):
                sheet.write_row(row, 0, line)
    polars.read_csv(DATA).write_parquet(tmp_path / "data.parquet")

    documents = [
        told(capsys, ["build", *arguments])[1]
        for arguments in (
            SOURCE,
            [str(tmp_path / "both.xlsx")],
            [str(tmp_path / "data.parquet"), "--meta", str(META)],
        )
    ]

    assert documents[1] == documents[0]
    assert documents[2] == documents[0]


def test_build_uses_the_codebook_for_coded_cells(tmp_path, capsys):
    from importlib import resources

    codebook = resources.files("teranga_analytics").joinpath("data", "emix_style_codebook.yaml")
    with resources.as_file(codebook) as path:
        import yaml

        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        items = [item for domain in document["domains"] for item in domain["indicators"]]
        lines = ["unit,indicator,value"]
        for unit, place in (("XAA", 0), ("XBB", -1)):
            lines += [f"{unit},{item['id']},{item['levels'][place]['code']}" for item in items]
        (tmp_path / "codes.csv").write_text("\n".join(lines), encoding="utf-8")
        code, built = told(capsys, ["build", str(tmp_path / "codes.csv"), "--meta", str(path)])

    assert code == 0
    scores = {unit["unit"]: unit["nodes"]["INDEX"]["score"] for unit in built["units"]}
    assert scores == {"XAA": 0, "XBB": 100}


def test_build_reads_its_own_package_again(package, capsys):
    again = told(capsys, ["build", package])[1]

    assert again == told(capsys, ["build", *SOURCE])[1]


def test_build_verifies_a_package(package, capsys):
    code, document = told(capsys, ["build", "--package", package, "--verify"])

    assert (code, document["identical"], document["n_files"]) == (0, True, 11)


def test_build_refuses_a_package_that_was_changed(package, tmp_path, capsys):
    scores = tmp_path / "index" / "data" / "scores.csv"
    scores.write_text(scores.read_text(encoding="utf-8").replace("100", "99"), encoding="utf-8")

    code, document = told(capsys, ["build", "--package", package, "--verify"])

    assert code == 1
    assert [problem["file"] for problem in document["problems"]] == ["data/scores.csv"]


def test_build_refuses_a_folder_that_is_a_file(tmp_path, capsys):
    (tmp_path / "index").write_text("mine", encoding="utf-8")

    code, document = told(capsys, ["build", *SOURCE, "--out", str(tmp_path / "index")])

    assert code == 1
    assert document["problems"][0]["column"] == "--out"
    assert (tmp_path / "index").read_text(encoding="utf-8") == "mine"


def test_build_tells_which_step_failed_and_why(tmp_path, capsys):
    steps = PIPELINE.with_value("normalise.method", "distance_to_target")
    (tmp_path / "steps.json").write_text(steps.canonical(), encoding="utf-8")

    code, document = told(capsys, ["build", *SOURCE, "--pipeline", str(tmp_path / "steps.json")])

    assert code == 1
    assert document["problems"][0]["row"] == 3


def test_audit_reports_findings_and_cautions(package, capsys):
    code, document = told(capsys, ["audit", package])

    assert code == 0
    kinds = {(f["kind"], f["code"], f["other"]) for f in document["audit"]["findings"]}
    assert ("redundant", "DAT1", "DAT2") in kinds
    assert document["audit"]["n_units"] == 7
    assert main(["audit", package]) == 0
    assert "Stated weight is not influence" in capsys.readouterr().out


def test_audit_names_the_waves_there_are(capsys):
    source = ["audit", str(PANEL), "--meta", str(META)]

    assert told(capsys, [*source, "--time", "2022"])[0] == 0
    code, document = told(capsys, [*source, "--time", "2023"])
    assert (code, document["problems"][0]["wanted"]) == (1, "2022, 2024")


def test_compare_takes_each_indicator_out_in_turn(package, capsys):
    code, document = told(capsys, ["compare", package])

    assert code == 0
    assert len(document["without"]) == 14
    assert document["nominal"] == pytest.approx(
        [u["nodes"]["INDEX"]["score"] for u in told(capsys, ["build", package])[1]["units"]]
    )


def test_compare_sets_pipelines_side_by_side(package, tmp_path, capsys):
    (tmp_path / "imputed.json").write_text(PIPELINE.canonical(), encoding="utf-8")

    code, document = told(capsys, ["compare", package, "--with", str(tmp_path / "imputed.json")])

    assert code == 0
    assert document["versions"] == ["this", "imputed"]
    places = [one["place"] for one in document["differences"]["imputed"]]
    assert places[0] == "impute"
    np.testing.assert_allclose(
        np.array(document["comparison"]["scores"])[:, 1], example_result().of("INDEX")
    )


def test_compare_refuses_unknown_elements_by_name(package, capsys):
    code, document = told(capsys, ["compare", package, "--without", "ENT9"])

    assert (code, document["problems"][0]["seen"]) == (1, "ENT9")


def test_compare_refuses_to_leave_nothing(package, capsys):
    code, document = told(capsys, ["compare", package, "--without", "POLICY", "--without", "INDEX"])

    assert (code, document["problems"][0]["column"]) == (1, "--without")


def test_compare_ranks_the_last_wave_only(tmp_path, capsys):
    (tmp_path / "steps.json").write_text(PIPELINE.canonical(), encoding="utf-8")
    arguments = ["compare", str(PANEL), "--meta", str(META)]

    code, document = told(capsys, [*arguments, "--with", str(tmp_path / "steps.json")])

    assert (code, document["units"]) == (0, [f"X{letter * 2}" for letter in "ABCDEFG"])
    assert max(max(row) for row in document["comparison"]["ranks"]) == 7


def test_a_place_that_cannot_be_written_is_named(package, capsys):
    out = "/proc/nowhere/index"

    code, document = told(capsys, ["build", package, "--out", out])

    assert (code, document["problems"][0]["wanted"]) == (1, "a place to write")


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx", "sdmx"])
def test_export_writes_one_file(kind, package, tmp_path, capsys):
    out = tmp_path / f"out.{kind}"

    code, document = told(
        capsys, ["export", package, "--format", kind, "--out", str(out), "--period", "2024"]
    )

    assert (code, document["out"]) == (0, str(out))
    assert out.stat().st_size > 500


def test_export_gives_coinr_its_files_back(package, tmp_path, capsys):
    out = tmp_path / "coinr"

    assert told(capsys, ["export", package, "--format", "coinr", "--out", str(out)])[0] == 0

    seen = read_coinr(out / "iData.csv", out / "iMeta.csv").dataset
    np.testing.assert_array_equal(seen.values, read_coinr(DATA, META).dataset.values)


def test_export_draws_figures_in_french(package, tmp_path, capsys):
    out = tmp_path / "figures"
    arguments = ["export", package, "--format", "figures", "--out", str(out), "--language", "fr"]

    assert told(capsys, arguments)[0] == 0

    assert sorted(path.name for path in out.iterdir()) == [
        "heat-map.svg", "icicle.svg", "scores.svg", "sunburst.svg",
    ]  # fmt: skip
    assert 'lang="fr"' in (out / "scores.svg").read_text(encoding="utf-8")


def test_export_asks_for_the_year_sdmx_needs(package, tmp_path, capsys):
    arguments = ["export", package, "--format", "sdmx", "--out", str(tmp_path / "a.csv")]

    code, document = told(capsys, arguments)

    assert (code, document["problems"][0]["column"]) == (1, "--period")


@pytest.mark.parametrize(
    "arguments",
    [[], ["bild"], ["build"], ["check", "a.csv", "--metta", "b"], ["whatif", "index/"]],
)
def test_a_wrong_command_line_ends_with_two(arguments, capsys):
    assert main(arguments) == 2
    assert "teranga-index" in capsys.readouterr().err


def test_help_comes_without_loading_the_engine():
    done = python(
        "import sys; from teranga_analytics.composite.command import main; code = main(['--help']);"
        "heavy = {'numpy', 'scipy', 'polars', 'django', 'yaml', 'xlsxwriter'} & set(sys.modules);"
        "sys.exit(code or f'loaded {heavy}' if heavy else code)"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "whatif" in done.stdout


def test_commands_run_without_django():
    done = python(
        "import sys; sys.modules['django'] = None\n"
        "from teranga_analytics.composite.command import main\n"
        f"sys.exit(main(['build', *{SOURCE!r}]))"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Calmera" in done.stdout
