"""The legal commitment index: only what a source says counts, and everything is shown."""

import csv
from collections import Counter
from importlib.resources import files

import pytest

from teranga.indices.demo import _load_legal_index
from teranga.indices.demo.legal import FIRST_YEAR, legal_document
from teranga.indices.models import Edition
from teranga.indices.queries.edition.reading import level_at
from teranga.indices.queries.edition.release import release_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    _load_legal_index()
    return release_of(Edition.objects.get())


def table():
    text = files("teranga.indices.demo").joinpath("ratifications.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_demo_publishes_edition_one_once(release):
    _load_legal_index()

    (edition,) = Edition.objects.all()
    assert (edition.number, edition.n_countries, edition.n_indicators) == (1, 58, 35)
    assert not edition.is_fictitious


def test_unverified_status_never_counts_as_yes(release):
    unsure = [
        (row["country"], row["instrument"])
        for row in table()
        if row["verified"] == "no" and row["status"] == "party"
    ]

    counted = [pair for pair in unsure if release.cells[pair]["changes"][-1][1] is not None]
    scored = [
        pair for pair in unsure if release.scores(pair[1])[release.row[pair[0]]] not in (0.0,)
    ]

    assert len(unsure) > 200
    assert counted == []
    assert scored == []


def test_score_interval_goes_up_to_what_unverified_statuses_would_give(release):
    senegal = release.score("SEN", "CHI")

    # Three of the four texts are verified; the fourth (C182) is from memory.
    assert (senegal.value, senegal.low, senegal.high) == (75, 75, 100)


def test_signature_alone_scores_nothing(release):
    signed = [
        (row["country"], row["instrument"])
        for row in table()
        if row["status"] == "signatory" and row["verified"] == "yes"
    ]

    assert signed
    assert {release.scores(code)[release.row[country]] for country, code in signed} == {0.0}


def test_every_status_names_its_source_and_says_whether_it_was_verified(release):
    told = {(row["country"], row["instrument"]): row for row in table()}

    for pair, row in told.items():
        lines = release.cells[pair]["evidence"]
        assert [line["source"] for line in lines] == row["source"].split("+")
        assert {line["is_verified"] for line in lines} == {row["verified"] == "yes"}


def test_sources_that_disagree_are_kept_as_such(release):
    kept = [cell for cell in release.cells.values() if cell.get("disagreement")]

    assert Counter("conflict" in cell["disagreement"] for cell in kept)[True] >= 4
    assert any("WPD 2022" in cell["disagreement"] for cell in kept)


def test_series_begins_in_1951_and_counts_a_commitment_from_its_year(release):
    cell = release.cells["TUN", "REF1951"]

    assert release.times[0] == FIRST_YEAR == 1951
    assert [level_at(cell, year) for year in (1951, 1956, 1957, 2024)] == [0, 0, 2, 2]
    assert level_at(release.cells["TUN", "CRC"], 1980) == "NA"
    series = release.series("REF")["scores"][:, release.row["TUN"]]
    assert series[0] == 0
    assert series[-1] == 100


def test_regional_instruments_stand_beside_and_never_enter_the_score(release):
    assert release.domains_beside == ("AFR",)
    assert release.root_of("AFR") != release.top
    assert "AFR" not in release.domains


def test_document_is_the_same_each_time_it_is_built():
    assert legal_document() == legal_document()
