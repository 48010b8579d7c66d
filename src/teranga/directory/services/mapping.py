"""From an approved answer of the mapping to the organisation in the directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock, owner_of
from teranga.directory.enums import ConsentScope, ContactKind, OrganisationKind, OrganisationLevel
from teranga.directory.models import Contact, Organisation
from teranga.directory.permissions import (
    can_archive_organisation,
    can_change_organisation,
    can_create_organisation,
)
from teranga.directory.queries.facts import granted_scopes, scopes_of_publication
from teranga.directory.queries.questions import (
    FORMS,
    LEVELS,
    dialogue_score,
    operational_score,
    questions,
)
from teranga.directory.queries.visibility import narrowest, opened_by
from teranga.directory.services.facts import (
    Provenance,
    contact_consent,
    entry_visibility,
    record_consents,
    write_facts,
)

_KINDS = {
    "diaspora": OrganisationKind.DIASPORA,
    "syndicat": OrganisationKind.UNION,
    "recherche": OrganisationKind.RESEARCH,
    "media": OrganisationKind.MEDIA,
}
# What the questionnaire asks the respondent to agree to; the rest is asked on its own page.
_ASKED = frozenset(
    {
        ConsentScope.SHEET,
        ConsentScope.TOWN,
        ConsentScope.EXACT_POSITION,
        ConsentScope.CONTACTS,
        ConsentScope.NETWORKS,
        ConsentScope.AUTHORITIES,
    }
)
_CONTACTS = {
    "site_web": ContactKind.WEBSITE,
    "courriel_public": ContactKind.EMAIL,
    "tel_public": ContactKind.PHONE,
}


@dataclass(frozen=True, slots=True)
class MappingAnswer:
    """One approved answer: values by name of question, repeats as lists of rows."""

    values: Mapping[str, Any]
    said: Provenance
    programme_id: UUID | None = None
    component_id: UUID | None = None
    # What it agreed to beside the questionnaire, on a page that asks for more.
    also_agreed: frozenset[ConsentScope] = frozenset()

    @property
    def country(self) -> Country | None:
        country: Country | None = Country.objects.filter(alpha2=self.values.get("pays", "")).first()
        return country


@transaction.atomic
def upsert_organisation(
    answer: MappingAnswer, *, chosen: Organisation | None = None, by: object
) -> Organisation:
    """Create the organisation, or bring the one a person chose up to date."""
    if answer.values.get("consentement") != "oui":
        raise InvalidTransitionError(_("This organisation declined: nothing of it is kept."))
    if not str(answer.values.get("nom", "")).strip():
        raise InvalidTransitionError(_("This answer does not name the organisation."))
    organisation = lock(chosen) if chosen else _new(answer, by)
    # Approved again after it had been withdrawn by the team: back in its place.
    organisation.archived_at = None
    _fill(organisation, answer)
    may = can_change_organisation if chosen else can_create_organisation
    if by is not None and not may(by, organisation):
        raise PermissionDenied
    organisation.save()
    organisation.themes.set(_themes(answer.values))
    _note_consents(organisation, answer)
    _keep_contacts(organisation, answer.values, by)
    write_facts(organisation, facts_of(answer.values), said=answer.said, replaces_all=True)
    return organisation


def _note_consents(organisation: Organisation, answer: MappingAnswer) -> None:
    granted = scopes_of_publication(
        answer.values.get("publication", ()),
        with_authorities=answer.values.get("accord_institutions") == "oui",
    )
    said = {scope: scope in granted for scope in sorted(_ASKED)}
    record_consents(organisation, said | dict.fromkeys(answer.also_agreed, True), said=answer.said)


def _new(answer: MappingAnswer, by: object) -> Organisation:
    return Organisation(
        owner_id=owner_of(by),
        visibility=Visibility.PRIVATE,
        programme_id=answer.programme_id,
        component_id=answer.component_id,
    )


def _fill(organisation: Organisation, answer: MappingAnswer) -> None:
    values = answer.values
    organisation.name = str(values["nom"]).strip()[:250]
    organisation.acronym = str(values.get("sigle", "")).strip()[:60]
    organisation.other_names = str(values.get("ancien_nom", "")).strip()[:400]
    organisation.kind = kind_of(values.get("type_org"))
    organisation.country = answer.country or organisation.country
    organisation.level = level_of(values.get("niveaux", ()))
    year = values.get("annee_creation")
    organisation.founded_on = PartialDate(int(year)) if isinstance(year, int) else None
    organisation.submission = answer.said.reference
    organisation.confirmed_on = answer.said.on
    organisation.is_fictitious = answer.said.is_fictitious
    organisation.clean_fields(exclude=["folded_name", "search_text", "description"])


def kind_of(code: object) -> OrganisationKind:
    return _KINDS.get(str(code), OrganisationKind.CSO)


def level_of(levels: object) -> OrganisationLevel:
    held = set(levels) if isinstance(levels, list | tuple) else set()
    return next(
        (level for code, level in LEVELS.items() if code in held), OrganisationLevel.UNKNOWN
    )


def _themes(values: Mapping[str, Any]) -> list[Theme]:
    return list(Theme.objects.filter(pk__in=[f"osc:{code}" for code in values.get("domaines", ())]))


def facts_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the directory keeps of an answer: no respondent, scores computed anew."""
    kept = {code: values[code] for code in questions() if values.get(code) not in (None, "", [])}
    if "position" in kept:
        kept["position"] = _point(kept["position"])
    relations = [row for row in values.get("institution", ()) if isinstance(row, Mapping)]
    if relations:
        kept["institution"] = [_relation(row) for row in relations]
        kept["institutions"] = sorted({r["type"] for r in kept["institution"] if r["type"]})
        for code in ("score_dialogue", "score_operationnel"):
            scores = [row[code] for row in kept["institution"]]
            kept[code] = round(sum(scores) / len(scores), 1)
    if values.get("reseau"):
        kept["reseau"] = [_partnership(row) for row in values["reseau"] if row.get("r_nom")]
    return {code: value for code, value in kept.items() if value not in (None, [])}


def _point(value: Any) -> list[float] | None:
    if isinstance(value, Mapping):
        return [float(value["lat"]), float(value["lon"])]
    parts = value.split() if isinstance(value, str) else list(value)
    return [float(parts[0]), float(parts[1])] if len(parts) >= 2 else None


def _relation(row: Mapping[str, Any]) -> dict[str, Any]:
    frequencies = {form: _number(row.get(f"i_{form}")) for form in FORMS}
    texts = ("nom", "type", "echelle", "initiative", "cadre", "exemple")
    notes = ("ecoute", "suite")
    return {
        **{name: str(row.get(f"i_{name}", "")) for name in texts},
        **{name: _number(row.get(f"i_{name}")) or None for name in notes},
        **frequencies,
        "score_dialogue": dialogue_score(frequencies),
        "score_operationnel": operational_score(frequencies),
    }


def _partnership(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "nom": str(row["r_nom"]),
        "echelle": str(row.get("r_echelle", "")),
        "roles": list(row.get("r_role", ())),
        "intensite": _number(row.get("r_intensite")),
    }


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _keep_contacts(organisation: Organisation, values: Mapping[str, Any], by: object) -> None:
    """Replace the organisation's own addresses; `write_facts` then opens them as agreed."""
    present = {c.kind: c for c in organisation.contacts.current().filter(label="")}
    granted = granted_scopes(organisation.pk)
    consent = contact_consent(granted)
    visibility = narrowest(opened_by(consent), entry_visibility(granted))
    for code, kind in _CONTACTS.items():
        value = str(values.get(code) or "").strip()[:300]
        contact = present.get(kind)
        if contact is not None and contact.value != value:
            contact.archive()
            contact = None
        if contact is None and value:
            Contact.objects.create(
                organisation=organisation,
                kind=kind,
                value=value,
                consent=consent,
                visibility=visibility,
                owner_id=owner_of(by),
                **organisation.scope(),
            )


@transaction.atomic
def withdraw_answer(organisation: Organisation, *, reference: str, by: object) -> None:
    """Take an entry away whose only source is an answer that is no longer approved."""
    locked = lock(organisation)
    if by is not None and not can_archive_organisation(by, locked):
        raise PermissionDenied
    if locked.submission == reference and not locked.is_archived:
        locked.archive()
