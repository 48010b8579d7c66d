import numpy as np
import pytest
import yaml

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.reading.codebook import read_codebook, shipped_codebook


def small_codebook():
    def item(code, **more):
        levels = [{"code": 0, "score": 0, "fr": "Non", "en": "No"}, {"code": 1, "score": 1}]
        return {"id": code, "label": {"fr": code, "en": code}, "levels": levels, **more}

    return {
        "codebook": {"id": "small", "version": 1},
        "components": [{"id": "P", "default_weight": 0.75}, {"id": "A", "default_weight": 0.25}],
        "coding": {"special_codes": [{"code": "NA"}]},
        "domains": [
            {
                "id": "D1",
                "component": "P",
                "label": {"fr": "d", "en": "d"},
                "indicators": [item("D101"), item("D102", favourability=-1)],
            },
            {
                "id": "D2",
                "component": "A",
                "label": {"fr": "e", "en": "e"},
                "indicators": [item("D201", subdomain="HOME", favourability=0), item("D202")],
            },
        ],
    }


def written(tmp_path, document):
    path = tmp_path / "codebook.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return path


def test_shipped_codebook_has_its_domains_and_indicators():
    codebook = shipped_codebook()
    framework = codebook.framework

    assert len(codebook.indicators) == 102
    assert len(framework.children["POLICY"]) == 10
    assert framework.children["ADMINISTRATION"] == ("ADM",)
    assert framework.children["ADM"] == ("ADM_HOME", "ADM_ABROAD")
    weights = [framework.by_code[code].weight for code in ("POLICY", "ADMINISTRATION")]
    assert weights == [0.75, 0.25]
    assert {len(meta.levels) for meta in codebook.indicators} == {3, 4}
    assert codebook.indicators[0].name_fr.startswith("Conservation de la nationalité")


def test_default_pipeline_scores_the_shipped_codebook():
    codebook = shipped_codebook()
    highest = [meta.levels[-1].code for meta in codebook.indicators]
    values = np.array([highest, [0.0] * 102])
    values = np.vstack([values, values[0]])
    values[2, :7] = np.nan  # 7 of the 10 indicators of the first domain are not coded
    dataset = Dataset.of(["high", "low", "partial"], codebook.indicators, values)

    result = build_index(codebook.default_pipeline(), dataset, codebook.framework)

    assert result.of("INDEX").tolist() == pytest.approx([100.0, 0.0, 100.0])
    assert np.isnan(result.of("CIT")).tolist() == [False, False, True]


def test_favourability_reverses_burdens_and_leaves_neutral_items_out(tmp_path):
    codebook = read_codebook(written(tmp_path, small_codebook()))

    indicators, framework = codebook.read_as("favourability")

    assert [(meta.code, meta.direction) for meta in indicators] == [
        ("D101", 1),
        ("D102", -1),
        ("D202", 1),
    ]
    assert framework.indicators == ("D101", "D102", "D202")
    assert "D2_HOME" not in framework.codes
    assert codebook.read_as("volume") == (codebook.indicators, codebook.framework)


def test_read_codebook_reports_every_problem_with_its_path(tmp_path):
    document = small_codebook()
    first, second = document["domains"]
    first["component"] = "X"
    first["indicators"][0]["levels"][1]["score"] = 2
    first["indicators"][1]["id"] = "D101"
    second["indicators"][0]["favourability"] = 5
    second["indicators"][1]["levels"] = []

    with pytest.raises(InvalidInputError) as raised:
        read_codebook(written(tmp_path, document))

    assert [problem.column for problem in raised.value.problems] == [
        "domains[0].component",
        "domains[0].indicators[0].levels",
        "domains[0].indicators[1].id",
        "domains[1].indicators[0].favourability",
        "domains[1].indicators[1].levels",
    ]


def test_read_codebook_names_the_line_of_broken_yaml(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("codebook:\n  id: [1\n", encoding="utf-8")

    with pytest.raises(InvalidInputError) as raised:
        read_codebook(path)

    assert raised.value.problems[0].row == 3


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("- a\n", [None]),
        ("codebook: {id: x}\n", ["components", "coding", "domains"]),
        (
            "codebook: {id: x}\ncomponents: [P]\ncoding: {a: 1}\n"
            "domains: [{id: D, component: P, label: {fr: d}, indicators: 5}, 7]\n",
            [
                "components[0]",
                "domains[0].indicators",
                "domains[1]",
                "domains[0].component",
            ],
        ),
    ],
)
def test_read_codebook_survives_other_documents(tmp_path, text, columns):
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInputError) as raised:
        read_codebook(path)

    assert [problem.column for problem in raised.value.problems] == columns


def test_codebook_refuses_an_unknown_reading(tmp_path):
    with pytest.raises(ValueError, match="reading"):
        read_codebook(written(tmp_path, small_codebook())).read_as("mood")
