"""The lists of organisations of two workshops, read from the seeds into rows of one shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from teranga.core.enums import Basis
from teranga.core.models import Country
from teranga.directory.enums import OrganisationKind, OrganisationLevel
from teranga.programmes.demo.reading import read_yaml

_HERE = "teranga.directory.demo"
_KINDS = {
    "administration": OrganisationKind.ADMINISTRATION,
    "bailleur": OrganisationKind.DONOR,
    "media": OrganisationKind.MEDIA,
    "observatoire": OrganisationKind.OBSERVATORY,
    "ong_internationale": OrganisationKind.INTERNATIONAL_NGO,
    "operateur": OrganisationKind.OPERATOR,
    "organisation_internationale": OrganisationKind.INTERNATIONAL,
    "organisation_regionale": OrganisationKind.REGIONAL,
    "osc": OrganisationKind.CSO,
    "recherche": OrganisationKind.RESEARCH,
    "statistique": OrganisationKind.STATISTICS,
    "syndicat": OrganisationKind.UNION,
}
# Listed among the structures, but a person at work alone: not an entry of the directory.
_NOT_AN_ORGANISATION = "consultant"


def organisations_of_the_sheets() -> Iterator[dict[str, Any]]:
    yield from _participants(read_yaml(_HERE, "participants.yaml"))
    yield from _migrafrique(read_yaml(_HERE, "migrafrique.yaml"))


def _participants(sheet: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the structures present at the second CRPM workshop, under the country of their row."""
    networks = {row["name"] for row in read_yaml(_HERE, "governance.yaml")["organisations"]}
    for place in sheet["pays"]:
        country = place["code"] if len(place["code"]) == 3 else None
        for row in place["structures"]:
            if row["type"] == _NOT_AN_ORGANISATION:
                continue
            fact = {
                "name": row["nom"],
                "kind": _KINDS[row["type"]],
                "programme": "crpm",
                "source": "seed-000",
                "source_page": "liste des participants",
                "other_names": row.get("graphie_source", ""),
            }
            if country:
                fact["country"] = country
            else:
                fact["level"] = OrganisationLevel.REGIONAL
            if row["nom"] in networks and country:
                # The same network sits in two delegations: one entry, with a part in each country.
                fact |= {"name": f"{row['nom']} ({_french(country)})", "parent": row["nom"]}
            yield fact


def _french(alpha3: str) -> str:
    return Country.objects.get(pk=alpha3).name_in("fr")


def _migrafrique(sheet: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    common = {"programme": "migrafrique", "source": "seed-002"}
    for row in sheet["partenaires"]:
        yield common | {
            "name": row["nom"],
            "acronym": row.get("sigle", ""),
            "kind": _KINDS[row["type"]],
            "source_page": row["role"],
        }
    for row in sheet["organisations"]:
        number = row["num"]
        fact = common | {
            "name": row["nom"],
            "acronym": row.get("sigle", ""),
            "kind": _KINDS[sheet["types"].get(number, "osc")],
            "country": row["pays"],
            "basis": Basis.DEDUCED if row.get("pays_base") == "deduit" else Basis.EXPLICIT,
            "other_names": row.get("graphie_source", ""),
            "source_page": f"liste des organisations, n° {number}",
        }
        if number in sheet["rattachements"]:
            fact["parent"] = sheet["rattachements"][number]
        yield fact
