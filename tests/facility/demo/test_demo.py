"""The demo's Actions are those of the report, each with its page or line."""

from collections import Counter
from pathlib import Path

import pytest

from teranga.core.models import AuditEntry
from teranga.facility.demo import load_demo
from teranga.facility.models import Action, ActionFact, SupportedPolicy

HERE = Path(__file__).resolve()
SEEDS = HERE.parents[4] / "shared" / "data" / "seeds"
SHIPPED = HERE.parents[3] / "src" / "teranga" / "facility" / "demo"


def texts(action, kind):
    return [fact.text["fr"] for fact in action.facts.filter(kind=kind)]


def test_every_action_of_the_report_is_there(actions):
    assert Counter(action.detail for action in actions.values()) == {
        "case_study": 17,
        "box": 14,
        "mention": 32,
    }
    assert Counter(action.region for action in actions.values()) == {
        "west_africa": 18,
        "latin_america": 17,
        "central_east_southern_africa": 12,
        "asia": 11,
        "neighbourhood": 5,
    }
    assert not Action.objects.filter(source_page="").exists()
    assert set(Action.objects.values_list("source", flat=True)) == {"seed-003"}


def test_an_action_says_who_asked_what_was_done_and_what_remained(actions):
    peru = actions["PER-3"]

    assert peru.reference == "2016-18"
    assert peru.title["en"] == "Fight against the smuggling of migrants"
    assert (str(peru.starts_on), str(peru.ends_on)) == ("2017", "2018")
    assert peru.source_page == "101–104"
    assert peru.country_id == "PER"
    assert set(peru.associated_countries.values_list("pk", flat=True)) == {
        "BRA", "CHL", "ECU", "MEX",
    }  # fmt: skip
    assert [line.part for line in peru.authorities.all()] == ["requesting", "stakeholder"]
    assert len(texts(peru, "activity")) == 6
    assert texts(peru, "figure") == [
        "21 : guichets sondés en ligne",
        "plus de 100 : agents ayant reçu le manuel lors de deux sessions",
    ]
    assert texts(peru, "experts") == [
        "Argentine, Espagne ; équipes mixtes publiques et privées, région et UE"
    ]


def test_what_was_deduced_is_marked(actions):
    assert actions["KEN-1"].basis == "deduced"
    assert actions["KEN-2"].basis == "explicit"
    assert actions["KEN-1"].themes_basis == "unknown"
    assert actions["PER-3"].themes_basis == "deduced"


def test_dates_and_references_that_contradict_are_kept(actions):
    assert "2016 à 2018" in actions["MEX-2"].remark["fr"]
    assert actions["MEX-1"].reference == actions["MEX-2"].reference == "2016-01"


def test_a_regional_action_names_its_organisation_instead_of_a_country(actions):
    comesa = actions["COMESA-2"]

    assert comesa.regional_body == "COMESA"
    assert comesa.countries.count() == 0
    assert comesa.country_id is None


def test_the_plan_of_which_eleven_measures_had_started_is_there(actions):
    assert texts(actions["CRI-2"], "figure")[:2] == [
        "80 : mesures proposées dans le premier plan (2013-2017)",
        "11 : mesures mises en œuvre en 2017",
    ]


def test_policies_are_nineteen_in_fifteen_countries_and_three_besides(actions):
    in_table = SupportedPolicy.objects.filter(is_in_main_table=True)

    assert in_table.count() == 19
    assert in_table.values("country").distinct().count() == 15
    assert SupportedPolicy.objects.filter(is_in_main_table=False).count() == 3
    plan = SupportedPolicy.objects.get(code="cri-1")
    assert (plan.action.code, str(plan.dated_on), plan.state) == ("CRI-2", "2017-12-08", "launched")


def test_load_demo_again_writes_nothing(actions):
    lines = set(ActionFact.objects.values_list("pk", flat=True))
    n_audited = AuditEntry.objects.count()

    load_demo()

    assert set(ActionFact.objects.values_list("pk", flat=True)) == lines
    assert AuditEntry.objects.count() == n_audited


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/data/seeds is not on this machine")
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("actions.yaml", "mieux_actions.yaml"), ("policies.yaml", "mieux_politiques.yaml")],
)
def test_shipped_files_are_the_given_ones(ours, theirs):
    assert (SHIPPED / ours).read_bytes() == (SEEDS / theirs).read_bytes()
