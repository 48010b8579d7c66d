"""An edition of 57 countries × 102 indicators, with the shipped codebook and drawn codes.

Called by `explorer.py` in a process of its own.
"""

import datetime as dt
import os
from importlib import resources
from itertools import product

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teranga.settings.base")

import django

django.setup()

import numpy as np  # noqa: E402

from teranga.command import main as command  # noqa: E402
from teranga.core.context import Actor, acting_as  # noqa: E402
from teranga.core.models import Country  # noqa: E402
from teranga.indices.models import PolicyIndex  # noqa: E402
from teranga.indices.queries.codebooks import codebook_of  # noqa: E402
from teranga.indices.queries.round_content import CellContent, EditionContent, EvidenceContent  # noqa: E402
from teranga.indices.queries.round_document import document_from  # noqa: E402
from teranga.indices.services.editions import freeze_edition  # noqa: E402

N_COUNTRIES = 57
QUOTE = (
    "Les personnes établies hors du territoire national jouissent des mêmes droits (article {})."
)


def main() -> None:
    """Make the database and publish; print the identity of the edition and its countries."""
    command(["migrate"])
    content = synthetic_content()
    with acting_as(Actor(label="bench")):
        index = PolicyIndex.objects.create(
            code="bench", name={"fr": "Indice d’essai", "en": "Trial index"}, visibility="public"
        )
        edition = freeze_edition(
            index,
            content=document_from(content, index=index, modules=[]),
            published_on=dt.date(2026, 1, 1),
        )
    assert (edition.n_countries, edition.n_indicators) == (57, 102)
    print(edition.pk, ",".join(content.countries))


def synthetic_content() -> EditionContent:
    text = resources.files("teranga_analytics").joinpath("data", "emix_style_codebook.yaml")
    yaml_text = text.read_text(encoding="utf-8")
    codebook = codebook_of(yaml_text)
    countries = tuple(Country.objects.order_by("pk").values_list("pk", flat=True)[:N_COUNTRIES])
    draws = np.random.default_rng(2026)
    cells = tuple(
        _cell(country, meta.code, len(meta.levels), draws)
        for country, meta in product(countries, codebook.indicators)
    )
    return EditionContent(
        index_code="bench",
        round_title={"fr": "Essai"},
        year=2025,
        codebook_label="0.1",
        codebook_sha256="0" * 64,
        codebook_yaml=yaml_text,
        pipeline_json="",
        countries=countries,
        cells=cells,
        replies=(),
        cautions=(),
    )


def _cell(country: str, code: str, n_levels: int, draws: np.random.Generator) -> CellContent:
    is_missing = draws.random() < 0.05
    evidence = EvidenceContent(
        kind="law",
        title=f"Loi n° {draws.integers(1, 99)}-{draws.integers(100, 999)}",
        reference=f"Journal officiel, article {draws.integers(1, 300)}",
        in_force_on=str(draws.integers(1960, 2024)),
        repealed_on="",
        quote=QUOTE.format(draws.integers(1, 300)),
        url="https://example.org/loi",
        page="",
        language="fr",
        read_on=dt.date(2025, 6, 1),
        file_sha256="",
        source="",
        is_fictitious=True,
    )
    return CellContent(
        country=country,
        indicator=code,
        indicator_version=1,
        is_in_codebook=True,
        level=None if is_missing else int(draws.integers(0, n_levels)),
        missing="NF" if is_missing else "",
        implementation=int(draws.integers(0, 4)),
        confidence=2,
        state="settled",
        reason="",
        is_fictitious=True,
        evidence=(evidence,),
        self_assessment=None,
    )


if __name__ == "__main__":
    main()
