import json

import pytest

from teranga_analytics.composite.command import main
from teranga_analytics.composite.command.studies import default_study
from teranga_analytics.composite.reading.coinr import read_coinr
from teranga_analytics.composite.sensitivity import Plan, assess_sensitivity
from tests.analytics.composite.index_example import DATA, META, PIPELINE

SOURCE = [str(DATA), "--meta", str(META)]


def told(capsys, arguments):
    code = main(["sensitivity", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_sensitivity_gives_the_numbers_of_the_library(tmp_path, capsys):
    (tmp_path / "steps.json").write_text(PIPELINE.canonical(), encoding="utf-8")

    code, document = told(
        capsys, [*SOURCE, "--pipeline", str(tmp_path / "steps.json"), "--base", "32"]
    )

    source = read_coinr(DATA, META)
    study = default_study(PIPELINE, source.dataset, source.framework)
    found = assess_sensitivity(study, PIPELINE, source.dataset, source.framework, Plan(n_base=32))
    assert (code, document["n_runs"]) == (0, found.n_runs)
    seen = [document["overall"][factor]["total_order"] for factor in found.factors]
    assert seen == pytest.approx(found.total_order.tolist(), nan_ok=True)
    units = [document["units"][2]["first_order"][factor] for factor in found.factors]
    assert units == pytest.approx(found.first_order_of_units[:, 2].tolist())


def test_shapley_shares_of_a_unit_sum_to_one(capsys):
    code, document = told(capsys, [*SOURCE, "--base", "32", "--shapley"])

    assert code == 0
    assert sum(document["units"][0]["effects"].values()) == pytest.approx(1)


@pytest.mark.parametrize("more", [[], ["--shapley"]])
def test_sensitivity_in_words_names_each_choice(more, capsys):
    assert main(["sensitivity", *SOURCE, "--base", "16", *more]) == 0

    out = capsys.readouterr().out
    assert "No run failed." in out
    assert "Share of the variance of each score" in out
    assert "weights" in out


def test_sensitivity_refuses_a_base_of_one(capsys):
    code, document = told(capsys, [*SOURCE, "--base", "1"])

    assert (code, document["problems"][0]["column"]) == (1, "--base")
