"""The legal commitment index: what States have committed to, from a table of ratifications.

Only a status that was read in its source counts. A status from memory, or an absence from a
source that may be out of date, is never a yes: its cell stays open, the score leaves it
uncounted and its interval says how far it could go. A signature alone binds nobody.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

from teranga.core.models import Country, CountryGroup
from teranga.indices.queries.edition.document import NOT_APPLICABLE, NOT_FOUND, SCHEMA

FIRST_YEAR, LAST_YEAR = 1951, 2024
SMALLEST_GROUP = 4  # with fewer countries, quartiles say nothing
NOT_BOUND, SIGNED, PARTY = 0, 1, 2
_LEVELS = {"not_party": NOT_BOUND, "signatory": SIGNED, "party": PARTY}

DOMAINS = {
    "HUM": ("Droits humains", "Human rights", "حقوق الإنسان"),
    "CHI": ("Droits de l’enfant", "Rights of the child", "حقوق الطفل"),
    "REF": ("Réfugiés et apatrides", "Refugees and stateless persons", "اللاجئون وعديمو الجنسية"),
    "WRK": (
        "Travailleurs migrants et recrutement",
        "Migrant workers and recruitment",
        "العمال المهاجرون والتشغيل",
    ),
    "TRA": (
        "Traite, trafic et travail forcé",
        "Trafficking, smuggling and forced labour",
        "الاتجار والتهريب والعمل الجبري",
    ),
    "CON": (
        "Protection consulaire et mer",
        "Consular protection and the sea",
        "الحماية القنصلية والبحر",
    ),
    "AFR": ("Instruments africains", "African instruments", "الصكوك الإفريقية"),
}
_TOP = ("Engagements universels", "Universal commitments", "الالتزامات العالمية")
_BESIDE = ("Engagements régionaux", "Regional commitments", "الالتزامات الإقليمية")
_UPPER = [
    ("HUM", "LEGAL"), ("CHI", "LEGAL"), ("REF", "LEGAL"), ("WRK", "LEGAL"), ("TRA", "LEGAL"),
    ("CON", "LEGAL"), ("AFR", "REGIONAL"),
]  # fmt: skip
_LEVEL_NAMES = {
    NOT_BOUND: ("Ni signé, ni ratifié", "Neither signed nor ratified", "لا توقيع ولا تصديق"),
    SIGNED: ("Signé, non ratifié", "Signed, not ratified", "موقّع، غير مصدَّق عليه"),
    PARTY: ("Partie", "Party", "طرف"),
}
# A signature binds nobody: only a party has a score.
_SCORES = {NOT_BOUND: 0.0, SIGNED: 0.0, PARTY: 1.0}

Row = Mapping[str, str]


def legal_document() -> dict[str, Any]:
    """Build the document of the edition, before it is numbered and dated."""
    rows = _read_csv("ratifications.csv")
    instruments = yaml.load(_text("instruments.yaml"), yaml.CSafeLoader)["instruments"]
    sources = {row["code"]: row["description"] for row in _read_csv("legal_sources.csv")}
    codes = list(dict.fromkeys(row["country"] for row in rows))
    return {
        "schema": SCHEMA,
        "index": {
            "code": "legal-commitment",
            "name": {
                "fr": "Indice d’engagement juridique",
                "en": "Legal commitment index",
                "ar": "مؤشر الالتزام القانوني",
            },
            "summary": {
                "fr": "À quels textes internationaux sur les migrations et les droits les États "
                "sont-ils parties, depuis quand, et qui le dit ?",
                "en": "Which international texts on migration and rights are States party to, "
                "since when, and who says so?",
                "ar": "ما النصوص الدولية المتعلقة بالهجرة والحقوق التي انضمت إليها الدول، "
                "ومنذ متى، ومن يقول ذلك؟",
            },
        },
        "period": str(LAST_YEAR),
        "times": list(range(FIRST_YEAR, LAST_YEAR + 1)),
        "codebook": _codebook(instruments),
        "units": _units(codes),
        "groups": _groups(codes),
        "cells": list(_cells(rows, instruments, sources, codes)),
        "readings": [{"name": "volume", "pipeline": _pipeline()}],
        "interval": "ends",
        "study": {
            "schema": "teranga-uncertainty/1",
            "variations": [{"vary": "weight_noise", "share": 0.25, "name": "weights ±25 %"}],
            "replications": 1000,
            "seed": 1951,
        },
        "modules": [],
        "replies": [],
        "agreement": [],
        "cautions": _cautions(),
    }


def _codebook(instruments: list[dict[str, Any]]) -> dict[str, Any]:
    nodes = [
        _node(item["code"], item["domain"], item["title_fr"], item["title_en"], kind="indicator")
        for item in instruments
    ]
    nodes += [_node(code, parent, *DOMAINS[code], kind="domain") for code, parent in _UPPER]
    nodes.append(_node("LEGAL", None, *_TOP, kind="index"))
    nodes.append(_node("REGIONAL", None, *_BESIDE, kind="beside"))
    return {
        "code": "legal-commitment",
        "version": "1.0",
        "nodes": nodes,
        "domains": list(DOMAINS),
        "indicators": {item["code"]: _instrument(item) for item in instruments},
    }


def _node(
    code: str, parent: str | None, fr: str, en: str, ar: str = "", *, kind: str
) -> dict[str, Any]:
    name = {"fr": fr, "en": en} | ({"ar": ar} if ar else {})
    return {"code": code, "parent": parent, "weight": 1.0, "name": name, "kind": kind}


def _instrument(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": {"fr": item["title_fr"], "en": item["title_en"]},
        "short": item["short"],
        "question": {
            "fr": "Le pays est-il partie à ce texte ?",
            "en": "Is the country a party to this text?",
            "ar": "هل البلد طرف في هذا النص؟",
        },
        "levels": [
            {"code": code, "score": _SCORES[code], "name": {"fr": fr, "en": en, "ar": ar}}
            for code, (fr, en, ar) in _LEVEL_NAMES.items()
        ],
        "favourability": 1,
        "evidence": {
            "fr": f"Instrument de ratification ou d’adhésion à déposer auprès de : "
            f"{item['custodian']} ; loi d’autorisation et publication au journal officiel.",
            "en": f"Instrument of ratification or accession to be deposited with: "
            f"{item['custodian']}; act of authorisation and publication in the official gazette.",
        },
        "adopted": item["adopted"],
        "entry_into_force": item["entry_into_force"],
        "source": item["source"],
    }


def _units(codes: list[str]) -> list[dict[str, Any]]:
    countries = Country.objects.in_bulk(codes)
    return [
        {
            "code": code,
            "alpha2": countries[code].alpha2,
            "name": {language: countries[code].name_in(language) for language in ("fr", "en")},
        }
        for code in codes
    ]


def _groups(codes: list[str]) -> list[dict[str, Any]]:
    """Who is compared with whom: the network's seven first, then regions of the world."""
    groups = []
    for group in CountryGroup.objects.filter(code="crpm").prefetch_related("countries"):
        members = {country.pk for country in group.countries.all()}
        groups.append(
            {
                "code": group.code,
                "name": dict(group.name),
                "units": [code for code in codes if code in members],
            }
        )
    regions: dict[str, list[str]] = {}
    for country in Country.objects.filter(pk__in=codes):
        regions.setdefault(country.region_id, []).append(country.pk)
    for code, nearby in sorted(regions.items()):
        if len(nearby) >= SMALLEST_GROUP:
            groups.append({"code": f"m49-{code}", "m49": code, "name": {}, "units": nearby})
    everyone = {
        "fr": "Tous les pays de l’édition",
        "en": "All countries of the edition",
        "ar": "كل بلدان هذه الطبعة",
    }
    return [*groups, {"code": "all", "name": everyone, "units": codes}]


def _cells(
    rows: list[Row],
    instruments: list[dict[str, Any]],
    sources: Mapping[str, str],
    codes: list[str],
) -> Iterator[dict[str, Any]]:
    told = {(row["country"], row["instrument"]): row for row in rows}
    for item in instruments:
        adopted = int(item["adopted"][:4])
        for country in codes:
            row = told.get((country, item["code"]))
            if row is None or row["status"] == "not_applicable":
                yield _no_object(country, item["code"], row, sources)
            else:
                yield _cell(row, adopted, sources)


def _no_object(
    country: str, instrument: str, row: Row | None, sources: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "unit": country,
        "indicator": instrument,
        "changes": [[None, NOT_APPLICABLE]],
        "missing": NOT_APPLICABLE,
        "evidence": _evidence(row, sources) if row else [],
    }


def _cell(row: Row, adopted: int, sources: Mapping[str, str]) -> dict[str, Any]:
    is_established = row["verified"] == "yes" and row["status"] in _LEVELS
    cell: dict[str, Any] = {
        "unit": row["country"],
        "indicator": row["instrument"],
        "changes": _changes(row, adopted) if is_established else [[None, NOT_APPLICABLE],
                                                                  [adopted, None]],
        "status": row["status"],
        "is_verified": row["verified"] == "yes",
        "evidence": _evidence(row, sources),
    }  # fmt: skip
    if not is_established:
        # Searched and not established: bound or not, each as likely.
        cell |= {"missing": NOT_FOUND, "unsure": [NOT_BOUND, PARTY]}
    if "conflict" in row["note"] or "differs between sources" in row["note"]:
        cell["disagreement"] = row["note"]
    return cell


def _changes(row: Row, adopted: int) -> list[list[Any]]:
    """Say from which year on which level holds; before its adoption a text binds nobody."""
    level = _LEVELS[row["status"]]
    start: list[list[Any]] = [[None, NOT_APPLICABLE]]
    if level == NOT_BOUND:
        return [*start, [adopted, NOT_BOUND]]
    year = (row["date"] if level == PARTY else row["signed"])[:4]
    if year:
        return [*start, [adopted, NOT_BOUND], [max(int(year), adopted), level]]
    # A party whose date was not read: unknown until the source, established since.
    return [*start, [adopted, None], [int((row["as_of"] or str(LAST_YEAR))[:4]), level]]


def _evidence(row: Row, sources: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "type": "status list",
            "title": sources[code],
            "source": code,
            "status": row["status"],
            "action": row["action"],
            "in_force_from": row["date"],
            "signed": row["signed"],
            "read_as_of": row["as_of"],
            "is_verified": row["verified"] == "yes",
            "note": row["note"],
        }
        for code in row["source"].split("+")
    ]


def _pipeline() -> dict[str, Any]:
    """Leave uncounted what is not established, in the open: imputed and flagged."""
    return {
        "schema": "teranga-pipeline/1",
        "name": "Legal commitment index 1.0",
        "steps": [
            {"step": "impute", "method": "constant", "parameters": {"value": NOT_BOUND}},
            {
                "step": "normalise",
                "method": "coded_scale",
                "parameters": {"lower": 0, "upper": 100},
            },
            {"step": "aggregate", "method": "arithmetic"},
        ],
    }


def _cautions() -> list[dict[str, str]]:
    return [
        {
            "fr": "Être partie à un texte ne dit rien de son application : cet indice mesure des "
            "engagements, ni leur qualité ni leurs effets.",
            "en": "Being a party says nothing of application: this index measures commitments, "
            "neither their quality nor their effects.",
        },
        {
            "fr": "Un statut non vérifié, inconnu ou tiré d’une liste ancienne n’est jamais compté "
            "comme un oui ; l’intervalle du score va jusqu’à ce qu’il serait si tous l’étaient.",
            "en": "A status that is unverified, unknown or from an old list never counts as a yes; "
            "the interval of the score goes up to what it would be if all of them did.",
        },
        {
            "fr": "Une année donnée, le score porte sur les textes qui existaient alors : un État "
            "peut reculer sans rien dénoncer, parce qu’un texte nouveau s’ajoute.",
            "en": "In a given year the score is about the texts that existed then: a State may "
            "fall back without denouncing anything, because a new text is added.",
        },
        {
            "fr": "Réserves, déclarations et dénonciations ne sont pas relevées ; avant son "
            "indépendance un État n’est partie à rien sous son nom.",
            "en": "Reservations, declarations and denunciations are not recorded; before its "
            "independence a State is party to nothing in its own name.",
        },
    ]


def _read_csv(name: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(_text(name))))


def _text(name: str) -> str:
    return files("teranga.indices.demo").joinpath(name).read_text(encoding="utf-8")
