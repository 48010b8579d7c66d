"""Figures and words of the method page: how an edition is computed, and what a choice changes."""

import numpy as np
from django.utils.translation import gettext as _

from teranga.indices.exporters.figures import frame_of
from teranga.indices.queries.edition.method import MethodResult
from teranga.indices.queries.edition.release import Release
from teranga.indices.queries.edition.scenario import Scenario
from teranga_analytics.composite import Step
from teranga_analytics.composite.figures.dots import profile_dots
from teranga_analytics.composite.figures.frame import Figure, Frame
from teranga_analytics.composite.figures.ranks import rank_intervals


def method_figure(release: Release, result: MethodResult) -> Figure | None:
    if np.isnan(result.ranks).all():
        return None
    moved = int(np.sum(np.nan_to_num(np.abs(result.ranks - result.published_ranks)) >= 1))
    title = (
        _("The published method: ranks and how far they could move")
        if result.is_published
        else _("With these choices %(n)s countries change rank, by %(most)s places at most")
        % {"n": moved, "most": result.largest_move}
    )
    return rank_intervals(
        release.country_names,
        result.ranks,
        result.rank_low,
        result.rank_high,
        frame_of(release, title, _("Rank with its interval of 90 %")),
    )


def scenario_figure(release: Release, scenario: Scenario, frame: Frame) -> Figure:
    table = np.stack([scenario.domains_before, scenario.domains_after], axis=1)
    return profile_dots(
        [release.name(code) for code in release.domains],
        [_("As published"), _("If adopted")],
        table,
        Frame(
            _("%(country)s: from %(before)s to %(after)s points")
            % {
                "country": release.country(scenario.country),
                "before": _written(scenario.before.value),
                "after": _written(scenario.score_after),
            },
            frame.subtitle,
            frame.source,
            frame.language,
            frame.mirrored,
            frame.width,
        ),
    )


def _written(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.0f}"


def pipeline_words(release: Release, reading: str) -> list[str]:
    """Say each step of the published pipeline in a sentence."""
    return [_sentence(step) for step in release.inputs(reading).pipeline.steps]


def _sentence(step: Step) -> str:
    known = {
        ("impute", "constant"): _(
            "What is not established is not counted: the cell takes the level %(value)s and is "
            "flagged as filled in."
        ),
        ("normalise", "coded_scale"): _(
            "Each level is turned into its score, on a fixed scale from %(lower)s to %(upper)s: "
            "no country changes another's score."
        ),
        ("aggregate", "arithmetic"): _(
            "Indicators are averaged into domains, domains into components and into the index, "
            "with their weights."
        ),
    }
    sentence = known.get((step.step, step.method))
    if sentence is None:
        return _("Step “%(step)s”, method “%(method)s”.") % {
            "step": step.step,
            "method": step.method,
        }
    return sentence % {name: f"{value:g}" for name, value in step.parameters.items()}
