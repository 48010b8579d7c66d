"""Who may not take part in which activity, and why."""

from enum import IntFlag

import numpy as np
import numpy.typing as npt

from teranga_analytics.matching.activities import Activities
from teranga_analytics.matching.experts import Experts, IntArray


class Refusal(IntFlag):
    """Reasons that keep an expert out of an activity; several may hold at once."""

    NONE = 0
    THEME = 1
    LANGUAGE = 2
    EXPERIENCE = 4
    EMPLOYER_KIND = 8
    UNAVAILABLE = 16
    FULL = 32
    CONFLICT = 64
    NOT_RELEASED = 128


def refusals_block(
    experts: Experts, activities: Activities, rows: IntArray
) -> npt.NDArray[np.uint8]:
    """Return why each expert may not take part in some of the activities.

    Parameters
    ----------
    experts, activities
        Who and what.
    rows
        Shape ``(n_rows,)``. Activities to look at.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_experts)``. Flags of `Refusal` added up; 0 where nothing stands against.
    """
    found = np.zeros((len(rows), experts.n_experts), dtype=np.uint8)
    own = np.where(experts.capacity < 1, np.uint8(Refusal.FULL), np.uint8(0))
    for place, row in enumerate(rows):
        reasons = found[place]
        reasons |= own
        wanted = activities.themes[row]
        if wanted.any():
            reasons[~experts.themes[:, wanted].any(axis=1)] |= np.uint8(Refusal.THEME)
        least = activities.languages[row]
        working = least > 0
        if working.any():
            speaks = (experts.languages[:, working] >= least[working]).any(axis=1)
            reasons[~speaks] |= np.uint8(Refusal.LANGUAGE)
        reasons[experts.years < activities.min_years[row]] |= np.uint8(Refusal.EXPERIENCE)
        reasons[~activities.allowed_kinds[row][experts.kind]] |= np.uint8(Refusal.EMPLOYER_KIND)
        start, end = int(activities.start[row]), int(activities.end[row])
        reasons[experts.busy.met_by(start, end)] |= np.uint8(Refusal.UNAVAILABLE)
        if not activities.is_remote[row]:
            reasons[experts.remote_only.met_by(start, end)] |= np.uint8(Refusal.UNAVAILABLE)
        for pairs, flag in (
            (activities.conflicts, Refusal.CONFLICT),
            (activities.refused, Refusal.NOT_RELEASED),
        ):
            reasons[pairs[pairs[:, 0] == row, 1]] |= np.uint8(flag)
    return found
