"""``teranga-index whatif``: the scores of a unit if some of its values were others."""

from argparse import Namespace

from teranga_analytics.composite.command.output import Report, aligned, number, whole
from teranga_analytics.composite.command.sources import read_source
from teranga_analytics.composite.command.studies import read_study
from teranga_analytics.composite.indicator import IndicatorMeta
from teranga_analytics.composite.pipeline.running import IndexResult
from teranga_analytics.composite.problems import Problem, refuse_if_any
from teranga_analytics.composite.whatif import WhatIf, what_if

BEST = "best"


def run(arguments: Namespace) -> Report:
    """Suppose some values, unit by unit, each unit alone."""
    source = read_source(arguments)
    result = source.build()
    supposed = _supposed(arguments.changes, result)
    study = read_study(arguments, source)
    answers = [
        what_if(result, unit, adopted, time=arguments.time, study=study)
        for unit, adopted in supposed.items()
    ]
    document = {
        "ok": True,
        "interval": study.interval,
        "n_replications": study.replications,
        "study_hash": study.hash,
        "answers": answers,
    }
    return Report(document, "\n\n".join(_text(answer) for answer in answers))


def _supposed(changes: list[str], result: IndexResult) -> dict[str, dict[str, float]]:
    """Read UNIT.INDICATOR=VALUE; codes of units and indicators are checked by the engine."""
    supposed: dict[str, dict[str, float]] = {}
    problems = []
    metas = {meta.code: meta for meta in result.source.indicators}
    for change in changes:
        place, _, text = change.partition("=")
        unit, _, code = place.partition(".")
        value = _best(metas.get(code)) if text == BEST else _number(text)
        if not (unit and code) or value is None:
            wanted = f"UNIT.INDICATOR=NUMBER, or ={BEST} for an indicator with a fixed scale"
            problems.append(Problem("command line", None, "--set", repr(change), wanted))
        else:
            supposed.setdefault(unit, {})[code] = value
    refuse_if_any(problems)
    return supposed


def _best(meta: IndicatorMeta | None) -> float | None:
    """Return the code of the best answer of a coded item; None for a measured quantity."""
    if meta is None or meta.fixed_scale is None:
        return None
    if meta.levels:
        return max(meta.levels, key=lambda level: meta.direction * level.score).code
    return meta.fixed_scale[1] if meta.direction > 0 else meta.fixed_scale[0]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _text(answer: WhatIf) -> str:
    adopted = ", ".join(f"{code} = {value:g}" for code, value in answer.adopted.items())
    when = "" if answer.time is None else f" in {answer.time:g}"
    rows = [
        (
            node.code,
            number(node.score_before),
            number(node.score_after),
            whole(node.rank_before),
            whole(node.rank_after),
            _band(node.band_before),
            _band(node.band_after),
        )
        for node in reversed(answer.nodes)
    ]
    header = ("node", "score", "then", "rank", "then", "band", "then")
    others = "no other score changes" if answer.is_local else "scores of others may change too"
    return f"If {answer.unit}{when} had {adopted} ({others}):\n{aligned(header, rows)}"


def _band(band: tuple[float, float] | None) -> str:
    return "-" if band is None else f"{whole(band[0])} - {whole(band[1])}"
