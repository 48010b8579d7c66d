"""The logical framework of component 2 of CRPM, with the holes its source leaves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from teranga.core.context import acting_as
from teranga.core.enums import Basis
from teranga.monitoring.models import (
    GeneralObjective,
    PlannedActivity,
    Result,
    SpecificObjective,
)
from teranga.programmes.demo import DEMO_ACTOR, public_fact
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Component, SourceRemark
from teranga.programmes.services.records import keep_record

_HERE = "teranga.monitoring.demo"
SOURCE = "seed-001"


@transaction.atomic
def load_demo() -> None:
    """Load the logical framework; needs the programmes; a second run changes nothing."""
    component = Component.objects.get(programme__code="crpm", code="C2")
    document = read_yaml(_HERE, "logframe.yaml")
    english = read_yaml(_HERE, "english.yaml")
    with acting_as(DEMO_ACTOR):
        general = keep_record(
            GeneralObjective,
            key={"component": component, "code": "OG"},
            values=_values(component, document["OG"], english, position=0),
        )
        for position, row in enumerate(document["objectifs_specifiques"]):
            _load_objective(general, row, english, position=position)
        _load_anomalies(component, document["anomalies"], english["anomalies"])


def _load_objective(
    general: GeneralObjective, row: Mapping[str, Any], english: Mapping[str, Any], *, position: int
) -> None:
    component = _component_of(general)
    objective = keep_record(
        SpecificObjective,
        key={"component": component, "code": row["code"]},
        values=_values(component, row, english, position=position) | {"general_objective": general},
    )
    for rank, line in enumerate(row["resultats"]):
        result = keep_record(
            Result,
            key={"component": component, "code": line["code"]},
            values=_values(component, line, english, position=rank)
            | {"specific_objective": objective},
        )
        for number, activity in enumerate(line["activites"]):
            _load_activity(result, activity, english, position=number)


def _load_activity(
    result: Result, row: Mapping[str, Any], english: Mapping[str, Any], *, position: int
) -> None:
    component = _component_of(result)
    unit, audience = row.get("unite"), row.get("public")
    targets = row.get("cibles_citees")
    keep_record(
        PlannedActivity,
        key={"component": component, "code": row["code"]},
        values=_values(component, row, english, position=position)
        | {
            "result": result,
            "quantity": row["quantite"],
            "unit": {"fr": unit, "en": english["units"][unit]} if unit else {},
            "audience": {"fr": audience, "en": english["audiences"][audience]} if audience else {},
        }
        | (
            {"note": {"fr": f"Cibles citées : {', '.join(targets)}", "en": "Named: ECOWAS, AU"}}
            if targets
            else {}
        ),
    )


def _values(
    component: Component, row: Mapping[str, Any], english: Mapping[str, Any], *, position: int
) -> dict[str, Any]:
    label, note = row.get("libelle"), row.get("note")
    return {
        "programme_id": component.programme_id,
        "label": {"fr": label, "en": english["labels"][row["code"]]} if label else {},
        "note": {"fr": note, "en": english["notes"][row["code"]]} if note else {},
        "position": position,
    } | public_fact({"source": SOURCE}, basis=Basis.EXPLICIT if label else Basis.DEDUCED)


def _component_of(row: GeneralObjective | Result) -> Component:
    if row.component is None:
        raise ValueError(f"{row.code} belongs to no component")
    return row.component


def _load_anomalies(component: Component, french: list[str], english: list[str]) -> None:
    for position, (text, translation) in enumerate(zip(french, english, strict=True), start=100):
        keep_record(
            SourceRemark,
            key={"programme_id": component.programme_id, "code": f"logframe-{position - 99}"},
            values={
                "component": component,
                "subject": {"fr": "Cadre logique", "en": "Logical framework"},
                "text": {"fr": text[0].upper() + text[1:], "en": translation},
                "position": position,
            }
            | public_fact({"source": SOURCE}),
        )
