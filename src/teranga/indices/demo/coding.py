"""The coding round of the demo: seven countries, real cells where a fact is known.

Everything else is drawn by a fixed rule and marked fictitious: it shows how a round looks half
way, and says nothing of any country.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from django.conf import settings

from teranga.accounts.demo import demo_sign_ins
from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.core.enums import Visibility
from teranga.core.models import Country, Source
from teranga.indices.demo.decisions import load_demo_decisions
from teranga.indices.enums import AssignmentState, CellState, CodebookState, RoundState
from teranga.indices.importers.codebook_yaml import read_codebook_yaml
from teranga.indices.models import (
    Assignment,
    Cell,
    Code,
    CodebookVersion,
    CodingRound,
    Evidence,
    PolicyIndex,
)
from teranga.indices.queries.codebooks import DomainView, domains_of
from teranga.indices.services.codebooks import keep_codebook
from teranga.programmes.demo.reading import read_yaml
from teranga.programmes.models import Programme
from teranga.programmes.services.records import keep_record

_HERE = "teranga.indices.demo"
INDEX_CODE = "emix-crpm"
# Both coders have handed in these domains; the next is under way; the others wait.
HANDED_IN, UNDER_WAY = "CIT", "ELE"
_CODERS = ("codage-a", "codage-b")
_NAMES = ("Codage A (démo)", "Codage B (démo)")
_HANDED_IN_AT = dt.datetime(2026, 11, 16, 17, tzinfo=dt.UTC)


def load_demo_coding() -> None:
    """Load the codebook and its round under way; a second run changes nothing."""
    crpm = Programme.objects.get(code="crpm")
    index = _index(crpm)
    codebook = _codebook(index)
    coding_round = CodingRound.objects.filter(index=index).first()
    if coding_round is None:
        coding_round = CodingRound.objects.create(
            index=index,
            codebook=codebook,
            title={"fr": "Première campagne, sept pays", "en": "First round, seven countries"},
            year=2025,
            due_on=dt.date(2027, 1, 29),
            state=RoundState.OPEN,
            visibility=Visibility.PROGRAMME,
            programme=crpm,
        )
        _Round(coding_round, crpm).load()
        load_demo_decisions(coding_round)


def _index(crpm: Programme) -> PolicyIndex:
    return keep_record(
        PolicyIndex,
        key={"code": INDEX_CODE},
        values={
            "name": {
                "fr": "Politiques d’émigration et de diaspora, sept pays",
                "en": "Emigration and diaspora policies, seven countries",
            },
            "summary": {
                "fr": "Onze domaines, cent deux indicateurs : ce que les textes prévoient pour les "
                "personnes émigrées, et à part ce qui en est appliqué. Libellés propres au projet.",
                "en": "Eleven domains, one hundred and two indicators: what texts provide for "
                "emigrants and, apart, what of it is applied. Wording of this project.",
            },
            "visibility": Visibility.PUBLIC,
            "programme": crpm,
        },
    )


def _codebook(index: PolicyIndex) -> CodebookVersion:
    found: CodebookVersion | None = CodebookVersion.objects.filter(index=index).first()
    if found is not None:
        return found
    file = resources.files("teranga_analytics").joinpath("data", "emix_style_codebook.yaml")
    reading = read_codebook_yaml(file.read_bytes())
    codebook = keep_codebook(index, document=reading.document, heading=reading.heading, owner=None)
    codebook.state = CodebookState.IN_FORCE
    codebook.save(update_fields=["state"])
    return codebook


def demo_coders(crpm: Programme) -> tuple[User, User]:
    """Return the two coders of every country, named by function; only the demo has them."""
    password = demo_sign_ins()[0].password if settings.DEMO else None
    coders = []
    for account, name in zip(_CODERS, _NAMES, strict=True):
        email = f"{account}@demo.teranga.example"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email=email, password=password, name=name, is_fictitious=True
            )
            Membership.objects.create(user=user, role=Role.CODER, programme=crpm)
        coders.append(user)
    return coders[0], coders[1]


class _Round:
    """Fill a round with bulk writes: a thousand rows, a second."""

    def __init__(self, coding_round: CodingRound, crpm: Programme) -> None:
        self.round = coding_round
        self.scope = coding_round.scope() | {"country_id": None}
        self.coders = demo_coders(crpm)
        self.countries = list(Country.objects.filter(groups="crpm"))
        self.domains = domains_of(coding_round.codebook)
        self.facts = read_yaml(_HERE, "facts.yaml")
        self.source = _source(self.facts["source"])
        # The account of the sign-in page that codes one country takes the first place there.
        own = Membership.objects.filter(
            role=Role.CODER, programme=crpm, country__isnull=False, user__is_fictitious=True
        ).first()
        self.own = {own.country_id: own.user} if own else {}
        self.codes: list[Code] = []
        self.evidence: list[Evidence] = []

    def load(self) -> None:
        Assignment.objects.bulk_create(self._assignments())
        cells = Cell.objects.bulk_create(self._cells())
        for cell in cells:
            self._code(cell)
        Code.objects.bulk_create(self.codes)
        Evidence.objects.bulk_create(self.evidence)

    def _coder(self, country: str, place: int) -> User:
        return self.own.get(country, self.coders[0]) if place == 1 else self.coders[1]

    def _assignments(self) -> Iterator[Assignment]:
        for country in self.countries:
            for view in self.domains:
                for place in (1, 2):
                    is_done = view.domain.code == HANDED_IN
                    yield Assignment(
                        coding_round=self.round,
                        domain_code=view.domain.code,
                        place=place,
                        owner=self._coder(country.pk, place),
                        state=AssignmentState.HANDED_IN if is_done else AssignmentState.OPEN,
                        handed_in_at=_HANDED_IN_AT if is_done else None,
                        **self.scope | {"country_id": country.pk},
                    )

    def _cells(self) -> Iterator[Cell]:
        for country in self.countries:
            for view in self.domains:
                for entry in view.entries:
                    yield Cell(
                        coding_round=self.round,
                        indicator=entry.indicator_version.indicator,
                        domain_code=view.domain.code,
                        state=self._state(country.pk, view, entry.indicator_version),
                        **self.scope | {"country_id": country.pk},
                    )

    def _state(self, country: str, view: DomainView, version: Any) -> CellState:
        answers = self._answers(country, view.domain.code, version)
        if not answers:
            return CellState.EMPTY
        if view.domain.code != HANDED_IN:
            return CellState.CODED
        return CellState.AGREED if len(set(answers)) == 1 else CellState.DISPUTED

    def _answers(self, country: str, domain: str, version: Any) -> list[tuple[int, int]]:
        """Return level and implementation of each coder: facts first, drawn numbers else."""
        code = version.indicator.code
        fact = self._fact(country, code)
        if fact is not None:
            return [(fact["level"], -1)] * 2
        top = len(version.levels)
        level, applied = _draw(country, code, "level") % top, _draw(country, code, "applied") % 4
        if domain == HANDED_IN:
            differs = _draw(country, code, "differs") % 5 == 0
            return [(level, applied), ((level + 1) % top if differs else level, applied)]
        if domain == UNDER_WAY and _draw(country, code, "done") % 3 and country not in self.own:
            return [(level, applied)]
        return []

    def _fact(self, country: str, code: str) -> Mapping[str, Any] | None:
        if code != self.facts["indicator"]:
            return None
        rows: list[Mapping[str, Any]] = self.facts["cells"]
        return next(row for row in rows if row["country"] == country)

    def _code(self, cell: Cell) -> None:
        view = next(v for v in self.domains if v.domain.code == cell.domain_code)
        entry = next(
            e for e in view.entries if e.indicator_version.indicator_id == cell.indicator_id
        )
        version = entry.indicator_version
        fact = self._fact(cell.country_id or "", version.indicator.code)
        answers = self._answers(cell.country_id or "", cell.domain_code, version)
        for place, (level, applied) in enumerate(answers, start=1):
            code = Code(
                cell=cell,
                owner=self._coder(cell.country_id or "", place),
                indicator_version=version,
                level=level,
                implementation=applied if applied >= 0 else None,
                # A single secondary source: the codebook calls that a low confidence.
                confidence=1 if fact else 2,
                is_fictitious=fact is None,
                **cell.scope(),
            )
            self.codes.append(code)
            self.evidence.append(
                self._known(code, fact)
                if fact
                else Evidence(
                    code=code,
                    kind=entry.accepted_sources[0],
                    title="Texte fictif, pour la démonstration",
                    reference="art. 0",
                    is_fictitious=True,
                )
            )

    def _known(self, code: Code, fact: Mapping[str, Any]) -> Evidence:
        return Evidence(
            code=code,
            kind="academic",
            title=self.source.title["fr"],
            reference="L05",
            in_force_on=fact["since"],
            quote=fact["text"],
            url=self.source.url,
            language="en",
            source=self.source,
            source_page="L05",
            read_on=dt.date(2026, 11, 20),
        )


def _source(row: Mapping[str, Any]) -> Source:
    source, _ = Source.objects.get_or_create(
        code=row["code"],
        defaults={"title": row["title"], "publisher": row["publisher"], "url": row["url"]},
    )
    return source


def _draw(*words: str) -> int:
    """Return a number that is always the same for the same words."""
    return int.from_bytes(hashlib.sha256(" ".join(words).encode()).digest()[:4], "big")
