"""The Actions and supported policies of the demo, as the facility's report names them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from teranga.core.context import acting_as
from teranga.core.enums import Basis
from teranga.core.models import Country, Theme
from teranga.core.search.index import index_rows
from teranga.facility.demo.deployments import load_deployments
from teranga.facility.demo.facts import facts_of, remark_of
from teranga.facility.demo.feedback import load_feedback
from teranga.facility.demo.left_behind import load_left_behind
from teranga.facility.demo.opinions import load_opinions
from teranga.facility.demo.requests import load_requests
from teranga.facility.enums import (
    ActionDetail,
    ActionRegion,
    AuthorityPart,
    PolicyKind,
    PolicyState,
)
from teranga.facility.models import Action, ActionAuthority, ActionFact, SupportedPolicy
from teranga.programmes.demo import DEMO_ACTOR, public_fact
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Programme
from teranga.programmes.services.records import keep_record

_HERE = "teranga.facility.demo"
SOURCE = "seed-003"

_REGIONS = {
    "afrique_ouest": ActionRegion.WEST_AFRICA,
    "afrique_centrale_orientale_australe": ActionRegion.CENTRAL_EAST_SOUTHERN_AFRICA,
    "asie": ActionRegion.ASIA,
    "voisinage": ActionRegion.NEIGHBOURHOOD,
    "alc": ActionRegion.LATIN_AMERICA,
}
_THEMES = {
    "legale": "mieux:legal",
    "irreguliere_traite": "mieux:irregular-trafficking",
    "migration_developpement": "mieux:development",
    "protection_internationale": "mieux:protection",
    "horizontal": "mieux:horizontal",
}
_DETAILS = {
    "etude_de_cas": ActionDetail.CASE_STUDY,
    "encadre": ActionDetail.BOX,
    "mention": ActionDetail.MENTION,
}
_PARTS = {
    "requerante": AuthorityPart.REQUESTING,
    "requerante_principale": AuthorityPart.REQUESTING,
    "beneficiaire": AuthorityPart.BENEFICIARY,
    "partie_prenante": AuthorityPart.STAKEHOLDER,
    "validation": AuthorityPart.VALIDATION,
    "appui": AuthorityPart.SUPPORT,
    "tutelle": AuthorityPart.SUPERVISION,
    "point_focal": AuthorityPart.FOCAL_POINT,
    "coordination": AuthorityPart.COORDINATION,
}
_BASES = {"explicite": Basis.EXPLICIT, "deduit": Basis.DEDUCED, "inconnu": Basis.UNKNOWN}
_POLICY_KINDS = {
    "politique": PolicyKind.POLICY,
    "strategie": PolicyKind.STRATEGY,
    "plan": PolicyKind.PLAN,
    "plan_action": PolicyKind.ACTION_PLAN,
}
_POLICY_STATES = {
    "adoptee": PolicyState.ADOPTED,
    "adoptée par décret ministériel": PolicyState.ADOPTED,
    "finalise": PolicyState.FINALISED,
    "finalisee": PolicyState.FINALISED,
    "lance": PolicyState.LAUNCHED,
    "conclue": PolicyState.CONCLUDED,
    "annoncee": PolicyState.ANNOUNCED,
}


@transaction.atomic
def load_demo() -> None:
    """Load every Action and policy; needs the programmes; a second run changes nothing."""
    mieux = Programme.objects.get(code="mieux")
    french = {country.pk: country.name_in("fr") for country in Country.objects.all()}
    words = read_yaml(_HERE, "words.yaml") | {"countries": french}
    with acting_as(DEMO_ACTOR):
        rows = read_yaml(_HERE, "actions.yaml")["actions"]
        for row in rows:
            _load_action(mieux, row, words)
        load_left_behind(mieux, rows)
        _load_policies(mieux, read_yaml(_HERE, "policies.yaml"), words["policies"])
        load_requests(mieux)
        load_deployments()
        load_opinions()
        load_feedback()


def _load_action(mieux: Programme, row: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    years = row["annees"]
    is_deduced = row.get("rang_base") == "deduit" or "(déduite" in row["titre"]
    remark = remark_of(row)
    action = keep_record(
        Action,
        key={"programme": mieux, "code": row["code"]},
        values={
            "reference": row["reference"] or "",
            "title": {"fr": row["titre"], "en": words["titles"][row["code"]]},
            "summary": {"fr": row["contexte"]} if "contexte" in row else {},
            "region": _REGIONS[row["region"]],
            "regional_body": row.get("organisation_regionale", ""),
            "is_multilateral": row.get("multilaterale", False),
            "themes_basis": _BASES[row["domaines_base"]],
            "remark": {"fr": remark} if remark else {},
            "starts_on": _year(years["debut"]),
            "ends_on": _year(years["fin"]),
            "detail": _DETAILS[row["niveau"]],
            # The axis of visibility and of the country pages: only when one country asked.
            "country_id": row["pays"][0] if len(row["pays"]) == 1 else None,
        }
        | public_fact(
            {"source": SOURCE},
            source_page=page_words(row),
            basis=Basis.DEDUCED if is_deduced else Basis.EXPLICIT,
        ),
    )
    action.countries.set(row["pays"])
    action.associated_countries.set(row.get("pays_associes", []))
    action.themes.set(Theme.objects.filter(pk__in=[_THEMES[name] for name in row["domaines"]]))
    _replace_lines(action, row, words)
    # Its words, countries and facts came after the row itself.
    index_rows([action])


def _replace_lines(action: Action, row: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    wanted = list(facts_of(row, words, words["countries"]))
    if [(fact.kind, dict(fact.text)) for fact in action.facts.all()] != wanted:
        action.facts.all().delete()
        ActionFact.objects.bulk_create(
            ActionFact(action=action, kind=kind, text=text, position=position)
            for position, (kind, text) in enumerate(wanted)
        )
    authorities = [(line["nom"], _PARTS[line["role"]]) for line in row["autorites"]]
    if list(action.authorities.values_list("name", "part")) != authorities:
        action.authorities.all().delete()
        ActionAuthority.objects.bulk_create(
            ActionAuthority(action=action, name=name, part=part) for name, part in authorities
        )


def _load_policies(
    mieux: Programme, document: Mapping[str, Any], translations: Mapping[str, str]
) -> None:
    actions = {action.code: action for action in Action.objects.filter(programme=mieux)}
    first, last = document["source"]["lignes"]
    counts: dict[str, int] = {}
    for in_table, rows in (
        (True, document["politiques"]),
        (False, document["autres_cadres_cites"]),
    ):
        for row in rows:
            alpha3 = row["pays"]
            period = f" {row['periode']}".replace("-", "–") if "periode" in row else ""
            counts[alpha3] = counts.get(alpha3, 0) + 1
            keep_record(
                SupportedPolicy,
                key={"programme": mieux, "code": f"{alpha3.lower()}-{counts[alpha3]}"},
                values={
                    "title": {
                        "fr": row["titre"] + period,
                        "en": translations[row["titre"]] + period,
                    },
                    "kind": _kind(row),
                    "state": _POLICY_STATES.get(row.get("etat", ""), ""),
                    "dated_on": row.get("date"),
                    "action": actions.get(row.get("action", "")),
                    "country_id": alpha3,
                    "is_in_main_table": in_table,
                }
                | public_fact(
                    {"source": SOURCE}, source_page=f"l. {first}–{last}" if in_table else ""
                ),
            )


def _kind(row: Mapping[str, Any]) -> PolicyKind:
    if "type" in row:
        return _POLICY_KINDS[row["type"]]
    first_word = row["titre"].split()[0]
    return {
        "Feuille": PolicyKind.ROADMAP,
        "Stratégie": PolicyKind.STRATEGY,
        "Plan": PolicyKind.PLAN,
    }[first_word]


def _year(year: int | None) -> str | None:
    return None if year is None else str(year)


def page_words(row: Mapping[str, Any]) -> str:
    """Return the printed pages, or the lines of the text copy where the source has no page."""
    if "pages" in row:
        first, last = row["pages"]
        return f"{first}–{last}"
    return "l. " + ", ".join(str(line) for line in row["lignes"])
