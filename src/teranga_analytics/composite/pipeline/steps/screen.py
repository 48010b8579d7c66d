"""The step that sets units with too little data aside."""

from collections.abc import Iterator, Mapping

from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Outcome,
    Situation,
    State,
    StepKind,
)
from teranga_analytics.composite.pipeline.definition import Step
from teranga_analytics.composite.screening import Criterion, screen_units


def run(
    state: State,
    _step: Step,
    *,
    criterion: Criterion = "missing",
    available_share: float = 2 / 3,
    non_zero_share: float = 0.05,
    forced: Mapping[str, bool] | None = None,
) -> Outcome:
    """Keep the rows that have enough data; in a panel, each unit is judged wave by wave.

    Parameters
    ----------
    state
        Any data.
    criterion, available_share, non_zero_share, forced
        See `screen_units`.

    Returns
    -------
    Outcome
        With a `Screening` as details.
    """
    dataset = state.dataset
    screening = screen_units(
        dataset.values,
        dataset.units,
        criterion=criterion,
        available_share=available_share,
        non_zero_share=non_zero_share,
        forced=forced,
    )
    if not screening.included.any():
        raise ValueError("screen: wanted one unit with enough data, saw none")
    removed = [
        unit if dataset.times is None else f"{unit} ({dataset.times[row]:g})"
        for row, unit in enumerate(dataset.units)
        if not screening.included[row]
    ]
    note = f"Set aside: {', '.join(removed)}." if removed else "No unit set aside."
    return Outcome(state.with_dataset(dataset.rows(screening.included)), (note,), screening)


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse shares out of range and unknown units."""
    for name in ("available_share", "non_zero_share"):
        share = step.options.get(name, 0.0)
        if not 0 <= share <= 1:
            yield f"options.{name}", repr(share), "a share in [0, 1]"
    for unit in step.options.get("forced") or {}:
        if unit not in situation.dataset.units:
            yield f"options.forced.{unit}", repr(unit), "the code of a unit"


SCREEN = StepKind(methods={}, run=run, check=check)
