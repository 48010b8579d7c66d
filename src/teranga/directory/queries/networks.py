"""Who belongs to which network, among what organisations agreed to show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from teranga.core.search.words import fold
from teranga.directory.queries.answer_table import rows_visible_to
from teranga.directory.queries.organisations import organisations_visible_to

WIDTH, HEIGHT = 800, 620
_MEMBER_RING, _NETWORK_RING = 0.46, 0.2


@dataclass(frozen=True, slots=True)
class Member:
    pk: UUID
    name: str
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Network:
    name: str
    members: Sequence[Member]
    x: float = 0
    y: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Tie:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Graph:
    networks: Sequence[Network]
    members: Sequence[Member]
    ties: Sequence[Tie]
    width: int = WIDTH
    height: int = HEIGHT


def network_graph(user: object, country: str) -> Graph:
    """Return networks on an inner ring, their members around them, nearest to their own."""
    names = dict(
        organisations_visible_to(user).filter(country_id=country).values_list("pk", "name")
    )
    spelled: dict[str, str] = {}
    belongs: dict[str, dict[UUID, int]] = {}
    for row in rows_visible_to(user):
        if row.organisation_id not in names:
            continue
        for tie in row.values.get("reseau", ()):
            key = fold(tie["nom"])
            spelled.setdefault(key, tie["nom"])
            belongs.setdefault(key, {})[row.organisation_id] = tie["intensite"]
    ordered = sorted(belongs, key=lambda key: (-len(belongs[key]), key))
    return _laid_out(ordered, spelled, belongs, names)


def _laid_out(
    ordered: Sequence[str],
    spelled: dict[str, str],
    belongs: dict[str, dict[UUID, int]],
    names: dict[UUID, str],
) -> Graph:
    angle = {key: 2 * math.pi * k / max(len(ordered), 1) for k, key in enumerate(ordered)}
    pull: dict[UUID, complex] = {}
    for key in ordered:
        for pk in belongs[key]:
            pull[pk] = pull.get(pk, 0) + complex(math.cos(angle[key]), math.sin(angle[key]))
    around = sorted(pull, key=lambda pk: (math.atan2(pull[pk].imag, pull[pk].real), names[pk]))
    members = {
        pk: Member(pk, names[pk], *_at(2 * math.pi * k / len(around) - math.pi, _MEMBER_RING))
        for k, pk in enumerate(around)
    }
    networks = [
        Network(
            spelled[key],
            sorted((members[pk] for pk in belongs[key]), key=lambda member: member.name),
            *_at(angle[key], _NETWORK_RING if len(ordered) > 1 else 0),
            radius=round(6 + 3 * math.sqrt(len(belongs[key])), 1),
        )
        for key in ordered
    ]
    place = dict(zip(ordered, networks, strict=True))
    ties = [
        Tie(place[key].x, place[key].y, members[pk].x, members[pk].y, round(0.5 + strength / 2, 1))
        for key in ordered
        for pk, strength in belongs[key].items()
    ]
    return Graph(networks, list(members.values()), ties)


def _at(angle: float, share: float) -> tuple[float, float]:
    return (
        round(WIDTH / 2 + WIDTH * share * math.cos(angle), 1),
        round(HEIGHT / 2 + HEIGHT * share * math.sin(angle), 1),
    )
