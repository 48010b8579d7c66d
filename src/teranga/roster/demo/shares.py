"""From published counts to one line for each expert, no count changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from teranga.roster.enums import ExpertKind


@dataclass(frozen=True, slots=True)
class Share:
    """What the published figures say of one expert; `home` is empty where they say nothing."""

    kind: str
    home: str
    gender: str
    is_southern: bool


def deployed_shares(document: Mapping[str, Any], random: np.random.Generator) -> list[Share]:
    """Return the 340 deployed, each published count exactly kept."""
    deployed = document["deployed"]
    return _shares(document, deployed["kinds"], deployed["gender"], deployed["homes"], random)


def other_shares(document: Mapping[str, Any], random: np.random.Generator) -> list[Share]:
    """Return those available and not deployed, in the same proportions to the nearest one."""
    deployed = document["deployed"]
    n_others = document["available"] - sum(deployed["kinds"].values())
    kinds = spread(n_others, deployed["kinds"])
    gender = spread(n_others, deployed["gender"])
    homes = spread(kinds[ExpertKind.EU_GOVERNMENT], deployed["homes"])
    return _shares(document, kinds, gender, homes, random)


def codes_of(shares: Iterable[Share], alpha2: Mapping[str, str]) -> Iterator[str]:
    """Yield the code of each: its country and a running number, EU where no country is given."""
    numbers: dict[str, int] = {}
    for share in shares:
        prefix = alpha2[share.home] if share.home else "EU"
        numbers[prefix] = numbers.get(prefix, 0) + 1
        yield f"{prefix}-{numbers[prefix]:03d}"


def spread(n_total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share out a total in given proportions, whole numbers, the largest remainders first."""
    whole = sum(weights.values())
    exact = {key: n_total * weight / whole for key, weight in weights.items()}
    counts = {key: int(value) for key, value in exact.items()}
    missing = n_total - sum(counts.values())
    by_remainder = sorted(exact, key=lambda key: exact[key] - counts[key], reverse=True)
    for key in by_remainder[:missing]:
        counts[key] += 1
    return counts


def _shares(
    document: Mapping[str, Any],
    kinds: Mapping[str, int],
    gender: Mapping[str, int],
    homes: Mapping[str, int],
    random: np.random.Generator,
) -> list[Share]:
    published = document["deployed"]
    southern = document["southern"]
    outside = published["non_eu_total"] - published["kinds"][ExpertKind.NON_EU_GOVERNMENT]
    share_outside = outside / published["kinds"][ExpertKind.NON_GOVERNMENTAL]
    places: list[tuple[str, str, bool]] = []
    named = [code for code, n in homes.items() for _ in range(n)]
    n_unnamed = kinds[ExpertKind.EU_GOVERNMENT] - len(named)
    places += [(ExpertKind.EU_GOVERNMENT.value, code, False) for code in named + [""] * n_unnamed]
    for _ in range(kinds[ExpertKind.NON_EU_GOVERNMENT]):
        code = str(random.choice(southern))
        places.append((ExpertKind.NON_EU_GOVERNMENT.value, code, True))
    n_free = kinds[ExpertKind.NON_GOVERNMENTAL]
    n_outside = round(n_free * share_outside)
    for number in range(n_free):
        is_outside = number < n_outside
        code = str(random.choice(southern if is_outside else [c for c, n in homes.items() if n]))
        places.append((ExpertKind.NON_GOVERNMENTAL.value, code, is_outside))
    genders = random.permutation([name for name, n in gender.items() for _ in range(n)])
    return [
        Share(kind, home, str(who), is_southern)
        for (kind, home, is_southern), who in zip(places, genders, strict=True)
    ]
