import datetime as dt
from itertools import count

from teranga.directory.enums import FactOrigin
from teranga.directory.models import Organisation, Person
from teranga.directory.services.facts import Provenance
from teranga.directory.services.mapping import MappingAnswer, upsert_organisation

_numbers = count(1)


def make_organisation(**fields):
    number = next(_numbers)
    fields = {"name": f"Organisation {number}", "kind": "cso", "visibility": "public"} | fields
    return Organisation.objects.create(**fields)


def make_person(**fields):
    fields = {"family_name": f"Nom-{next(_numbers)}", "visibility": "private"} | fields
    return Person.objects.create(**fields)


def mapping_values(**values):
    """Return the answers of one organisation of Senegal that agreed to everything asked."""
    relation = {"i_nom": "Institution", "i_type": "parlement"}
    relation |= {"i_information": "4", "i_consultation": "2", "i_concertation": "1"}
    relation |= {"i_coelaboration": "0", "i_operationnel": "3"}
    return {
        "consentement": "oui",
        "publication": ["fiche", "ville", "contact_public", "reseaux"],
        "accord_institutions": "oui",
        "nom": "Association de la Teranga",
        "sigle": "ADT",
        "type_org": "retour",
        "annee_creation": 1998,
        "pays": "SN",
        "region": "SN-ZG",
        "ville": "sn_zg_bignona",
        "position": {"lat": 12.80123, "lon": -16.23456},
        "niveaux": ["local", "national"],
        "domaines": ["droits", "retour"],
        "publics": ["retour"],
        "nb_salaries": 2,
        "budget": "b2",
        "reseau": [{"r_nom": "Réseau d’essai", "r_intensite": "3"}],
        "institution": [relation],
        "niv_droit": "1",
        "pri_droit": "3",
        "courriel_public": "contact@teranga.example.org",
        "site_web": "https://teranga.example.org",
        "personne_nom": "Répondante-secrète",
    } | values


def make_mapped(*, programme=None, on=None, also_agreed=(), **values):
    """Return the organisation that an approved answer becomes."""
    said = Provenance(
        on=on or dt.date(2026, 11, 1),
        origin=FactOrigin.MAPPING,
        reference=f"uuid:{next(_numbers)}",
        wording="test 1",
    )
    answer = MappingAnswer(
        mapping_values(**values),
        said,
        programme.pk if programme else None,
        also_agreed=frozenset(also_agreed),
    )
    return upsert_organisation(answer, by=None)
