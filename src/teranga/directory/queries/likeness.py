"""Organisations that may be the same under two spellings."""

from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process

from teranga.core.search.words import fold
from teranga.directory.models import Organisation

# Below, two names differ by more than a spelling; found on the names of the two workshops.
MIN_LIKENESS = 86
SAME_ACRONYM = 90
N_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    pk: UUID
    name: str
    score: int
    is_same_name: bool
    is_same_acronym: bool


def organisations_like(
    *, name: str, acronym: str, country_id: str | None, but: UUID | None = None
) -> list[Likeness]:
    """Return entries of the same country whose name, acronym or former name looks the same.

    Looks at every entry, whoever may read it: the pages that show a candidate ask the door.
    """
    rows = Organisation.objects.current().filter(country_id=country_id).exclude(pk=but)
    known = list(rows.values_list("pk", "name", "acronym", "folded_name", "other_names"))
    scores: dict[int, float] = {}
    for column in (3, 4):
        names = {k: fold(row[column]) for k, row in enumerate(known) if row[column]}
        found = process.extract(
            fold(name),
            names,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=MIN_LIKENESS,
            limit=N_CANDIDATES,
        )
        for _name, score, k in found:
            scores[k] = max(score, scores.get(k, 0))
    wanted = fold(acronym)
    same = {k for k, row in enumerate(known) if wanted and fold(row[2]) == wanted}
    for k in same:
        scores[k] = max(SAME_ACRONYM, scores.get(k, 0))
    ranked = sorted(scores, key=lambda k: -scores[k])[:N_CANDIDATES]
    return [
        Likeness(known[k][0], known[k][1], round(scores[k]), known[k][3] == fold(name), k in same)
        for k in ranked
    ]
