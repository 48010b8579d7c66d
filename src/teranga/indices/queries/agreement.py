"""How far coders agree, now: per domain and per pair, computed by the engine."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from teranga.indices.enums import MissingCode
from teranga.indices.models import Code, CodingRound
from teranga.indices.queries.codebooks import DomainView, domains_of
from teranga.indices.queries.rounds import managed_cells
from teranga_analytics.agreement import krippendorff_alpha, percentage_agreement

# Below the first, words of the level are revised; between the two, the figure carries a warning.
TENTATIVE, GOOD = 0.667, 0.80
_N_BOOTSTRAP = 500
# Answers without a level, beside the scores, for the percentage only.
_MISSING_AS = {MissingCode.NOT_APPLICABLE: -1.0, MissingCode.NOT_FOUND: -2.0}


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha is on the scores of levels, ordinal; the percentage counts every kind of answer."""

    alpha: float | None
    low: float | None
    high: float | None
    percentage: float | None
    n_cells: int

    @property
    def verdict(self) -> str:
        if self.alpha is None:
            return "unknown"
        if self.alpha < TENTATIVE:
            return "revise"
        return "tentative" if self.alpha < GOOD else "good"


@dataclass(frozen=True, slots=True)
class DomainReliability:
    domain: DomainView
    value: Reliability


@dataclass(frozen=True, slots=True)
class PairReliability:
    first: Any
    second: Any
    value: Reliability


@dataclass(frozen=True, slots=True)
class RoundReliability:
    overall: Reliability
    domains: tuple[DomainReliability, ...]
    pairs: tuple[PairReliability, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    cell: Any
    coder: Any
    domain: str
    score: float
    answer: float
    is_fictitious: bool


def round_reliability(user: object, coding_round: CodingRound) -> RoundReliability:
    """Measure the codes the reader may follow; cells they code themselves are left out."""
    answers = _answers(
        Code.objects.visible_to(user).filter(cell__in=managed_cells(user, coding_round))
    )
    coders = {a.coder.pk: a.coder for a in answers}
    by_domain: dict[str, list[_Answer]] = defaultdict(list)
    for answer in answers:
        by_domain[answer.domain].append(answer)
    return RoundReliability(
        overall=_reliability(answers),
        domains=tuple(
            DomainReliability(view, _reliability(by_domain[view.domain.code]))
            for view in domains_of(coding_round.codebook)
        ),
        pairs=tuple(
            PairReliability(coders[first], coders[second], _reliability(rows))
            for (first, second), rows in sorted(_by_pair(answers).items(), key=str)
        ),
    )


def frozen_reliability(coding_round: CodingRound) -> list[dict[str, Any]]:
    """Say how far coders agreed, as an edition keeps it: pairs are numbered, nobody is named.

    Who may ask is for the caller to check: it reads past the door.
    """
    answers = _answers(Code.objects.current().filter(cell__coding_round=coding_round))
    domains: dict[str, list[_Answer]] = defaultdict(list)
    for answer in answers:
        domains[answer.domain].append(answer)
    pairs = [rows for _coders, rows in sorted(_by_pair(answers).items(), key=str)]
    lines = [
        {"scope": "all", **_frozen(answers)},
        *(
            {"scope": "domain", "domain": view.domain.code, **_frozen(domains[view.domain.code])}
            for view in domains_of(coding_round.codebook)
        ),
        *({"scope": "pair", "pair": n, **_frozen(rows)} for n, rows in enumerate(pairs, start=1)),
    ]
    return [line for line in lines if line["n_cells"]]


def _frozen(answers: Sequence[_Answer]) -> dict[str, Any]:
    value = _reliability(answers)
    figures = {
        "alpha": value.alpha,
        "low": value.low,
        "high": value.high,
        "share": value.percentage,
    }
    rounded = {name: None if n is None else round(n, 6) for name, n in figures.items()}
    is_marked = any(answer.is_fictitious for answer in answers)
    return {"n_cells": value.n_cells, **rounded} | ({"fictitious": True} if is_marked else {})


def _answers(codes: Any) -> list[_Answer]:
    rows = (
        codes.filter(owner__isnull=False)
        .select_related("cell", "owner", "indicator_version")
        .order_by("owner", "cell")
    )
    found = []
    for code in rows:
        if not code.is_given:
            continue
        level = code.indicator_version.level(code.level) if code.indicator_version else None
        score = float(level["score"]) if level else math.nan
        answer = score if level else _MISSING_AS.get(code.missing, math.nan)
        found.append(
            _Answer(
                code.cell_id,
                code.owner,
                code.cell.domain_code,
                score,
                answer,
                code.is_fictitious,
            )
        )
    return found


def _by_pair(answers: Iterable[_Answer]) -> dict[tuple[Any, Any], list[_Answer]]:
    cells: dict[Any, list[_Answer]] = defaultdict(list)
    for answer in answers:
        cells[answer.cell].append(answer)
    pairs: dict[tuple[Any, Any], list[_Answer]] = defaultdict(list)
    for rows in cells.values():
        for position, first in enumerate(rows):
            for second in rows[position + 1 :]:
                low, high = sorted((first.coder.pk, second.coder.pk), key=str)
                pairs[low, high] += [first, second]
    return pairs


def _reliability(answers: Sequence[_Answer]) -> Reliability:
    coders = list(dict.fromkeys(answer.coder.pk for answer in answers))
    cells = list(dict.fromkeys(answer.cell for answer in answers))
    if len(coders) < 2:
        return Reliability(None, None, None, None, 0)
    scores = np.full((len(coders), len(cells)), np.nan)
    every = scores.copy()
    rows = {key: row for row, key in enumerate(coders)}
    columns = {key: column for column, key in enumerate(cells)}
    for answer in answers:
        place = rows[answer.coder.pk], columns[answer.cell]
        scores[place], every[place] = answer.score, answer.answer
    alpha = krippendorff_alpha(scores, "ordinal", n_bootstrap=_N_BOOTSTRAP)
    n_cells = int((np.isfinite(every).sum(axis=0) >= 2).sum())
    return Reliability(
        alpha=_known(alpha.value),
        low=_known(alpha.low),
        high=_known(alpha.high),
        percentage=_known(percentage_agreement(every)),
        n_cells=n_cells,
    )


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
