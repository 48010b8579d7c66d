"""The figures of an edition: each has a name, a finding as title, and its table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.core.translated import Translated
from teranga.indices.exporters.map_figure import VIEWS, map_figure, median_words
from teranga.indices.queries.edition.release import Release, Score
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.figures.bars import score_bars
from teranga_analytics.composite.figures.dots import MOST, profile_dots
from teranga_analytics.composite.figures.frame import Figure, Frame
from teranga_analytics.composite.figures.heat_map import heat_map
from teranga_analytics.composite.figures.radar import radar
from teranga_analytics.composite.figures.ranks import rank_intervals
from teranga_analytics.composite.figures.scatter import scatter
from teranga_analytics.composite.figures.series import time_series
from teranga_analytics.composite.figures.wording import Language

PHONE, PAGE = 350.0, 760.0
FEWEST_AXES = 3
_LANGUAGES: Mapping[str, Language] = {"fr": "fr", "en": "en", "ar": "ar"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChoice:
    """What a figure shows; checked against the edition by whoever builds it."""

    country: str = ""
    countries: tuple[str, ...] = ()
    group: str = ""
    node: str = ""
    across: str = ""
    upward: str = ""
    reading: str = ""
    view: str = ""


def settled_choice(release: Release, asked: FigureChoice) -> FigureChoice:
    """Replace what an edition does not hold: an old link still shows something true."""
    aggregates = release.published[release.readings[0]].aggregates
    country = asked.country if asked.country in release.row else release.units[0]
    known = [code for code in dict.fromkeys(asked.countries) if code in release.row][:MOST]
    groups = [group["code"] for group in release.groups_of(country)]
    axes = release.components or release.domains
    return FigureChoice(
        country=country,
        countries=tuple(known) or release.units[: min(3, len(release.units))],
        group=asked.group if asked.group in groups else groups[0],
        node=asked.node if asked.node in aggregates else release.top,
        across=asked.across if asked.across in aggregates else axes[0],
        upward=asked.upward if asked.upward in aggregates else axes[-1],
        reading=asked.reading if asked.reading in release.readings else release.readings[0],
        view=asked.view if asked.view in VIEWS else VIEWS[0],
    )


def source_line(release: Release) -> str:
    document = release.document
    words = _("%(index)s, edition %(number)s (%(hash)s)") % {
        "index": Translated(document["index"]["name"]),
        "number": document["edition"]["number"],
        "hash": release.sha256[:8],
    }
    return f"{words} · {_('fictitious')}" if release.is_fictitious else words


def frame_of(release: Release, title: str, subtitle: str = "", width: float = PHONE) -> Frame:
    language = (get_language() or "fr").split("-")[0]
    return Frame(
        title,
        subtitle or scale_words(release),
        source_line(release),
        language=_LANGUAGES.get(language, "en"),
        mirrored=get_language_bidi(),
        width=width,
    )


def scale_words(release: Release) -> str:
    period = release.document["period"]
    return _("Score from 0 to 100, %(period)s") % {"period": period}


def _whole(value: float) -> str:
    return str(number(round(float(value))))


def _profile_title(release: Release, country: str, scores: FloatArray) -> str:
    name = release.country(country)
    if np.isnan(scores).all():
        return _("%(country)s: nothing is scored yet") % {"country": name}
    high, low = int(np.nanargmax(scores)), int(np.nanargmin(scores))
    if np.nanmax(scores) == np.nanmin(scores):
        return _("%(country)s: the same score in every domain") % {"country": name}
    return _("%(country)s: furthest in “%(high)s”, least far in “%(low)s”") % {
        "country": name,
        "high": release.name(release.domains[high]),
        "low": release.name(release.domains[low]),
    }


def band_of(release: Release, group: str, reading: str) -> tuple[FloatArray, FloatArray] | None:
    """Quartiles of the domains over a group of countries."""
    members = next(entry["units"] for entry in release.groups if entry["code"] == group)
    rows = [release.row[code] for code in members]
    table = np.stack([release.scores(code, reading)[rows] for code in release.domains])
    if bool(np.any(np.all(np.isnan(table), axis=1))):
        return None
    low, high = np.nanquantile(table, [0.25, 0.75], axis=1)
    return low, high


def _domain_scores(release: Release, country: str, reading: str) -> FloatArray:
    return np.array([release.score(country, code, reading).value for code in release.domains])


def profile(release: Release, choice: FigureChoice) -> Figure:
    scores = _domain_scores(release, choice.country, choice.reading)
    group = next(entry for entry in release.groups if entry["code"] == choice.group)
    compared = _("Score from 0 to 100, %(period)s; band: %(group)s") % {
        "period": release.document["period"],
        "group": release.group_name(group),
    }
    return radar(
        [release.name(code) for code in release.domains],
        scores,
        frame_of(release, _profile_title(release, choice.country, scores), compared, 370.0),
        band=band_of(release, choice.group, choice.reading),
    )


def domains(release: Release, choice: FigureChoice) -> Figure:
    codes = [*release.domains, *release.domains_beside]
    scores = [release.score(choice.country, code, choice.reading) for code in codes]
    whole = release.score(choice.country, release.top, choice.reading)
    title = (
        _("%(country)s: %(score)s out of 100, from %(low)s to %(high)s")
        % {
            "country": release.country(choice.country),
            "score": _whole(whole.value),
            "low": _whole(whole.low),
            "high": _whole(whole.high),
        }
        if whole.is_known
        else _("%(country)s: too little is known for a score")
        % {"country": release.country(choice.country)}
    )
    return score_bars(
        [release.name(code) for code in codes],
        [score.value for score in scores],
        frame_of(release, title, _("Score of each domain with its interval")),
        lower=[score.low for score in scores],
        upper=[score.high for score in scores],
        decimals=0,
        keep_order=True,
        full=100,
    )


def years(release: Release, choice: FigureChoice) -> Figure:
    series = release.series(choice.node)
    row = release.row[choice.country]
    values = series["scores"][:, row]
    known = np.flatnonzero(~np.isnan(values))
    name = release.country(choice.country)
    title = name
    if len(known):
        title = _("%(country)s: from %(before)s in %(start)s to %(after)s in %(end)s") % {
            "country": name,
            "before": _whole(values[known[0]]),
            "start": release.times[known[0]],
            "after": _whole(values[known[-1]]),
            "end": release.times[known[-1]],
        }
    subtitle = _("%(node)s: score from 0 to 100; band: what is not verified") % {
        "node": release.name(choice.node)
    }
    return time_series(
        release.times,
        values,
        frame_of(release, title, subtitle),
        band=(series["low"][:, row], series["high"][:, row]),
        median=_median_by_year(series["scores"]),
    )


def _median_by_year(scores: FloatArray) -> FloatArray:
    empty = np.asarray(np.isnan(scores).all(axis=1))
    filled = np.where(empty[:, None], 0.0, scores)
    return np.where(empty, np.nan, np.nanmedian(filled, axis=1))


def heat(release: Release, choice: FigureChoice) -> Figure:
    codes = [*release.domains, *release.domains_beside]
    order = _from_the_highest(release, choice.reading)
    table = np.stack([release.scores(code, choice.reading) for code in codes], axis=1)[order]
    # A domain nobody coded yet has no spread.
    known = ~np.isnan(table).all(axis=0)
    spread = np.full(len(codes), -1.0)
    spread[known] = np.nanstd(table[:, known], axis=0)
    widest = int(np.argmax(spread))
    title = _("Countries differ most in “%(domain)s” (median %(median)s)") % {
        "domain": release.name(codes[widest]),
        "median": _whole(np.nanmedian(table[:, widest])),
    }
    return heat_map(
        [release.country(release.units[row]) for row in order],
        [release.name(code) for code in codes],
        table,
        frame_of(release, title, width=PAGE),
        lower=0,
        upper=100,
    )


def _from_the_highest(release: Release, reading: str) -> Sequence[int]:
    scores = release.scores(release.top, reading)
    names = [release.country(code) for code in release.units]
    keys = np.where(np.isnan(scores), -1.0, scores)
    return sorted(range(len(names)), key=lambda row: (-round(float(keys[row]), 9), names[row]))


def scores(release: Release, choice: FigureChoice) -> Figure:
    values = [release.score(code, choice.node, choice.reading) for code in release.units]
    title = _half_title(release, choice, values)
    return score_bars(
        [release.country(code) for code in release.units],
        [score.value for score in values],
        frame_of(release, title, _("Score from 0 to 100 with its interval")),
        lower=[score.low for score in values],
        upper=[score.high for score in values],
        decimals=0,
        full=100,
    )


def _half_title(release: Release, choice: FigureChoice, values: Sequence[Score]) -> str:
    return _("%(node)s: half of the countries are above %(median)s") % {
        "node": release.name(choice.node),
        "median": median_words(values),
    }


def map_of(release: Release, choice: FigureChoice) -> Figure:
    values = [release.score(code, choice.node, choice.reading) for code in release.units]
    frame = frame_of(release, _half_title(release, choice, values), width=PAGE)
    return map_figure(release, values, choice.view, frame)


def ranks(release: Release, choice: FigureChoice) -> Figure:
    values = [release.score(code, choice.node, choice.reading) for code in release.units]
    wide = sum(score.rank_high - score.rank_low >= 10 for score in values)
    title = _("Ranks are uncertain: %(n)s countries could move by ten places or more") % {"n": wide}
    return rank_intervals(
        [release.country(code) for code in release.units],
        [score.rank for score in values],
        [score.rank_low for score in values],
        [score.rank_high for score in values],
        frame_of(release, title, _("Rank with its interval of 90 %")),
    )


def axes(release: Release, choice: FigureChoice) -> Figure:
    across, upward = (
        release.scores(code, choice.reading) for code in (choice.across, choice.upward)
    )
    names = release.name(choice.across), release.name(choice.upward)
    title = _("“%(across)s” and “%(upward)s”, country by country") % {
        "across": names[0],
        "upward": names[1],
    }
    return scatter(
        [release.country(code) for code in release.units],
        across,
        upward,
        names,
        frame_of(release, title, width=PAGE),
        decimals=0,
    )


def comparison(release: Release, choice: FigureChoice) -> Figure:
    codes = [*release.domains, *release.domains_beside]
    table = np.array(
        [
            [release.score(unit, code, choice.reading).value for unit in choice.countries]
            for code in codes
        ]
    )
    names = [release.country(unit) for unit in choice.countries]
    return profile_dots(
        [release.name(code) for code in codes],
        names,
        table,
        frame_of(release, _comparison_title(release, codes, table, names)),
    )


def _comparison_title(
    release: Release, codes: Sequence[str], table: FloatArray, names: Sequence[str]
) -> str:
    if len(names) < 2:
        return names[0]
    gaps = np.nanmax(np.where(np.isnan(table), -np.inf, table), axis=1) - np.nanmin(
        np.where(np.isnan(table), np.inf, table), axis=1
    )
    gaps = np.where(np.isfinite(gaps), gaps, -1)
    if gaps.max() <= 0:
        return _("No difference between these countries by domain")
    return _("The widest gap is in “%(domain)s”: %(gap)s points") % {
        "domain": release.name(codes[int(np.argmax(gaps))]),
        "gap": _whole(gaps.max()),
    }


def readings(release: Release, choice: FigureChoice) -> Figure:
    """Volume and favourability of one country side by side."""
    table = np.array(
        [
            [release.score(choice.country, code, name).value for name in release.readings]
            for code in release.domains
        ]
    )
    names = [reading_name(name) for name in release.readings]
    title = _("%(country)s: how much there is, and whom it favours") % {
        "country": release.country(choice.country)
    }
    return profile_dots(
        [release.name(code) for code in release.domains], names, table, frame_of(release, title)
    )


def reading_name(reading: str) -> str:
    return {"volume": _("Volume"), "favourability": _("Favourability")}.get(reading, reading)


FIGURES: Mapping[str, Callable[[Release, FigureChoice], Figure]] = {
    "profile": profile,
    "domains": domains,
    "years": years,
    "heat": heat,
    "map": map_of,
    "scores": scores,
    "ranks": ranks,
    "axes": axes,
    "comparison": comparison,
    "readings": readings,
}


def has_figure(release: Release, name: str) -> bool:
    """Say whether an edition has what a figure needs."""
    if name == "profile":
        # With two axes a radar is a line: the bars of the domains say it better.
        return len(release.domains) >= FEWEST_AXES
    if name == "years":
        return bool(release.times)
    if name == "readings":
        return len(release.readings) > 1
    if name == "heat":
        return any(not np.isnan(release.scores(code)).all() for code in release.domains)
    if name == "ranks":
        return not np.isnan(release.scores(release.top)).all()
    return name in FIGURES


def draw(release: Release, name: str, asked: FigureChoice) -> Figure:
    """Draw a figure; an edition never changes, so that what was drawn is kept a while."""
    return _drawn(release, name, settled_choice(release, asked), get_language() or "")


@lru_cache(maxsize=256)
def _drawn(release: Release, name: str, choice: FigureChoice, _language: str) -> Figure:
    return FIGURES[name](release, choice)
