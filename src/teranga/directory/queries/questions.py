"""The questions of the mapping: words, choices, who may read each answer (`mapping.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from teranga.core.enums import Visibility
from teranga.core.translated import Translated
from teranga.directory.enums import ConsentScope, OrganisationLevel

_FILE = Path(__file__).parents[1] / "mapping.yaml"
LEVEL, PRIORITY = "niv_", "pri_"


@dataclass(frozen=True, slots=True)
class Question:
    """`kind` is text, number, one, many, position or rows."""

    code: str
    kind: str
    label: Translated
    choices: Mapping[str, Translated]
    opens_with: ConsentScope | None = None
    axis: str = ""
    is_sensitive: bool = False

    def visibility(self, granted: frozenset[str]) -> Visibility:
        """Say who may read the answer of an organisation that agreed to `granted`."""
        if self.opens_with is None:
            return Visibility.PRIVATE
        if ConsentScope.SHEET in granted and self.opens_with in granted:
            return Visibility.PUBLIC
        is_shared = ConsentScope.AUTHORITIES in granted
        # A place is told to authorities no more closely than to the public.
        if is_shared and self.opens_with != ConsentScope.EXACT_POSITION:
            return Visibility.NETWORK
        return Visibility.PRIVATE

    def words(self, value: Any) -> str:
        """Say an answer in the reader's language."""
        if self.kind == "many":
            return ", ".join(self.choice(code) for code in value)
        if self.kind == "one":
            return self.choice(value)
        return str(value)

    def choice(self, code: object) -> str:
        return str(self.choices.get(str(code), code))


@cache
def _content() -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load(_FILE.read_bytes())
    return content


def mapping_form() -> str:
    return str(_content()["form"])


@cache
def choices_of(name: str) -> Mapping[str, Translated]:
    return {code: Translated(words) for code, words in _content()["lists"][name].items()}


@cache
def questions() -> Mapping[str, Question]:
    return {row["code"]: _question(row) for row in _content()["questions"]}


def _question(row: Mapping[str, Any]) -> Question:
    scope = row.get("opens_with")
    # Towns have names of their own (`places`), which need no translation.
    choices = choices_of(row["list"]) if row.get("list", "ville") != "ville" else {}
    return Question(
        code=row["code"],
        kind=row["kind"],
        label=Translated(row["label"]),
        choices=choices,
        opens_with=ConsentScope(scope) if scope else None,
        axis=row.get("axis", ""),
        is_sensitive=row.get("sensitive", False),
    )


def capacities() -> Mapping[str, Translated]:
    """Return the eight capacities of which level and priority are asked."""
    return choices_of("capacite")


# From the widest to the narrowest: an organisation is classed by the widest.
LEVELS = {
    "international": OrganisationLevel.INTERNATIONAL,
    "sous_region": OrganisationLevel.REGIONAL,
    "national": OrganisationLevel.NATIONAL,
    "regional": OrganisationLevel.LOCAL,
    "local": OrganisationLevel.LOCAL,
}
FORMS = ("information", "consultation", "concertation", "coelaboration", "operationnel")
# The weights of the four forms of dialogue, and the most each can be (every month).
DIALOGUE_WEIGHTS = {"information": 1, "consultation": 2, "concertation": 3, "coelaboration": 4}
MOST_OFTEN = 4


def dialogue_score(frequencies: Mapping[str, int]) -> float:
    """Return 0 to 100: how often and how far an organisation shares in policy with one of them.

    Carrying out an activity together is not in it.
    """
    total = sum(weight * frequencies[form] for form, weight in DIALOGUE_WEIGHTS.items())
    return round(total / (sum(DIALOGUE_WEIGHTS.values()) * MOST_OFTEN) * 100, 1)


def operational_score(frequencies: Mapping[str, int]) -> float:
    return round(frequencies["operationnel"] / MOST_OFTEN * 100, 1)


def capacity_gap(level: int, priority: int) -> int:
    """Return 0 to 12: how far the organisation is from expert, times how much it matters."""
    return (4 - level) * priority


def is_need(level: int, priority: int) -> bool:
    """Say whether a capacity counts as a training need: it matters and is not there yet."""
    return priority >= 2 and level <= 2
