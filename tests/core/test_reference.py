"""The reference tables: complete, sourced, and loaded again without change."""

import time

import pytest
import yaml
from django.core.management import call_command
from django.utils import translation

from teranga.core.models import (
    Country,
    CountryGroup,
    CountryGroupMembership,
    Language,
    Region,
    Theme,
    ThemeMapping,
)
from teranga.core.services.reference import load_reference, reference_folder

pytestmark = pytest.mark.django_db


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Country, CountryGroup, CountryGroupMembership, Region, Theme, ThemeMapping)
    ]


def test_reference_is_there_after_migration():
    assert Country.objects.count() == 249
    assert Region.objects.count() == 30
    assert CountryGroup.objects.get(pk="crpm").countries.count() == 7
    assert Theme.objects.filter(taxonomy="gcm").count() == 23


def test_load_reference_again_changes_nothing():
    before = everything()

    load_reference()

    assert everything() == before


def test_load_reference_repairs_what_was_altered():
    before = everything()
    CountryGroupMembership.objects.filter(group="ecowas", country="MLI").update(note="")
    CountryGroupMembership.objects.filter(group="ecowas", country="SEN").update(country="FRA")
    ThemeMapping.objects.filter(origin="gcm:1").update(relation="exact")
    Country.objects.filter(pk="SEN").update(region="155")

    load_reference()

    after = everything()
    assert [sorted(map(repr, _without_ids(rows))) for rows in after] == [
        sorted(map(repr, _without_ids(rows))) for rows in before
    ]


def _without_ids(rows):
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_load_reference_is_fast():
    started = time.perf_counter()
    load_reference()

    # 0.3 s on a quiet machine; the margin is for a busy one.
    assert time.perf_counter() - started < 1.5


@pytest.mark.parametrize("language", ["fr", "en", "ar", "pt", "es"])
def test_every_country_region_and_language_has_a_name(language):
    with translation.override(language):
        rows = [*Country.objects.all(), *Region.objects.all(), *Language.objects.all()]
        nameless = [row.pk for row in rows if str(row) == row.pk]

    assert nameless == []


def test_every_region_hangs_under_the_world():
    parents = dict(Region.objects.values_list("code", "parent"))

    for code in parents:
        trail = [code]
        while parents[trail[-1]]:
            trail.append(parents[trail[-1]])
        assert trail[-1] == "001"


def test_unverified_groups_say_where_they_come_from():
    groups = {group.code: group for group in CountryGroup.objects.all()}

    assert {code for code, group in groups.items() if not group.source} == set()
    assert not groups["rabat-process"].is_verified
    assert groups["rabat-process"].countries.count() == 57
    assert groups["crpm"].is_verified


def test_a_member_that_left_stays_listed_with_the_date():
    notes = CountryGroupMembership.objects.filter(group="ecowas").exclude(note="")

    assert dict(notes.values_list("country", "note")) == {
        "BFA": "left 2025-01-29",
        "MLI": "left 2025-01-29",
        "NER": "left 2025-01-29",
    }


def test_every_file_has_a_provenance():
    folder = reference_folder()
    names = {file.name for file in folder.iterdir() if file.is_file()}
    names |= {f"taxonomies/{file.name}" for file in (folder / "taxonomies").iterdir()}

    provenance = yaml.safe_load((folder / "provenance.yaml").read_text(encoding="utf-8"))

    assert set(provenance) == names - {"provenance.yaml"}
    assert [name for name, entry in provenance.items() if not entry["source"]] == []


def test_cross_walk_says_who_says_so():
    mapping = ThemeMapping.objects.get(origin="gcm:1", target="sdg:10.7")

    assert mapping.relation == "close"
    assert "not an official table" in mapping.source


@pytest.mark.django_db(transaction=True)
def test_reference_comes_back_after_a_flush():
    call_command("flush", interactive=False, verbosity=0)

    assert Country.objects.count() == 249
