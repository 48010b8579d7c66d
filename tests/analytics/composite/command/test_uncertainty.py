import json

import pytest

from teranga_analytics.composite.command import main
from teranga_analytics.composite.command.studies import default_study
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.reading.coinr import read_coinr
from teranga_analytics.composite.uncertainty.running import assess_uncertainty
from tests.analytics.composite.index_example import DATA, META, PANEL, PIPELINE

SOURCE = [str(DATA), "--meta", str(META)]


def told(capsys, arguments):
    code = main(["uncertainty", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def kinds(pipeline, data=DATA):
    source = read_coinr(data, META)
    study = default_study(pipeline, source.dataset, source.framework)
    return [variation.kind for variation in study.variations], study


def test_uncertainty_of_a_package_gives_the_numbers_of_the_library(tmp_path, capsys):
    (tmp_path / "steps.json").write_text(PIPELINE.canonical(), encoding="utf-8")
    out = str(tmp_path / "index")
    main(["build", *SOURCE, "--pipeline", str(tmp_path / "steps.json"), "--out", out])
    capsys.readouterr()

    code, document = told(capsys, [out, "--replications", "200", "--seed", "7"])

    source = read_coinr(DATA, META)
    _, study = kinds(PIPELINE)
    study = type(study).from_json(study.as_json() | {"replications": 200, "seed": 7})
    found = assess_uncertainty(study, PIPELINE, source.dataset, source.framework)
    assert (code, document["n_failed"]) == (0, 0)
    seen = [[u["score"]["low"], u["score"]["high"], u["rank"]["low"]] for u in document["units"]]
    wanted = zip(found.scores.low[0], found.scores.high[0], found.ranks.low[0], strict=True)
    assert seen == [pytest.approx(list(row)) for row in wanted]


def test_uncertainty_with_the_same_seed_says_the_same_on_two_threads(capsys):
    arguments = [*SOURCE, "--replications", "300", "--seed", "3"]

    assert told(capsys, arguments) == told(capsys, [*arguments, "--threads", "2"])


def test_uncertainty_in_words_says_what_varies_and_what_failed(capsys):
    assert main(["uncertainty", *SOURCE, "--replications", "50"]) == 0

    words = capsys.readouterr()
    assert "90% intervals over 50 replications, seed 0" in words.out
    assert "weights: weight_noise" in words.out
    assert "No replication failed." in words.out
    assert words.err == ""


def test_uncertainty_of_a_panel_follows_the_change(capsys):
    code, document = told(
        capsys, [str(PANEL), "--meta", str(META), "--replications", "100", "--seed", "1"]
    )

    assert code == 0
    (change,) = document["changes"]
    assert (change["before"], change["after"]) == (2022, 2024)
    assert main(["uncertainty", str(PANEL), "--meta", str(META), "--replications", "20"]) == 0
    assert "Change from 2022 to 2024" in capsys.readouterr().out


def test_uncertainty_refuses_a_misspelt_study_by_its_file(tmp_path, capsys):
    study = {
        "schema": "teranga-uncertainty/1",
        "variations": [{"vary": "weight_noise", "shar": 0.2}, {"vary": "weather"}],
    }
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")

    code, document = told(capsys, [*SOURCE, "--study", str(tmp_path / "study.json")])

    assert code == 1
    assert {p["file"] for p in document["problems"]} == {"study.json"}
    assert {p["row"] for p in document["problems"]} == {1, 2}


def test_uncertainty_refuses_a_node_that_is_no_aggregate(capsys):
    code, document = told(capsys, [*SOURCE, "--node", "ENT1"])

    assert (code, document["problems"][0]["column"]) == (1, "--node")


def test_default_study_varies_what_the_pipeline_allows():
    assert kinds(PIPELINE)[0] == ["weight_noise", "choice", "choice", "removal"]
    ranked = Pipeline((Step("normalise", "rank"), Step("aggregate", "median")))
    uncoded = Step("normalise", "rank", options={"coded": "as_measured"})
    assert kinds(Pipeline((uncoded, *ranked.steps[1:])))[0] == ["weight_noise", "removal"]
    assert kinds(PIPELINE, PANEL)[1].changes == ((2022, 2024),)
