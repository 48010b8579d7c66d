"""The ready-made sheets of the mapping: dialogue with institutions, and capacity needs.

Every count below five is hidden, and with it whatever would give it back: totals of all
countries stand beside the countries, so that a number hidden in one alone would be known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from teranga.core.translated import Translated
from teranga.directory.queries.answer_table import THRESHOLD, AnswerRow
from teranga.directory.queries.questions import (
    FORMS,
    LEVEL,
    PRIORITY,
    capacities,
    capacity_gap,
    choices_of,
    is_need,
)
from teranga_analytics.disclosure import hidden_in_list

YEARLY = 2
GOOD_LEVEL = 3
ALL = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of the organisations asked; `None` where too few to be told."""

    label: str
    n_found: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class PlanePoint:
    country: str
    n_answers: int
    dialogue: float
    operational: float


@dataclass(frozen=True, slots=True)
class HeatRow:
    label: str
    gaps: Sequence[float | None]
    mean: float | None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """Of one capacity: how many wish to learn it, how many master it, how many offer to share."""

    label: str
    n_need: int | None
    n_master: int | None
    n_share: int | None


def by_country(rows: Iterable[AnswerRow]) -> dict[str, list[AnswerRow]]:
    groups: dict[str, list[AnswerRow]] = {}
    for row in rows:
        groups.setdefault(row.country, []).append(row)
    return dict(sorted(groups.items()))


def told_counts(
    rows: Sequence[AnswerRow], holds: Callable[[AnswerRow], bool]
) -> dict[str, int | None]:
    """Count the organisations that hold something, by country and in all (`ALL`)."""
    groups = by_country(rows)
    counts = [sum(map(holds, group)) for group in groups.values()]
    hidden = hidden_in_list(counts, threshold=THRESHOLD)
    told: dict[str, int | None] = {
        country: None if is_hidden else n
        for country, n, is_hidden in zip(groups, counts, hidden, strict=True)
    }
    total = sum(counts)
    return told | {ALL: None if 0 < total < THRESHOLD else total}


def bars(
    rows: Sequence[AnswerRow],
    labels: Mapping[str, Translated],
    holds: Callable[[AnswerRow, str], bool],
    country: str = ALL,
) -> list[Bar]:
    """Return a bar for each code, the most frequent first."""
    n_asked = len([row for row in rows if country in (ALL, row.country)])
    found = []
    for code, label in labels.items():
        n = told_counts(rows, lambda row, code=code: holds(row, code)).get(country)  # type: ignore[misc]
        share = None if n is None or not n_asked else n / n_asked
        found.append(Bar(str(label), n, share))
    return sorted(found, key=lambda bar: -(bar.share or -1))


def form_bars(rows: Sequence[AnswerRow], country: str = ALL) -> list[Bar]:
    """Return, for each form of relation, who has it yearly or more with one institution."""
    return bars(rows, _form_labels(), _has_form, country)


def _form_labels() -> Mapping[str, Translated]:
    return {form: FORM_LABELS[form] for form in FORMS}


FORM_LABELS = {
    "information": Translated(fr="Information", en="Information"),
    "consultation": Translated(fr="Consultation", en="Consultation"),
    "concertation": Translated(fr="Concertation", en="Concertation"),
    "coelaboration": Translated(fr="Coélaboration", en="Co-drafting"),
    "operationnel": Translated(fr="Collaboration opérationnelle", en="Operational collaboration"),
}


def _has_form(row: AnswerRow, form: str) -> bool:
    return any(relation[form] >= YEARLY for relation in row.values.get("institution", ()))


def obstacle_bars(rows: Sequence[AnswerRow], country: str = ALL) -> list[Bar]:
    labels = choices_of("obstacle")
    return bars(rows, labels, lambda row, code: code in row.codes("obstacles"), country)


def funding_bars(rows: Sequence[AnswerRow], country: str = ALL) -> list[Bar]:
    labels = choices_of("difficulte_fin")
    return bars(
        rows, labels, lambda row, code: code in row.codes("difficultes_financement"), country
    )


def plane(rows: Sequence[AnswerRow]) -> list[PlanePoint]:
    """Return where each country stands: policy dialogue across, working together upwards.

    Organisations without any relation count as zero on both.
    """
    points = []
    for country, group in by_country(rows).items():
        if len(group) >= THRESHOLD:
            dialogue = [float(row.values.get("score_dialogue", 0)) for row in group]
            together = [float(row.values.get("score_operationnel", 0)) for row in group]
            mean_dialogue, mean_together = float(np.mean(dialogue)), float(np.mean(together))
            points.append(PlanePoint(country, len(group), mean_dialogue, mean_together))
    return points


def heat(rows: Sequence[AnswerRow], countries: Sequence[str]) -> list[HeatRow]:
    """Return the mean gap, from 0 to 12, of each capacity in each country."""
    groups = by_country(rows)
    found = [
        HeatRow(
            str(label),
            [_mean_gap(groups.get(country, []), code) for country in countries],
            _mean_gap(rows, code),
        )
        for code, label in capacities().items()
    ]
    return sorted(found, key=lambda row: -(row.mean or 0))


def _mean_gap(rows: Sequence[AnswerRow], code: str) -> float | None:
    gaps = [gap for row in rows if (gap := _gap(row, code)) is not None]
    return float(np.mean(gaps)) if len(gaps) >= THRESHOLD else None


def _gap(row: AnswerRow, code: str) -> int | None:
    level, priority = row.number(f"{LEVEL}{code}"), row.number(f"{PRIORITY}{code}")
    return None if level is None or priority is None else capacity_gap(level, priority)


def offers(rows: Sequence[AnswerRow], country: str = ALL) -> list[OfferRow]:
    """Set what organisations wish to learn beside what others of them master and would share."""

    def needs(row: AnswerRow, code: str) -> bool:
        level, priority = row.number(f"{LEVEL}{code}"), row.number(f"{PRIORITY}{code}")
        return level is not None and priority is not None and is_need(level, priority)

    def masters(row: AnswerRow, code: str) -> bool:
        return (row.number(f"{LEVEL}{code}") or 0) >= GOOD_LEVEL

    def shares(row: AnswerRow, code: str) -> bool:
        return masters(row, code) and bool(row.values.get("formation_offerte"))

    def count(holds: Callable[[AnswerRow, str], bool], code: str) -> int | None:
        return told_counts(rows, lambda row: holds(row, code)).get(country)

    found = [
        OfferRow(str(label), count(needs, code), count(masters, code), count(shares, code))
        for code, label in capacities().items()
    ]
    return sorted(found, key=lambda row: -(row.n_need or 0))
