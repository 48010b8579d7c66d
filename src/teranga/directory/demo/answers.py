"""Two hundred invented answers to the mapping, each marked as such: no real organisation, no name.

Drawn with a fixed seed, so that every demo shows the same map. Proportions are plausible, not
measured: they are there for the map and the analysis to be seen at work.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from teranga.directory.queries.places import Town, towns
from teranga.directory.queries.questions import FORMS, capacities, choices_of

Answers = dict[str, Any]

N_BY_COUNTRY = {"SN": 34, "ML": 28, "CI": 28, "GN": 26, "CM": 34, "MA": 26, "TN": 24}
# How likely an organisation belongs to a network, and has relations with an institution.
_IN_A_NETWORK = {"SN": 0.8, "CM": 0.8, "TN": 0.25}
_IN_RELATION = {"MA": 0.75, "SN": 0.7, "TN": 0.45}
_SEED = 20261121
_N_WAITING = 4
_PUBLICATIONS = (
    ["fiche", "ville", "contact_public", "reseaux"],
    ["fiche", "ville", "reseaux"],
    ["fiche", "ville"],
    ["fiche", "point_exact", "reseaux"],
    ["fiche"],
    ["rien"],
)
_PUBLICATION_WEIGHTS = (30, 25, 15, 10, 12, 8)
_LAST_DAY = dt.date(2026, 10, 31)


def fictitious_answers() -> Iterator[Answers]:
    draw = Random(_SEED)  # noqa: S311 - invented content, not a secret
    for alpha2, n_answers in N_BY_COUNTRY.items():
        listed = [town for town in towns().values() if town.alpha2 == alpha2]
        for number in range(1, n_answers + 1):
            yield _answer(draw, alpha2, number, listed)


def waiting_answers() -> Iterator[Answers]:
    """Yield a few more in each country, for those who read what comes in."""
    draw = Random(_SEED + 1)  # noqa: S311 - invented content, not a secret
    for alpha2, n_answers in N_BY_COUNTRY.items():
        listed = [town for town in towns().values() if town.alpha2 == alpha2]
        for number in range(n_answers + 1, n_answers + 1 + _N_WAITING):
            yield _answer(draw, alpha2, number, listed)


def answered_on(number: int) -> dt.date:
    """Spread the answers over the two years before: some are no longer fresh."""
    return _LAST_DAY - dt.timedelta(days=(number * 37) % 700)


def _answer(draw: Random, alpha2: str, number: int, listed: Sequence[Town]) -> Answers:
    # Half of the organisations are in the first towns listed: the largest of their regions.
    town = draw.choice(listed[:3] if draw.random() < 0.5 else listed)
    answer: Answers = {
        "mode_collecte": draw.choice(["entretien", "telephone", "auto"]),
        "consentement": "oui",
        "publication": draw.choices(_PUBLICATIONS, _PUBLICATION_WEIGHTS)[0],
        "accord_institutions": "oui" if draw.random() < 0.7 else "non",
        "nom": f"OSC fictive {alpha2}-{number:02d}",
        "type_org": draw.choice(_codes("type_org")[:-1]),
        "annee_creation": draw.randint(1985, 2024),
        "statut_juridique": draw.choices(_codes("statut_juridique"), [80, 8, 10, 2])[0],
        "pays": alpha2,
        "region": town.region,
        "ville": town.code,
        "niveaux": _some(draw, _codes("niveau"), 2),
        "domaines": _some(draw, _codes("domaine"), 4),
        "publics": _some(draw, _codes("public"), 4),
        "site_web": f"https://osc-fictive-{alpha2.lower()}-{number:02d}.example.org",
        "courriel_public": f"osc-fictive-{alpha2.lower()}-{number:02d}@example.org",
    }
    if town.point and draw.random() < 0.6:
        latitude, longitude = (side + draw.uniform(-0.03, 0.03) for side in town.point)
        answer["position"] = {"lat": round(latitude, 5), "lon": round(longitude, 5)}
    answer["domaine_principal"] = answer["domaines"][0]
    return answer | _means(draw) | _networks(draw, alpha2) | _dialogue(draw, alpha2) | _needs(draw)


def _codes(name: str) -> list[str]:
    return list(choices_of(name))


def _some(draw: Random, codes: Sequence[str], at_most: int) -> list[str]:
    chosen = set(draw.sample(codes, draw.randint(1, at_most)))
    return [code for code in codes if code in chosen]


def _means(draw: Random) -> Answers:
    n_in_body = draw.randint(3, 15)
    return {
        "nb_membres": draw.choice([12, 25, 40, 80, 150, 300]),
        "nb_instances": n_in_body,
        "nb_femmes_instances": draw.randint(0, n_in_body),
        "nb_jeunes_instances": draw.randint(0, n_in_body // 2),
        "migrants_instances": draw.choice(["oui", "non"]),
        "nb_salaries": draw.choice([0, 0, 0, 1, 2, 4, 9]),
        "nb_benevoles": draw.choice([5, 10, 20, 40]),
        "budget": draw.choices(_codes("budget"), [10, 30, 25, 18, 6, 2, 9])[0],
        "difficultes_financement": _some(draw, _codes("difficulte_fin")[:-1], 3),
    }


def _networks(draw: Random, alpha2: str) -> Answers:
    if draw.random() > _IN_A_NETWORK.get(alpha2, 0.5):
        return {"membre_reseau": "non"}
    names = draw.sample(["A", "B", "C", "D"], draw.randint(1, 2))
    rows = [
        {
            "r_nom": f"Réseau fictif {alpha2}-{name}",
            "r_echelle": draw.choice(["national", "sous_region"]),
            "r_role": ["membre"],
            "r_intensite": draw.randint(1, 5),
        }
        for name in names
    ]
    return {"membre_reseau": "oui", "reseau": rows}


def _dialogue(draw: Random, alpha2: str) -> Answers:
    known = {
        "connait_point_focal": draw.choice(_codes("connaissance")),
        "connait_politique": draw.choice(_codes("connaissance")),
        "etapes": draw.choice([["aucune"], ["diagnostic"], ["validation", "suivi"]]),
        "obstacles": _some(draw, _codes("obstacle")[:-1], 3),
        "formats": _some(draw, _codes("format_dialogue"), 3),
    }
    if draw.random() > _IN_RELATION.get(alpha2, 0.6):
        return known | {"a_interlocuteur": "non"}
    rows = [_institution(draw, alpha2, k) for k in range(1, draw.randint(1, 3) + 1)]
    return known | {
        "a_interlocuteur": "oui",
        "nb_interlocuteurs": len(rows),
        "institution": rows,
    }


def _institution(draw: Random, alpha2: str, number: int) -> Mapping[str, Any]:
    # Working together is frequent, drafting together rare: what the workshop told of.
    weights = {
        "information": [10, 20, 30, 25, 15],
        "consultation": [25, 30, 30, 10, 5],
        "concertation": [50, 20, 20, 8, 2],
        "coelaboration": [75, 15, 8, 2, 0],
        "operationnel": [20, 20, 30, 20, 10],
    }
    return {
        "i_nom": f"Institution fictive {alpha2}-{number}",
        "i_type": draw.choice(_codes("type_institution")),
        "i_echelle": draw.choice(_codes("echelle")),
        **{f"i_{form}": draw.choices(range(5), weights[form])[0] for form in FORMS},
        "i_initiative": draw.choice(_codes("initiative")),
        "i_cadre": draw.choice(_codes("cadre")),
        "i_ecoute": draw.randint(1, 5),
        "i_suite": draw.randint(1, 5),
    }


def _needs(draw: Random) -> Answers:
    levels = {
        f"niv_{code}": draw.choices(range(5), [15, 30, 30, 20, 5])[0] for code in capacities()
    }
    wishes = {f"pri_{code}": draw.choices(range(4), [10, 20, 30, 40])[0] for code in capacities()}
    more = {
        "modalites": _some(draw, _codes("modalite"), 3),
        "acces_internet": draw.choice(_codes("acces_internet")),
        "nb_participants": draw.randint(1, 12),
        "produit_donnees": draw.choice(["oui", "non"]),
    }
    if any(level >= 3 for level in levels.values()) and draw.random() < 0.4:
        more["formation_offerte"] = "Exemple fictif de compétence à partager"
    return levels | wishes | more
