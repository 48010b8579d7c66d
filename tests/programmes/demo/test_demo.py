"""The demo's programmes say what their sources say, no more, no less."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from teranga.core.models import AuditEntry, Source
from teranga.programmes.demo import load_demo
from teranga.programmes.models import (
    Component,
    Funding,
    Phase,
    Programme,
    PublishedFigure,
    SourceRemark,
)

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "data" / "seeds"

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the folder ../shared/data/seeds is not on this machine"
)


def figures_of(code, **conditions):
    rows = PublishedFigure.objects.filter(programme__code=code, **conditions)
    return {row.code: row for row in rows}


def test_load_demo_again_writes_nothing(programmes):
    n_lines = AuditEntry.objects.count()
    versions = dict(PublishedFigure.objects.values_list("pk", "version"))

    load_demo()

    assert AuditEntry.objects.count() == n_lines
    assert dict(PublishedFigure.objects.values_list("pk", "version")) == versions


def test_load_demo_puts_back_an_altered_figure(programmes):
    figure = PublishedFigure.objects.get(code="experts-deployed")
    figure.value = 1
    figure.save()

    load_demo()

    figure.refresh_from_db()
    assert figure.value == 340


def test_crpm_has_its_seven_countries_its_components_and_who_pays(programmes):
    crpm = programmes["crpm"]

    assert set(crpm.countries.values_list("pk", flat=True)) == {
        "TUN", "MAR", "SEN", "MLI", "CIV", "GIN", "CMR",
    }  # fmt: skip
    assert list(Component.objects.filter(programme=crpm).values_list("code", "basis")) == [
        ("C1", "deduced"),
        ("C2", "explicit"),
    ]
    assert [str(f.donor) for f in Funding.objects.filter(programme=crpm)] == ["AFD"]
    assert crpm.operator == "Expertise France"


def test_phases_keep_the_dates_the_source_contradicts(programmes):
    first = Phase.objects.get(programme__code="mieux", number=1)

    assert str(first.starts_on) == "2009"
    assert "décembre 2008" in first.note["fr"]
    assert Phase.objects.filter(programme__code="mieux").count() == 4


def test_every_fact_has_a_source_and_is_public(programmes):
    for model in (Programme, Component, Phase, Funding, PublishedFigure, SourceRemark):
        assert not model.objects.filter(source=None).exists()
        assert set(model.objects.values_list("visibility", flat=True)) == {"public"}
    assert Source.objects.filter(code__startswith="seed-").count() == 5


def test_experts_by_state_add_up_to_what_the_source_adds_up_to(programmes):
    states = figures_of("mieux", family="states")

    assert sum(row.value for row in states.values()) == 173
    assert {row.country_id for row in states.values() if row.value == 0} == {
        "CYP", "HRV", "EST", "LVA", "LUX", "SVK",
    }  # fmt: skip
    assert "173" in figures_of("mieux")["experts-government-eu"].contradiction["fr"]


def test_themes_are_kept_although_they_do_not_make_the_total(programmes):
    figures = figures_of("mieux")
    themes = ["irregular", "trafficking", "labour", "protection", "development"]

    assert sum(figures[f"theme-{name}"].value for name in themes) == 102
    assert figures["actions-closed"].value == 109


@needs_seeds
def test_every_number_of_the_source_file_is_published(programmes):
    seed = yaml.safe_load((SEEDS / "mieux_chiffres.yaml").read_text(encoding="utf-8"))
    printed = {
        "portfolio": seed["portefeuille"],
        "actions_par_theme": seed["actions_par_theme"]["valeurs"],
        "experts": seed["experts"]["categories"],
    }
    wanted = {
        Decimal(str(row["valeur"])) for rows in printed.values() for row in rows if "valeur" in row
    }
    wanted |= {Decimal(str(v)) for v in seed["experts"]["par_etat_membre"]["valeurs"].values()}
    wanted |= set(map(Decimal, _numbers(seed["chiffres_contexte"])))
    wanted |= {Decimal(v) for v in seed["tables_rondes_2018"].values()}
    rows = figures_of("mieux").values()
    published = {row.value for row in rows} | {row.value_to for row in rows if row.value_to}

    assert wanted - published == set()


@needs_seeds
def test_experts_by_state_are_those_of_the_source_file(programmes):
    seed = yaml.safe_load((SEEDS / "mieux_chiffres.yaml").read_text(encoding="utf-8"))

    assert {
        row.country_id: int(row.value) for row in figures_of("mieux", family="states").values()
    } == seed["experts"]["par_etat_membre"]["valeurs"]


@needs_seeds
def test_every_anomaly_of_the_source_file_is_shown(programmes):
    seed = yaml.safe_load((SEEDS / "mieux_chiffres.yaml").read_text(encoding="utf-8"))
    subjects = [row["sujet"] for row in seed["anomalies_source"]]

    # One more: the themes, whose warning stands elsewhere in the file.
    assert SourceRemark.objects.filter(programme__code="mieux").count() == len(subjects) + 1


def _numbers(rows):
    """Yield the numbers printed in the part about the world, years and ranges aside."""
    for row in rows:
        for name in ("valeur", "part", "ecart_imprime", "evolution", "femmes", "filles"):
            if name in row:
                yield str(row[name])
        yield from map(str, row.get("valeurs", {}).values())
        for side in ("de", "a"):
            value = row.get(side)
            if value is not None:
                yield str(value["valeur"] if isinstance(value, dict) else value)
