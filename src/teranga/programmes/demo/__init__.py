"""The four programmes of the demo: real published content, each fact with its source."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from teranga.core.context import Actor, acting_as
from teranga.core.enums import Basis, Visibility
from teranga.core.models import Country, Source
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.enums import FigureFamily
from teranga.programmes.models import (
    Component,
    Donor,
    Funding,
    Phase,
    Programme,
    PublishedFigure,
    SourceRemark,
)
from teranga.programmes.services.records import keep_record

DEMO_ACTOR = Actor(label="demo")
_HERE = "teranga.programmes.demo"


@transaction.atomic
def load_demo() -> None:
    """Load sources, programmes, figures and remarks; running it again changes nothing."""
    with acting_as(DEMO_ACTOR):
        _load_sources()
        for row in read_yaml(_HERE, "programmes.yaml"):
            _load_programme(row)
        for code, families in read_yaml(_HERE, "figures.yaml").items():
            _load_figures(Programme.objects.get(code=code), families)
        for code, remarks in read_yaml(_HERE, "remarks.yaml").items():
            _load_remarks(Programme.objects.get(code=code), remarks)


def public_fact(row: Mapping[str, Any], **defaults: Any) -> dict[str, Any]:
    """Return the columns that say a fact is public, where it was read and how firmly."""
    return {
        "visibility": Visibility.PUBLIC,
        "source_id": row.get("source"),
        "source_page": row.get("source_page", ""),
        "basis": row.get("basis", Basis.EXPLICIT),
    } | defaults


def _load_sources() -> None:
    names = ["title", "publisher", "year", "url"]
    Source.objects.bulk_create(
        [
            Source(
                code=row["code"],
                title=row["title"],
                publisher=row.get("publisher", ""),
                year=row.get("year"),
                url=row.get("url", ""),
            )
            for row in read_yaml(_HERE, "sources.yaml")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=names,
    )


def _load_programme(row: Mapping[str, Any]) -> None:
    names = ("acronym", "name", "summary", "kind", "operator", "starts_on", "ends_on")
    programme = keep_record(
        Programme,
        key={"code": row["code"]},
        values={name: row.get(name) for name in names} | public_fact(row),
    )
    programme.countries.set(_countries(row))
    for component in row.get("components", []):
        _load_component(programme, component)
    for phase in row.get("phases", []):
        _load_phase(programme, phase, source=row["source"])
    for funding in row.get("fundings", []):
        _load_funding(programme, funding)


def _countries(row: Mapping[str, Any]) -> list[Country]:
    if "country_group" in row:
        return list(Country.objects.filter(groups=row["country_group"]))
    return list(Country.objects.filter(pk__in=row.get("countries", [])))


def _load_component(programme: Programme, row: Mapping[str, Any]) -> None:
    names = ("name", "summary", "lead", "starts_on", "ends_on")
    keep_record(
        Component,
        key={"programme": programme, "code": row["code"]},
        values={name: row.get(name) for name in names} | public_fact(row),
    )


def _load_phase(programme: Programme, row: Mapping[str, Any], *, source: str) -> None:
    keep_record(
        Phase,
        key={"programme": programme, "number": row["number"]},
        values={
            "name": row["name"],
            "starts_on": row["starts_on"],
            "ends_on": row["ends_on"],
            "note": row.get("note", {}),
        }
        | public_fact({"source": source, **row}),
    )


def _load_funding(programme: Programme, row: Mapping[str, Any]) -> None:
    donor = keep_record(
        Donor,
        key={"name": row["donor"]["name"]},
        values={"acronym": row["donor"]["acronym"]} | public_fact(row),
    )
    keep_record(Funding, key={"programme": programme, "donor": donor}, values=public_fact(row))


def _load_figures(programme: Programme, families: Mapping[str, Any]) -> None:
    source = families["source"]
    for family in FigureFamily:
        rows = families.get(family, [])
        if family == FigureFamily.STATES:
            rows = [_state_figure(alpha3, value) for alpha3, value in dict(rows).items()]
        for position, row in enumerate(rows):
            _load_figure(programme, {"source": source} | row, family=family, position=position)


def _state_figure(alpha3: str, value: int) -> dict[str, Any]:
    return {
        "code": f"state-{alpha3.lower()}",
        "value": value,
        "country_id": alpha3,
        "as_of": "2009–2019",
        "label": {
            "fr": "experts gouvernementaux mobilisés par MIEUX",
            "en": "government experts deployed by MIEUX",
        },
    }


def _load_figure(
    programme: Programme, row: Mapping[str, Any], *, family: FigureFamily, position: int
) -> None:
    optional: dict[str, Any] = {
        "value_to": None,
        "unit": {},
        "bound": "exact",
        "as_of": "",
        "contradiction": {},
        "country_id": None,
    }
    keep_record(
        PublishedFigure,
        key={"programme": programme, "code": row["code"]},
        values={name: row.get(name, default) for name, default in optional.items()}
        | {
            "label": row["label"],
            "value": str(row["value"]),
            "family": family,
            "position": position,
        }
        | public_fact(row),
    )


def _load_remarks(programme: Programme, remarks: list[dict[str, Any]]) -> None:
    for position, row in enumerate(remarks):
        keep_record(
            SourceRemark,
            key={"programme": programme, "code": row["code"]},
            values={"subject": row["subject"], "text": row["text"], "position": position}
            | public_fact(row, source_page=row.get("page", "")),
        )
