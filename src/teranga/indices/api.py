"""Policy indices: editions, their scores, and the code behind each score."""

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

import numpy as np
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from teranga.core.api.listing import Listing, Page, page_of, refuse_unknown_parameters
from teranga.core.api.schemas import Code, CountryCode, Localised
from teranga.indices.exporters.editions import formats_of
from teranga.indices.models import Edition
from teranga.indices.queries.edition.reading import level_at
from teranga.indices.queries.edition.release import Release, release_of
from teranga.indices.queries.editions import editions_visible_to, find_edition

router = Router(tags=["Policy indices"])


class EditionListing(Listing):
    index: Code | None = Field(None, description="Code of an index.")

    filters: ClassVar = {"index": "index__code"}


class ScoreListing(Schema):
    node: Code | None = Field(None, description="Code of a domain or component.")
    country: CountryCode | None = None
    reading: Code | None = Field(None, description="`volume` or `favourability`.")


class CellListing(Schema):
    country: CountryCode | None = Field(None, description="ISO alpha-3 code; all when left out.")


class EditionOut(Schema):
    id: UUID
    index: str
    number: int
    title: Localised
    period: str
    published_on: dt.date
    note: Localised
    corrects: UUID | None = Field(description="The edition it corrects.")
    sha256: str
    engine_version: str
    n_countries: int
    n_indicators: int
    is_fictitious: bool = Field(description="Whether some codes are fictitious.")


class FileOut(Schema):
    name: str
    url: str


class NodeOut(Schema):
    code: str
    parent: str | None
    kind: str = Field(description="index, component, domain, subdomain, indicator, beside.")
    weight: float
    name: Localised


class EditionDetailOut(EditionOut):
    readings: list[str]
    times: list[int]
    nodes: list[NodeOut]
    cautions: list[Localised]
    files: list[FileOut]


class ScoreOut(Schema):
    country: str
    node: str
    reading: str
    score: float | None
    low: float | None = Field(description="Lower end of the interval.")
    high: float | None
    rank: float | None
    rank_low: float | None
    rank_high: float | None
    observed_share: float | None


class CellOut(Schema):
    country: str
    indicator: str
    level: float | None
    missing: str = Field(description="NA, NF, NC, or empty.")
    implementation: int | None
    confidence: int | None
    is_fictitious: bool
    disagreement: str
    changes: list[list[Any]] = Field(description="Pairs of year and level.")
    evidence: list[dict[str, Any]]


def _edition(request: HttpRequest, pk: UUID) -> tuple[Edition, Release]:
    edition = find_edition(request.user, pk)
    if edition is None:
        raise Http404
    return edition, release_of(edition)


def _told(edition: Edition) -> dict[str, Any]:
    names = set(EditionOut.model_fields) - {"corrects"}
    told = {name: getattr(edition, name) for name in names}
    return told | {"index": edition.index.code, "corrects": edition.corrects_id}


@router.get("/editions", response=Page[EditionOut], summary="Editions of policy indices")
def edition_list(request: HttpRequest, query: Query[EditionListing]) -> dict[str, Any]:
    page = page_of(request, editions_visible_to(request.user), query)
    return page | {"items": [_told(edition) for edition in page["items"]]}


@router.get("/editions/{uuid:pk}", response=EditionDetailOut, summary="One edition")
def edition_detail(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    edition, release = _edition(request, pk)
    return _told(edition) | {
        "readings": list(release.readings),
        "times": list(release.times),
        "nodes": release.document["codebook"]["nodes"],
        "cautions": release.document["cautions"],
        "files": [
            {"name": name, "url": reverse("indices:edition-export", args=[pk, name])}
            for name in formats_of(release)
        ],
    }


@router.get("/editions/{uuid:pk}/scores", response=list[ScoreOut], summary="Scores of an edition")
def edition_scores(request: HttpRequest, pk: UUID, query: Query[ScoreListing]) -> list[Any]:
    """Give each published score with its interval and, between countries, its ranks."""
    refuse_unknown_parameters(request, query)
    _, release = _edition(request, pk)
    reading = query.reading or release.readings[0]
    if reading not in release.readings:
        raise Http404
    published = release.published[reading]
    nodes = [node for node in published.aggregates if query.node in (None, node)]
    units = [unit for unit in release.units if query.country in (None, unit)]
    return [_score(release, unit, node, reading) for unit in units for node in nodes]


def _score(release: Release, unit: str, node: str, reading: str) -> dict[str, Any]:
    score = release.score(unit, node, reading)
    numbers = {
        "score": score.value,
        "low": score.low,
        "high": score.high,
        "rank": score.rank,
        "rank_low": score.rank_low,
        "rank_high": score.rank_high,
        "observed_share": score.observed_share,
    }
    told = {name: None if np.isnan(value) else value for name, value in numbers.items()}
    return {"country": unit, "node": node, "reading": reading, **told}


@router.get("/editions/{uuid:pk}/cells", response=list[CellOut], summary="Codes of an edition")
def edition_cells(request: HttpRequest, pk: UUID, query: Query[CellListing]) -> list[Any]:
    """Give each code with its dates and every source, for one country or all."""
    refuse_unknown_parameters(request, query)
    _, release = _edition(request, pk)
    if query.country is not None and query.country not in release.row:
        raise Http404
    units = release.units if query.country is None else (query.country,)
    return [_cell(release, unit, code) for unit in units for code in release.indicators]


def _cell(release: Release, unit: str, code: str) -> dict[str, Any]:
    cell = release.cells.get((unit, code), {})
    level = level_at(cell, release.last_time)
    return {
        "country": unit,
        "indicator": code,
        "level": None if level is None or isinstance(level, str) else float(level),
        "missing": level if isinstance(level, str) else cell.get("missing", ""),
        "implementation": cell.get("implementation"),
        "confidence": cell.get("confidence"),
        "is_fictitious": bool(cell.get("fictitious")),
        "disagreement": cell.get("disagreement", ""),
        "changes": cell.get("changes", []),
        "evidence": cell.get("evidence", []),
    }
