"""A small index with its codebook, a round, and the people who code it."""

from copy import deepcopy
from itertools import count

from allauth.mfa.models import Authenticator

from teranga.core.models import Country
from teranga.indices.models import CodingRound, PolicyIndex
from teranga.indices.services.codebooks import keep_codebook, put_codebook_in_force
from teranga.indices.services.rounds import assign_domain, open_round
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

_numbers = count(1)


def indicator(code, *, n_levels=3, **fields):
    levels = [
        {
            "code": n,
            "score": round(n / (n_levels - 1), 2),
            "fr": f"Niveau {n} de {code}",
            "en": f"Level {n} of {code}",
        }
        for n in range(n_levels)
    ]
    return {
        "id": code,
        "label": {"fr": f"Indicateur {code}", "en": f"Indicator {code}"},
        "levels": levels,
        "evidence": {"accepted": ["law", "academic"], "at_least_one_primary": True},
        "favourability": 1,
    } | fields


def small_document(version="1.0"):
    """Return a codebook of two domains and four indicators."""
    return {
        "codebook": {"id": "petit", "version": version, "languages": ["fr", "en"]},
        "components": [{"id": "POLICY", "fr": "Politiques", "en": "Policies", "default_weight": 1}],
        "coding": {
            "special_codes": [
                {"code": "NA", "fr": "Sans objet", "en": "Not applicable"},
                {"code": "NF", "fr": "Non trouvé", "en": "Not found"},
                {"code": "NC", "fr": "Non codé", "en": "Not coded"},
            ]
        },
        "source_types": [
            {"id": "law", "fr": "Loi", "en": "Law", "primary": True},
            {"id": "academic", "fr": "Étude", "en": "Study", "primary": False},
        ],
        "domains": [
            {
                "id": "CIT",
                "component": "POLICY",
                "label": {"fr": "Citoyenneté", "en": "Citizenship"},
                "indicators": [indicator("CIT01"), indicator("CIT02"), indicator("CIT03")],
            },
            {
                "id": "ELE",
                "component": "POLICY",
                "label": {"fr": "Droits électoraux", "en": "Electoral rights"},
                "indicators": [indicator("ELE01", n_levels=4)],
            },
        ],
    }


def with_second_factor(user):
    """Return the account with the factor its role needs before any page opens."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


class Team:
    """The people of one programme who measure policies together."""

    def __init__(self):
        self.programme = make_programme()
        self.programme.countries.set(Country.objects.filter(pk__in=["SEN", "MLI", "TUN"]))
        self.manager = with_second_factor(make_user("officer", programme=self.programme))
        self.adjudicator = with_second_factor(make_user("coordinator", programme=self.programme))
        self.first = make_user("coder", programme=self.programme)
        self.second = make_user("coder", programme=self.programme)
        self.senegal = Country.objects.get(pk="SEN")
        self.focal_point = make_user("focal_point", programme=self.programme, country=self.senegal)


class Workshop(Team):
    """Their index, with its codebook in force and a round."""

    def __init__(self, *, document=None, is_open=True, countries=("SEN",), domains=("CIT",)):
        super().__init__()
        self.index = PolicyIndex.objects.create(
            code=f"petit-{next(_numbers)}",
            name={"fr": "Petit indice", "en": "Small index"},
            visibility="public",
            programme=self.programme,
        )
        self.codebook = self.import_codebook(document or small_document())
        self.round = CodingRound.objects.create(
            index=self.index,
            codebook=self.codebook,
            title={"fr": "Vague 2025", "en": "2025 round"},
            year=2025,
            visibility="programme",
            programme=self.programme,
        )
        self.assignments = {}
        for alpha3 in countries:
            for code in domains:
                self.assign(alpha3, code)
        if is_open:
            self.round = open_round(self.round, by=self.manager)

    def import_codebook(self, document):
        codebook = keep_codebook(
            self.index, document=deepcopy(document), heading="", owner=self.manager
        )
        return put_codebook_in_force(codebook, by=self.adjudicator)

    def assign(self, alpha3, code):
        for place, coder in enumerate((self.first, self.second), start=1):
            self.assignments[alpha3, code, place] = assign_domain(
                self.round,
                country=Country.objects.get(pk=alpha3),
                domain_code=code,
                place=place,
                coder=coder,
                by=self.manager,
            )

    def assignment(self, place=1, alpha3="SEN", code="CIT"):
        found = self.assignments[alpha3, code, place]
        found.refresh_from_db()
        return found

    def cell(self, code="CIT01", alpha3="SEN"):
        return self.round.cells.get(indicator__code=code, country_id=alpha3)

    def wording(self, code="CIT01"):
        entry = self.codebook.entries.get(indicator_version__indicator__code=code)
        return entry.indicator_version
