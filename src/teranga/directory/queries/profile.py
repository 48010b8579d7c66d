"""What the mapping adds to the page of an organisation, for one reader."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from teranga.directory.enums import FactOrigin
from teranga.directory.models import EntryLink, Organisation, OrganisationConsent
from teranga.directory.queries.facts import (
    Fact,
    consent_lines,
    facts_to_tell,
    facts_visible_to,
)
from teranga.directory.queries.freshness import is_stale
from teranga.directory.queries.moderation import links_of
from teranga.directory.queries.questions import (
    FORMS,
    LEVEL,
    PRIORITY,
    capacities,
    capacity_gap,
    choices_of,
)


@dataclass(frozen=True, slots=True)
class Need:
    label: str
    level: str
    priority: str
    gap: int


@dataclass(frozen=True, slots=True)
class Relation:
    """How an organisation and an institution meet: five forms, each with its frequency."""

    institution: str
    kind: str
    frequencies: Sequence[str]
    score_dialogue: float
    score_operationnel: float


@dataclass(frozen=True, slots=True)
class Profile:
    facts: Sequence[Fact]
    needs: Sequence[Need]
    networks: Sequence[dict[str, Any]]
    relations: Sequence[Relation]
    consents: Sequence[OrganisationConsent]
    links: Sequence[EntryLink]
    is_stale: bool

    @property
    def origins(self) -> list[str]:
        """Return where the answers come from, each once, with its day."""
        said = {(FactOrigin(fact.by).label, str(fact.on)) for fact in self.facts}
        return [f"{label}, {day}" for label, day in sorted(said, key=lambda pair: pair[1])]


def profile_of(user: object, organisation: Organisation, *, today: dt.date) -> Profile:
    facts = facts_visible_to(user, organisation)
    networks = facts["reseau"].value if "reseau" in facts else []
    relations = facts["institution"].value if "institution" in facts else []
    return Profile(
        facts=facts_to_tell(facts),
        needs=_needs(facts),
        networks=networks,
        relations=[_relation(row) for row in relations],
        consents=consent_lines(user, organisation),
        links=links_of(user, organisation),
        is_stale=is_stale(organisation.confirmed_on, today),
    )


def _needs(facts: dict[str, Fact]) -> list[Need]:
    found = []
    for code, label in capacities().items():
        level, priority = facts.get(f"{LEVEL}{code}"), facts.get(f"{PRIORITY}{code}")
        if level is not None and priority is not None:
            gap = capacity_gap(int(level.value), int(priority.value))
            found.append(Need(str(label), level.words, priority.words, gap))
    return sorted(found, key=lambda need: -need.gap)


def _relation(row: dict[str, Any]) -> Relation:
    often = choices_of("frequence")
    kinds = choices_of("type_institution")
    return Relation(
        row["nom"],
        str(kinds.get(row["type"], "")),
        [str(often[str(row[form])]) for form in FORMS],
        row["score_dialogue"],
        row["score_operationnel"],
    )
