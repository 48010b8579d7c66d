"""``teranga-index audit``: is the index coherent, and what weighs in it."""

from argparse import Namespace

from teranga_analytics.composite.audit import Audit
from teranga_analytics.composite.command.output import Report, aligned, number
from teranga_analytics.composite.command.sources import read_source
from teranga_analytics.composite.explanation import audit_index
from teranga_analytics.composite.pipeline.running import IndexResult
from teranga_analytics.composite.problems import InvalidInputError, Problem


def run(arguments: Namespace) -> Report:
    """Audit one wave of an index."""
    result = read_source(arguments).build()
    found = audit_index(result, wave=wave_at(result, arguments.time))
    return Report({"ok": True, "audit": found}, _text(result, found))


def wave_at(result: IndexResult, time: float | None) -> int:
    """Return the position of the wave at a time; the last one when none is named.

    Raises
    ------
    InvalidInputError
        If no row has that time.
    """
    times = sorted({float(known) for known in result.dataset.row_times})
    if time is None:
        return -1
    if not result.dataset.is_panel or time not in times:
        known = ", ".join(f"{known:g}" for known in times) if result.dataset.is_panel else "no time"
        raise InvalidInputError([Problem("command line", None, "--time", f"{time:g}", known)])
    return times.index(time)


def _text(result: IndexResult, found: Audit) -> str:
    groups = []
    for code, group in reversed(found.groups.items()):
        reliability, adequacy = group.reliability, group.adequacy
        groups.append(
            (
                code,
                str(len(group.children)),
                "-" if reliability is None else number(reliability.alpha),
                "-" if adequacy is None else number(adequacy.overall),
                "-"
                if group.components is None
                else number(float(group.components.variance_shares[0])),
            )
        )
    influence = [
        (code, child, number(float(stated)), number(float(real)))
        for code, group in reversed(found.groups.items())
        if group.influence is not None
        for child, stated, real in zip(
            group.children,
            group.influence.stated_shares,
            group.influence.influence_shares,
            strict=True,
        )
    ]
    lines = [
        f"{found.n_units} units, {len(result.framework.indicators)} indicators.",
        "",
        aligned(("aggregate", "children", "alpha", "KMO", "first component"), groups),
        "",
        "Stated weight is not influence:",
        aligned(("aggregate", "child", "weight", "influence"), influence),
        "",
        *(f"Finding: {finding.sentence}" for finding in found.findings),
        *(f"Caution: {sentence}" for sentence in found.cautions),
    ]
    return "\n".join(lines)
