"""Decisions of the demo's round: facts settled for every country, one country gone further."""

import datetime as dt

from teranga.core.enums import Visibility
from teranga.indices.enums import (
    AdjudicationKind,
    CellState,
    ModuleFamily,
    ReplyState,
    ValidationDecision,
)
from teranga.indices.models import (
    Adjudication,
    Cell,
    CodingRound,
    CountryModule,
    ModuleIndicator,
    RightOfReply,
    SelfAssessment,
    Validation,
)
from teranga.indices.queries.codebook_text import document_of

_SETTLED_AT = dt.datetime(2026, 11, 18, 10, tzinfo=dt.UTC)
_VALIDATED_AT = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
# The country of the demo's focal point: settled throughout its first domain.
_FURTHER = "SEN"
_N_VALIDATED = 4


def load_demo_decisions(coding_round: CodingRound) -> None:
    """Settle what rests on facts everywhere, and what agrees in one country."""
    cells = (
        Cell.objects.filter(coding_round=coding_round, state=CellState.AGREED)
        .select_related("indicator")
        .prefetch_related("codes__indicator_version")
        .order_by("country_id", "indicator__code")
    )
    n_validated = 0
    for cell in cells:
        codes = list(cell.codes.all())
        is_fact = not any(code.is_fictitious for code in codes)
        if not is_fact and cell.country_id != _FURTHER:
            continue
        _settle(cell, is_fact=is_fact)
        # A focal point's word on a fact is not ours to make up.
        if not is_fact and n_validated < _N_VALIDATED:
            _validate(cell)
            n_validated += 1
    _reply(coding_round)
    _module(coding_round)


def _settle(cell: Cell, *, is_fact: bool) -> None:
    codes = list(cell.codes.all())
    first = codes[0]
    cell.indicator_version = first.indicator_version
    cell.level, cell.implementation = first.level, first.implementation
    cell.confidence = first.confidence
    cell.is_fictitious = not is_fact
    cell.state, cell.settled_at = CellState.SETTLED, _SETTLED_AT
    cell.visibility = Visibility.PROGRAMME
    cell.save()
    decision = Adjudication.objects.create(
        cell=cell,
        kind=AdjudicationKind.CONFIRMED,
        decided_at=_SETTLED_AT,
        level=cell.level,
        implementation=cell.implementation,
        confidence=cell.confidence,
        reason="Repris de GLOBALCIT v3.1, mode L05 ; le texte de loi reste à citer."
        if is_fact
        else "Décision fictive, pour la démonstration : les deux codages concordent.",
    )
    decision.rests_on.set(codes)


def _validate(cell: Cell) -> None:
    cell.state = CellState.VALIDATED
    cell.save(update_fields=["state"])
    Validation.objects.create(
        cell=cell, decision=ValidationDecision.VALIDATED, given_at=_VALIDATED_AT
    )
    SelfAssessment.objects.create(
        cell=cell,
        indicator_version=cell.indicator_version,
        level=len(cell.indicator_version.levels) - 1 if cell.indicator_version else None,
        note="Auto-évaluation fictive, pour la démonstration.",
        is_fictitious=True,
        visibility=cell.visibility,
        **cell.scope(),
    )


def _reply(coding_round: CodingRound) -> None:
    RightOfReply.objects.create(
        coding_round=coding_round,
        country_id=_FURTHER,
        text={
            "fr": "Réponse fictive, pour la démonstration : le pays présente ici, dans ses propres "
            "mots, les textes en préparation et ce que le codage ne voit pas.",
            "en": "Fictitious reply, for the demonstration: here the country presents, in its own "
            "words, texts under preparation and what coding does not see.",
        },
        state=ReplyState.PUBLISHED,
        published_at=_VALIDATED_AT,
        visibility=Visibility.PUBLIC,
        is_fictitious=True,
        programme=coding_round.programme,
    )


def _module(coding_round: CodingRound) -> None:
    """Open the worked example of the codebook for one country; its values are not known."""
    template = document_of(coding_round.codebook.content)["complementary_module_template"]
    example = template["worked_example"]
    module = CountryModule.objects.create(
        index=coding_round.index,
        country_id=_FURTHER,
        programme=coding_round.programme,
        visibility=Visibility.PUBLIC,
        sector={name: example["sector"][name] for name in ("fr", "en")},
        diagnosis={
            "fr": "Module d’exemple : dix mesures proposées par le guide de codage. Aucune valeur "
            "n’est relevée ; les cibles et niveaux de départ sont à fixer par le pays.",
            "en": "Example module: ten measures proposed by the codebook. No value is recorded; "
            "targets and baselines are for the country to set.",
        },
        is_fictitious=True,
    )
    ModuleIndicator.objects.bulk_create(
        ModuleIndicator(
            module=module,
            code=row["id"],
            family=ModuleFamily(row["family"]),
            label={"fr": row["fr"], "en": row["en"]},
            unit=row["unit"],
            position=position,
            is_fictitious=True,
        )
        for position, row in enumerate(example["indicators"])
    )
