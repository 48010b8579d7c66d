"""The directory of the demo: organisations, seats and committees as the documents name them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from teranga.core.context import acting_as
from teranga.core.enums import Basis, Visibility
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.directory.demo.mapping import load_mapping
from teranga.directory.demo.own_entries import load_kept_entries
from teranga.directory.demo.sheets import organisations_of_the_sheets
from teranga.directory.models import (
    Committee,
    CommitteeMembership,
    FocalPoint,
    FocalPointSeat,
    Organisation,
    Person,
)
from teranga.programmes.demo import DEMO_ACTOR, public_fact
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Component, Programme
from teranga.programmes.services.records import keep_record

_HERE = "teranga.directory.demo"


@transaction.atomic
def load_demo() -> None:
    """Load organisations, committees and seats; running it again changes nothing."""
    governance = read_yaml(_HERE, "governance.yaml")
    with acting_as(DEMO_ACTOR):
        for row in (*governance["organisations"], *organisations_of_the_sheets()):
            _keep_organisation(row)
        for row in governance["committees"]:
            _keep_committee(row)
        for row in _national_committees(governance["national_committees"]):
            _keep_committee(row)
        for row in governance["seats"]:
            for alpha3 in row["countries"]:
                _keep_seat(row, alpha3)
        for row in governance["fictitious_holders"]:
            _keep_fictitious_holder(row)
        load_mapping()
        load_kept_entries()


def _programme(row: Mapping[str, Any]) -> Programme:
    programme: Programme = Programme.objects.get(code=row["programme"])
    return programme


def _component(row: Mapping[str, Any]) -> Component | None:
    if "component" not in row:
        return None
    component: Component = Component.objects.get(
        programme__code=row["programme"], code=row["component"]
    )
    return component


def _organisation(name: str) -> Organisation:
    organisation: Organisation = Organisation.objects.get(name=name)
    return organisation


def _keep_organisation(row: Mapping[str, Any]) -> None:
    names = ("acronym", "other_names", "level", "city")
    values = {name: row[name] for name in names if name in row}
    if "parent" in row:
        values["parent"] = _organisation(row["parent"])
    keep_record(
        Organisation,
        key={
            "name": row["name"],
            "country_id": row.get("country"),
            "programme": _programme(row),
        },
        # No document classes them: every kind is deduced from the name.
        values={"kind": row["kind"], "kind_basis": Basis.DEDUCED, **values} | public_fact(row),
    )


def _national_committees(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for alpha3 in row["countries"]:
        country = Country.objects.get(pk=alpha3)
        name = {
            language: text.format(country=country.name_in(language))
            for language, text in row["name"].items()
        }
        yield {**row, "kind": "national", "country": alpha3, "name": name}


def _keep_committee(row: Mapping[str, Any]) -> None:
    committee = keep_record(
        Committee,
        key={
            "kind": row["kind"],
            "programme": _programme(row),
            "component": _component(row),
            "country_id": row.get("country"),
        },
        values={"name": Translated(row["name"]), "note": Translated(row.get("note", {}))}
        | public_fact(row),
    )
    for member in row.get("members", []):
        represented_by = member.get("represented_by")
        keep_record(
            CommitteeMembership,
            key={"committee": committee, "organisation": _organisation(member["organisation"])},
            values={
                "represented_by": _organisation(represented_by) if represented_by else None,
                **committee.scope(),
            }
            | public_fact(row),
        )


def _keep_seat(row: Mapping[str, Any], alpha3: str | None) -> None:
    note = row.get("notes", {}).get(alpha3, row["note"])
    institution = row.get("institution")
    keep_record(
        FocalPointSeat,
        key={
            "kind": row["kind"],
            "programme": _programme(row),
            "component": _component(row),
            "country_id": alpha3,
        },
        values={
            "institution": _organisation(institution) if institution else None,
            "when_empty": row["when_empty"],
            "note": Translated(note),
        }
        | public_fact(row),
    )


def _keep_fictitious_holder(row: Mapping[str, Any]) -> None:
    seat: FocalPointSeat = FocalPointSeat.objects.get(
        programme__code="crpm", component__code=row["component"], country_id=row["country"]
    )
    person = keep_record(
        Person,
        key={"family_name": row["name"]},
        values={"visibility": Visibility.PRIVATE, **seat.scope()},
    )
    keep_record(
        FocalPoint,
        key={"seat": seat, "person": person},
        values={
            "starts_on": row["starts_on"],
            "ends_on": row.get("ends_on"),
            "visibility": seat.visibility,
            "is_fictitious": True,
            **seat.scope(),
        },
    )
