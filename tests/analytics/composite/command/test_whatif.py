import json

import pytest

from teranga_analytics.composite.command import main
from teranga_analytics.composite.whatif import what_if
from tests.analytics.composite.index_example import DATA, META, PANEL, PIPELINE, example_result

SOURCE = [str(DATA), "--meta", str(META), "--replications", "50"]


def told(capsys, arguments):
    code = main(["whatif", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_whatif_gives_the_numbers_of_the_library(tmp_path, capsys):
    (tmp_path / "steps.json").write_text(PIPELINE.canonical(), encoding="utf-8")
    arguments = [*SOURCE, "--pipeline", str(tmp_path / "steps.json")]

    code, document = told(capsys, [*arguments, "--set", "XDD.ENT1=best", "--set", "XDD.CAP2=60"])

    wanted = what_if(example_result(), "XDD", {"ENT1": 1.0, "CAP2": 60.0})
    (answer,) = document["answers"]
    assert code == 0
    assert answer["adopted"] == {"ENT1": 1, "CAP2": 60}
    assert [node["code"] for node in answer["nodes"]] == [node.code for node in wanted.nodes]
    seen = [node["score_after"] for node in answer["nodes"]]
    assert seen == pytest.approx([node.score_after for node in wanted.nodes])
    assert all(node["band_after"] for node in answer["nodes"][2:])


def test_whatif_in_words_goes_from_the_top_down(capsys):
    assert main(["whatif", *SOURCE, "--set", "XDD.ENT1=best"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("If XDD had ENT1 = 1")
    assert [line.split()[0] for line in lines[2:]] == ["INDEX", "POLICY", "ENTRY", "ENT1"]


def test_whatif_takes_the_last_wave_of_a_panel(capsys):
    arguments = [str(PANEL), "--meta", str(META), "--replications", "20", "--set", "XAA.ENT2=1"]

    assert told(capsys, arguments)[1]["answers"][0]["time"] == 2024
    assert told(capsys, [*arguments, "--time", "2022"])[1]["answers"][0]["time"] == 2022


@pytest.mark.parametrize("change", ["XDD.ENT1", "XDD.CAP2=best", "XDD.ENT1=top", "ENT1=1"])
def test_whatif_refuses_what_it_cannot_read(change, capsys):
    code, document = told(capsys, [*SOURCE, "--set", change])

    assert (code, document["problems"][0]["seen"]) == (1, repr(change))


def test_whatif_refuses_unknown_codes_and_values_off_the_scale(capsys):
    assert told(capsys, [*SOURCE, "--set", "XZZ.ENT1=1"])[0] == 1
    code, document = told(capsys, [*SOURCE, "--set", "XDD.ENT1=7"])
    assert (code, document["problems"][0]["column"]) == (1, "ENT1")
