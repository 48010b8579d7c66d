"""What an organisation answered, as one reader may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teranga.core.partial_dates import PartialDate
from teranga.directory.enums import ConsentScope, FactOrigin
from teranga.directory.models import FactSheet, Organisation, OrganisationConsent
from teranga.directory.queries.places import towns
from teranga.directory.queries.questions import Question, questions

# Said elsewhere on the page of an organisation, or of no use to a reader.
_TOLD_ELSEWHERE = {"nom", "sigle", "ancien_nom", "pays", "ville", "ville_autre", "annee_creation"}
_TOLD_ELSEWHERE |= {"institution", "reseau", "position"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer with its provenance."""

    question: Question
    value: Any
    on: PartialDate
    by: FactOrigin
    reference: str

    @property
    def words(self) -> str:
        if self.question.code == "ville":
            town = towns().get(str(self.value))
            return town.name if town else str(self.value)
        return self.question.words(self.value)


def facts_visible_to(user: object, organisation: Organisation) -> dict[str, Fact]:
    """Return the answers of the sheets this reader may open, by question."""
    sheets = FactSheet.objects.visible_to(user).filter(organisation=organisation)
    return _facts(sheets.values_list("facts", flat=True))


def _facts(sheets: Iterable[Mapping[str, Any]]) -> dict[str, Fact]:
    held = {code: row for sheet in sheets for code, row in sheet.items()}
    known = questions()
    return {code: _fact(known[code], held[code]) for code in known if code in held}


def _fact(question: Question, row: Mapping[str, Any]) -> Fact:
    return Fact(
        question,
        row["value"],
        PartialDate.parse(row["on"]),
        FactOrigin(row["by"]),
        row.get("ref", ""),
    )


def facts_to_tell(facts: Mapping[str, Fact]) -> list[Fact]:
    """Return those a page lists as lines: the others have a place of their own."""
    scores = ("niv_", "pri_")
    return [
        fact
        for code, fact in facts.items()
        if code not in _TOLD_ELSEWHERE and not code.startswith(scores)
    ]


def values_held_of(organisation: Organisation) -> dict[str, Any]:
    """Return every answer held, whoever may read it: for services that write, never for pages."""
    sheets = FactSheet.objects.current().filter(organisation=organisation)
    return {code: row for sheet in sheets for code, row in sheet.facts.items()}


def granted_scopes(organisation_id: UUID) -> frozenset[str]:
    """Return what an organisation agrees to now: the last line of each scope counts."""
    lines = OrganisationConsent.objects.current().filter(organisation_id=organisation_id)
    last = dict(lines.order_by("given_on", "created_at").values_list("agreed_to", "is_granted"))
    return frozenset(scope for scope, is_granted in last.items() if is_granted)


def consent_lines(user: object, organisation: Organisation) -> Sequence[OrganisationConsent]:
    rows = OrganisationConsent.objects.visible_to(user).filter(organisation=organisation)
    return list(rows.order_by("-given_on", "-created_at"))


def scopes_of_publication(codes: Iterable[str], *, with_authorities: bool) -> frozenset[str]:
    """Translate what the questionnaire offers into scopes of the ledger."""
    scopes = {_PUBLICATION[code] for code in codes if code in _PUBLICATION}
    if with_authorities:
        scopes.add(ConsentScope.AUTHORITIES)
    return frozenset(scopes)


_PUBLICATION = {
    "fiche": ConsentScope.SHEET,
    "ville": ConsentScope.TOWN,
    "point_exact": ConsentScope.EXACT_POSITION,
    "contact_public": ConsentScope.CONTACTS,
    "reseaux": ConsentScope.NETWORKS,
}
