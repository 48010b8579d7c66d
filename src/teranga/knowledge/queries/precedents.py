"""“Who has already done this?”: past Actions and practices nearest to a text being written."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from teranga.core.contributions import Shelf
from teranga.core.models import Country, SearchDocument, Theme
from teranga.core.search.near import documents_sharing, stems_by_word
from teranga.core.translated import Translated

Codes = Mapping[str, Collection[str]]

_TITLE_WEIGHT = 2.0
_THEME_WEIGHT = 0.6
_COUNTRY_WEIGHT = 0.3
_REGION_WEIGHT = 0.1
_MAX_WORDS_SHOWN = 5
# Below this a thing shares little more than the vocabulary of the field.
_LEAST_SCORE = 0.12


@dataclass(frozen=True, slots=True)
class PrecedentKind:
    """A kind of thing that may have been done before.

    `themes` and `countries` take identities and return the codes each of them carries.
    """

    model: type[models.Model]
    label: StrOrPromise
    themes: Callable[[Collection[str]], Codes]
    countries: Callable[[Collection[str]], Codes]


precedent_kinds: Shelf[PrecedentKind] = Shelf()


@dataclass(frozen=True, slots=True)
class Precedent:
    """Something already done, how near it is and why."""

    kind: StrOrPromise
    model: str
    object_id: str
    title: Translated
    url: str
    country_id: str | None
    score: float
    reasons: Sequence[str]


def nearest_precedents(
    user: object,
    *,
    text: str,
    themes: Iterable[str] = (),
    countries: Iterable[str] = (),
    limit: int = 6,
    without: Collection[str] = (),
) -> list[Precedent]:
    """Return the past Actions and practices nearest to what is being written, best first.

    `themes` and `countries` are codes; `without` are identities to leave out (the thing
    being written itself). Only what `user` may see is compared.
    """
    words = stems_by_word(text)
    stems = {stem for readings in words.values() for stem in readings}
    documents = documents_sharing(user, stems, of=[kind.model for kind in precedent_kinds])
    documents = [row for row in documents if row.object_id not in without]
    scene = _Scene(words, set(themes), set(countries), documents)
    found = [precedent for row in documents if (precedent := scene.compare(row)) is not None]
    found.sort(key=lambda precedent: (-precedent.score, precedent.object_id))
    return found[:limit]


class _Scene:
    """What is compared with each candidate, read once for all of them."""

    def __init__(
        self,
        words: Mapping[str, Sequence[str]],
        themes: set[str],
        countries: set[str],
        documents: Sequence[SearchDocument],
    ) -> None:
        self.words, self.themes, self.countries = words, themes, countries
        self.regions = _regions(countries)
        self.stems = {
            row.pk: (set(row.stems_title.split()), set(row.stems_body.split())) for row in documents
        }
        self.weights = self._weights()
        self.kinds = {kind.model._meta.label_lower: kind for kind in precedent_kinds}
        self.themes_of, self.countries_of = self._codes(documents)
        everywhere = {code for codes in self.countries_of.values() for code in codes}
        self.region_of = dict(
            Country.objects.filter(pk__in=everywhere).values_list("pk", "region_id")
        )
        self.names = dict(Theme.objects.filter(pk__in=themes).values_list("pk", "name"))

    def _weights(self) -> dict[str, float]:
        """Weigh each word by how few candidates say it."""
        n_documents = len(self.stems)
        counts = Counter(
            word
            for title, body in self.stems.values()
            for word, readings in self.words.items()
            if any(stem in title or stem in body for stem in readings)
        )
        return {word: math.log((n_documents + 1) / (counts[word] + 0.5)) for word in self.words}

    def _codes(self, documents: Sequence[SearchDocument]) -> tuple[Codes, Codes]:
        themes: dict[str, Collection[str]] = {}
        countries: dict[str, Collection[str]] = {}
        for label, kind in self.kinds.items():
            keys = [row.object_id for row in documents if row.model == label]
            if keys:
                themes |= kind.themes(keys)
                countries |= kind.countries(keys)
        return themes, countries

    def compare(self, row: SearchDocument) -> Precedent | None:
        title, body = self.stems[row.pk]
        shared: list[tuple[float, str]] = []
        for word, readings in self.words.items():
            weight = self.weights[word]
            if any(stem in title for stem in readings):
                shared.append((_TITLE_WEIGHT * weight, word))
            elif any(stem in body for stem in readings):
                shared.append((weight, word))
        # Long requests share a smaller part of their words: the square root is fair to both.
        scale = math.sqrt(len(self.words)) * math.log(len(self.stems) + 2)
        score = sum(weight for weight, _word in shared) / scale
        score, reasons = self._with_scope(row, score)
        if not shared or score < _LEAST_SCORE:
            return None
        said = [word for _weight, word in sorted(shared, reverse=True)[:_MAX_WORDS_SHOWN]]
        reasons.append(_("words in common: %(words)s") % {"words": ", ".join(said)})
        return Precedent(
            kind=self.kinds[row.model].label,
            model=row.model,
            object_id=row.object_id,
            title=row.title,
            url=row.url,
            country_id=row.country_id,
            score=round(score, 4),
            reasons=tuple(reasons),
        )

    def _with_scope(self, row: SearchDocument, score: float) -> tuple[float, list[str]]:
        reasons: list[str] = []
        common = self.themes & set(self.themes_of.get(row.object_id, ()))
        if common:
            score += _THEME_WEIGHT * len(common) / len(self.themes)
            names = ", ".join(str(self.names.get(code, code)) for code in sorted(common))
            reasons.append(_("same theme: %(themes)s") % {"themes": names})
        codes = set(self.countries_of.get(row.object_id, ()))
        if codes & self.countries:
            score += _COUNTRY_WEIGHT
            reasons.append(_("in the same country"))
        elif self.regions & {self.region_of.get(code) for code in codes}:
            score += _REGION_WEIGHT
            reasons.append(_("in the same region"))
        return score, reasons


def _regions(countries: Collection[str]) -> set[str | None]:
    return set(Country.objects.filter(pk__in=countries).values_list("region_id", flat=True))
