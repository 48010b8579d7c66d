"""From a coding round to the frozen document of an edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import yaml

from teranga.core.models import Country, CountryGroup
from teranga.indices.models import CodingRound, CountryModule, PolicyIndex
from teranga.indices.queries.agreement import frozen_reliability
from teranga.indices.queries.codebooks import codebook_of
from teranga.indices.queries.edition.document import SCHEMA
from teranga.indices.queries.edition.reading import FAVOURABILITY, VOLUME
from teranga.indices.queries.modules import families_of
from teranga.indices.queries.round_content import CellContent, EditionContent, edition_content
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.reading.codebook import Codebook

SMALLEST_GROUP = 4  # with fewer countries, quartiles say nothing

_CAUTIONS = {
    "cells-not-settled": {
        "fr": "{n} cellules ne sont pas tranchées : elles sont publiées comme « pas encore codées »"
        " et l’intervalle du score en tient compte.",
        "en": "{n} cells are not settled: they are published as “not coded yet” and the interval "
        "of the score carries them.",
    },
    "cells-of-another-wording": {
        "fr": "{n} cellules ont été codées dans une autre rédaction du niveau : la série est rompue"
        " et leur code n’est pas compté.",
        "en": "{n} cells were coded in another wording of the level: the series is broken and "
        "their code does not count.",
    },
}
_TWO_AXES = {
    "fr": "Le score porte sur le droit ; l’application est notée à part, de 0 à 3, et n’y entre "
    "jamais.",
    "en": "The score is about the law; application is noted apart, from 0 to 3, and never enters "
    "it.",
}


def round_document(coding_round: CodingRound) -> dict[str, Any]:
    """Build the document of a round, before it is numbered and dated.

    Who may ask is for the caller to check: it reads past the door.
    """
    content = edition_content(coding_round)
    modules = _modules(coding_round, content.countries)
    return document_from(
        content,
        index=coding_round.index,
        modules=modules,
        agreement=frozen_reliability(coding_round),
    )


def document_from(
    content: EditionContent,
    *,
    index: PolicyIndex,
    modules: list[dict[str, Any]],
    agreement: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Lay out what a round gives as the document of an edition."""
    codebook = codebook_of(content.codebook_yaml)
    return {
        "schema": SCHEMA,
        "index": {
            "code": index.code,
            "name": dict(index.name),
            "summary": dict(index.summary),
        },
        "period": str(content.year),
        "times": [],
        "codebook": _codebook(content, codebook),
        "units": _units(content.countries),
        "groups": _groups(content.countries),
        "cells": [_cell(cell) for cell in content.cells],
        "readings": _readings(codebook),
        "study": {
            "schema": "teranga-uncertainty/1",
            "variations": [{"vary": "weight_noise", "share": 0.25, "name": "weights ±25 %"}],
            "replications": 1000,
            "seed": content.year,
        },
        "interval": "study",
        "modules": modules,
        "replies": [_reply(reply) for reply in content.replies],
        "agreement": list(agreement),
        "cautions": [_TWO_AXES, *_cautions(content.cautions)],
    }


def _codebook(content: EditionContent, codebook: Codebook) -> dict[str, Any]:
    raw = yaml.safe_load(content.codebook_yaml)
    kinds = {item["id"]: "component" for item in raw["components"]}
    kinds |= {domain["id"]: "domain" for domain in raw["domains"]}
    types = {item["id"]: item for item in raw.get("source_types", ())}
    entries = {entry["id"]: entry for domain in raw["domains"] for entry in domain["indicators"]}
    return {
        "code": codebook.code,
        "version": content.codebook_label,
        "sha256": content.codebook_sha256,
        "yaml": content.codebook_yaml,
        "domains": [domain["id"] for domain in raw["domains"]],
        "nodes": _nodes(codebook.framework, kinds),
        "indicators": {
            code: {
                "name": _texts(entry["label"]),
                "levels": [
                    {"code": level["code"], "score": level["score"], "name": _texts(level)}
                    for level in entry["levels"]
                ],
                "favourability": entry.get("favourability", 1),
                "evidence": _evidence_rule(entry.get("evidence") or {}, types),
            }
            for code, entry in entries.items()
        },
    }


def _nodes(framework: Framework, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    names = {"INDEX": {"fr": "Indice", "en": "Index"}}
    return [
        {
            "code": node.code,
            "parent": node.parent,
            "weight": node.weight,
            "name": names.get(node.code, {"fr": node.name_fr, "en": node.name_en}),
            "kind": _kind(node.code, framework, kinds),
        }
        for node in framework.nodes
    ]


def _kind(code: str, framework: Framework, kinds: Mapping[str, str]) -> str:
    if code in framework.roots:
        return "index"
    if code not in framework.children:
        return "indicator"
    return kinds.get(code, "subdomain")


def _texts(entry: Mapping[str, Any]) -> dict[str, str]:
    return {code: str(entry[code]) for code in ("fr", "en", "ar", "pt") if entry.get(code)}


def _evidence_rule(
    rule: Mapping[str, Any], types: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """Say which texts show a level, from the evidence rules of the codebook."""
    accepted = [types[code] for code in rule.get("accepted", ()) if code in types]
    if not accepted:
        return {}
    listed = {
        language: ", ".join(str(item.get(language, item["id"])).lower() for item in accepted)
        for language in ("fr", "en")
    }
    needs_primary = bool(rule.get("at_least_one_primary"))
    starts = {
        "fr": "au moins un texte primaire parmi" if needs_primary else "une source parmi",
        "en": "at least one primary text among" if needs_primary else "one source among",
    }
    # French puts a space before the colon.
    return {
        "fr": f"{starts['fr']}\u00a0: {listed['fr']}.",
        "en": f"{starts['en']}: {listed['en']}.",
    }


def _units(codes: Iterable[str]) -> list[dict[str, Any]]:
    countries = Country.objects.in_bulk(list(codes))
    return [
        {
            "code": code,
            "alpha2": countries[code].alpha2,
            "name": {language: countries[code].name_in(language) for language in ("fr", "en")},
        }
        for code in codes
    ]


def _groups(codes: tuple[str, ...]) -> list[dict[str, Any]]:
    """List who is compared with whom: named groups, regions, then everyone."""
    held = set(codes)
    groups = []
    for group in CountryGroup.objects.filter(code="crpm").prefetch_related("countries"):
        members = sorted(held & {country.pk for country in group.countries.all()})
        if len(members) >= SMALLEST_GROUP:
            groups.append({"code": group.code, "name": dict(group.name), "units": members})
    regions: dict[str, list[str]] = {}
    for country in Country.objects.filter(pk__in=codes):
        regions.setdefault(country.region_id, []).append(country.pk)
    groups += [
        {"code": f"m49-{code}", "m49": code, "name": {}, "units": members}
        for code, members in sorted(regions.items())
        if len(members) >= SMALLEST_GROUP
    ]
    everyone = {
        "fr": "Tous les pays de l’édition",
        "en": "All countries of the edition",
        "ar": "كل بلدان هذه الطبعة",
    }
    return [*groups, {"code": "all", "name": everyone, "units": list(codes)}]


def _cell(cell: CellContent) -> dict[str, Any]:
    counts = cell.level is not None and cell.is_in_codebook
    level: Any = cell.level if counts else ("NA" if cell.missing == "NA" else None)
    found: dict[str, Any] = {
        "unit": cell.country,
        "indicator": cell.indicator,
        "changes": [[None, level]],
        "status": cell.state,
        "evidence": [_evidence(asdict(line)) for line in cell.evidence],
    }
    optional = {
        "missing": (cell.missing or "NC") if not counts else "",
        "implementation": cell.implementation,
        "confidence": cell.confidence,
        "reason": cell.reason,
        "self_assessment": dict(cell.self_assessment) if cell.self_assessment else None,
        "fictitious": cell.is_fictitious,
    }
    return found | {
        name: value for name, value in optional.items() if value not in (None, "", False)
    }


def _evidence(line: Mapping[str, Any]) -> dict[str, Any]:
    named = {
        "type": line["kind"],
        "title": line["title"],
        "reference": line["reference"],
        "in_force_from": line["in_force_on"],
        "repealed_on": line["repealed_on"],
        "quote": line["quote"],
        "url": line["url"],
        "page": line["page"],
        "read_on": str(line["read_on"] or ""),
        "file_sha256": line["file_sha256"],
        "source": line["source"],
        "fictitious": line["is_fictitious"],
    }
    return {name: value for name, value in named.items() if value}


def _readings(codebook: Codebook) -> list[dict[str, Any]]:
    """Two readings of one coding; the second only where some indicators burden people."""
    pipeline = codebook.default_pipeline()
    readings: list[dict[str, Any]] = [{"name": VOLUME, "pipeline": pipeline.as_json()}]
    signs = {code: sign for code, sign in codebook.favourability.items() if sign != 1}
    if signs:
        _, framework = codebook.read_as(FAVOURABILITY)
        shares = {
            code: share
            for code, share in pipeline.steps[-1].options["minimum_share"].items()
            if code in framework.aggregates
        }
        chosen = pipeline.with_value("aggregate.options.minimum_share", shares)
        readings.append({"name": FAVOURABILITY, "directions": signs, "pipeline": chosen.as_json()})
    return readings


def _modules(coding_round: CodingRound, countries: Iterable[str]) -> list[dict[str, Any]]:
    rows = CountryModule.objects.current().filter(
        index=coding_round.index, country__in=list(countries)
    )
    return [
        {
            "unit": module.country_id,
            "sector": dict(module.sector),
            "diagnosis": dict(module.diagnosis),
            "fictitious": module.is_fictitious,
            "families": [
                {
                    "code": view.family.value,
                    "measures": [_measure(measure.row) for measure in view.measures],
                }
                for view in families_of(module)
                if view.measures
            ],
        }
        for module in rows.order_by("country_id")
    ]


def _measure(row: Any) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": dict(row.label),
        "unit": row.unit,
        "fictitious": row.is_fictitious,
        **{
            name: None if getattr(row, name) is None else float(getattr(row, name))
            for name in ("baseline", "target", "actual")
        },
        **{
            f"{name}_year": getattr(row, f"{name}_year")
            for name in ("baseline", "target", "actual")
        },
    }


def _reply(reply: Any) -> dict[str, Any]:
    return {
        "unit": reply.country,
        "indicator": reply.indicator,
        "text": dict(reply.text),
        "published_on": reply.published_on.isoformat(),
        "fictitious": reply.is_fictitious,
    }


def _cautions(found: Iterable[str]) -> Iterable[dict[str, str]]:
    for caution in found:
        name, _, n = caution.partition(":")
        if name in _CAUTIONS:
            yield {language: words.format(n=n) for language, words in _CAUTIONS[name].items()}
