"""A small index, whole: two components, three domains, five countries, every kind of cell."""

import datetime as dt
from dataclasses import replace

from benchmarks._explorer_content import synthetic_content
from teranga.indices.models import PolicyIndex
from teranga.indices.queries.edition.document import SCHEMA
from teranga.indices.queries.round_document import document_from
from teranga.indices.services.editions import freeze_edition

COUNTRIES = {"SEN": "SN", "MLI": "ML", "TUN": "TN", "MAR": "MA", "GIN": "GN"}
_TREE = [
    ("INDEX", None, 1, "index"),
    ("POLICY", "INDEX", 3, "component"),
    ("ADMIN", "INDEX", 1, "component"),
    ("CIT", "POLICY", 1, "domain"),
    ("OBL", "POLICY", 1, "domain"),
    ("ADM", "ADMIN", 1, "domain"),
]
INDICATORS = {"CIT01": "CIT", "CIT02": "CIT", "OBL01": "OBL", "OBL02": "OBL", "ADM01": "ADM"}
# Country by country: CIT01, CIT02, OBL01, OBL02, ADM01; None is not found, "NA" has no object.
CODES = {
    "SEN": [2, 1, 2, 0, 1],
    "MLI": [1, 0, 0, 2, 2],
    "TUN": [2, 2, 1, 1, 2],
    "MAR": [0, None, 2, 2, 0],
    "GIN": [1, 1, "NA", 0, None],
}


def small_document(**changes):
    return {
        "schema": SCHEMA,
        "index": {
            "code": "small",
            "name": {"fr": "Petit indice", "en": "Small index"},
            "summary": {"fr": "Un essai", "en": "A trial"},
        },
        "period": "2025",
        "times": [],
        "codebook": {
            "code": "small",
            "version": "1",
            "domains": ["CIT", "OBL", "ADM"],
            "nodes": [
                *(node(code, domain, 1, "indicator") for code, domain in INDICATORS.items()),
                *(node(*entry) for entry in _TREE),
            ],
            "indicators": {code: indicator(code) for code in INDICATORS},
        },
        "units": [
            {"code": code, "alpha2": short, "name": {"fr": code, "en": code}}
            for code, short in COUNTRIES.items()
        ],
        "groups": [{"code": "all", "name": {"fr": "Tous", "en": "All"}, "units": [*COUNTRIES]}],
        "cells": [cell(country, code) for country in COUNTRIES for code in INDICATORS],
        "readings": [
            {"name": "volume", "pipeline": pipeline()},
            {
                "name": "favourability",
                "directions": {"OBL01": -1, "OBL02": 0},
                "pipeline": pipeline(),
            },
        ],
        "study": {
            "schema": "teranga-uncertainty/1",
            "variations": [{"vary": "weight_noise", "share": 0.25}],
            "replications": 200,
            "seed": 7,
        },
        "interval": "study",
        "modules": [],
        "replies": [],
        "agreement": [],
        "cautions": [{"fr": "Attention", "en": "Careful"}],
    } | changes


def node(code, parent, weight, kind):
    name = {"fr": f"{code} en français", "en": f"{code} in English"}
    return {"code": code, "parent": parent, "weight": float(weight), "name": name, "kind": kind}


def indicator(indicator_code):
    levels = [
        {
            "code": level,
            "score": level / 2,
            "name": {"fr": f"niveau {level}", "en": f"level {level}"},
        }
        for level in range(3)
    ]
    return {
        "name": {"fr": f"{indicator_code} en français", "en": f"{indicator_code} in English"},
        "levels": levels,
        "favourability": 1,
        "evidence": {"fr": f"une loi pour {indicator_code}", "en": f"a law for {indicator_code}"},
    }


def cell(country, code):
    level = CODES[country][[*INDICATORS].index(code)]
    found = {
        "unit": country,
        "indicator": code,
        "changes": [[None, level]],
        "evidence": [{"type": "law", "title": f"Loi de {country} sur {code}", "url": ""}],
        "implementation": 2,
    }
    if level is None:
        found["missing"] = "NF"
    return found


def pipeline():
    return {
        "schema": "teranga-pipeline/1",
        "name": "small",
        "steps": [
            {
                "step": "normalise",
                "method": "coded_scale",
                "parameters": {"lower": 0, "upper": 100},
            },
            {"step": "aggregate", "method": "arithmetic"},
        ],
    }


def make_index(**fields):
    values = {"code": "small", "name": {"fr": "Petit indice"}, "visibility": "public"} | fields
    return PolicyIndex.objects.create(**values)


def make_edition(index=None, content=None, **fields):
    values = {"published_on": dt.date(2026, 3, 1)} | fields
    return freeze_edition(index or make_index(), content=content or small_document(), **values)


def wide_edition(n_countries=5):
    """Some countries coded with the shipped codebook: domains of one and of two storeys."""
    whole = synthetic_content()
    kept = whole.countries[:n_countries]
    cells = tuple(cell for cell in whole.cells if cell.country in kept)
    index = make_index()
    content = document_from(replace(whole, countries=kept, cells=cells), index=index, modules=[])
    return make_edition(index=index, content=content)
