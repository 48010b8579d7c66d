"""The pairs of an activity and an expert that the optimisation looks at."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from teranga_analytics.matching.activities import Activities
from teranga_analytics.matching.eligibility import refusals_block
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray, IntArray
from teranga_analytics.matching.scores import ScoreWeights, total_block

_BLOCK = 64
_BEST_OF_TRAIT = 8


@dataclass(frozen=True)
class Candidates:
    """Pairs, sorted by activity then expert.

    Attributes
    ----------
    activity, expert
        Shape ``(n_pairs,)``.
    score
        Shape ``(n_pairs,)``, in [0, 1].
    is_fixed
        Shape ``(n_pairs,)``. Whether the pair is already decided.
    n_left_out
        Number of eligible pairs that are not in the list.
    """

    activity: IntArray
    expert: IntArray
    score: FloatArray
    is_fixed: BoolArray
    n_left_out: int

    @property
    def n_pairs(self) -> int:
        """Number of pairs."""
        return len(self.activity)

    def only(self, pairs: BoolArray) -> "Candidates":
        """Return some of the pairs.

        Parameters
        ----------
        pairs
            Shape ``(n_pairs,)``. Pairs to keep.

        Returns
        -------
        Candidates
            The others count as left out.
        """
        return Candidates(
            self.activity[pairs],
            self.expert[pairs],
            self.score[pairs],
            self.is_fixed[pairs],
            self.n_left_out + int((~pairs).sum()),
        )


def blocks_of(
    experts: Experts, activities: Activities, weights: ScoreWeights
) -> Iterator[tuple[IntArray, BoolArray, FloatArray]]:
    """Yield blocks of activities with who is eligible and how well they suit.

    Parameters
    ----------
    experts, activities, weights
        As in `total_block`.

    Yields
    ------
    tuple
        Rows of activities; eligibility and score, each of shape ``(n_rows, n_experts)``.
    """
    for start in range(0, activities.n_activities, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, activities.n_activities))
        is_open = refusals_block(experts, activities, rows) == 0
        fixed = activities.fixed[np.isin(activities.fixed[:, 0], rows)]
        is_open[fixed[:, 0] - start, fixed[:, 1]] = True
        yield rows, is_open, total_block(experts, activities, rows, weights)


def list_candidates(
    experts: Experts, activities: Activities, weights: ScoreWeights, *, top: int | None
) -> Candidates:
    """Return the eligible pairs, or the best of each activity.

    Parameters
    ----------
    experts, activities, weights
        As in `total_block`.
    top
        How many experts to keep for each activity, beside the best of each trait and language
        its rules ask for; None for all.

    Returns
    -------
    Candidates
        Fixed pairs are always among them.
    """
    chosen: list[tuple[IntArray, IntArray, FloatArray]] = []
    n_left_out = 0
    traits = experts.traits()
    for rows, is_open, score in blocks_of(experts, activities, weights):
        keep = (
            is_open
            if top is None
            else _best(experts, activities, rows, is_open, score, traits, top)
        )
        n_left_out += int(is_open.sum() - keep.sum())
        place, expert = np.nonzero(keep)
        chosen.append((rows[place], expert, score[place, expert]))
    activity, expert, score = (np.concatenate(column) for column in zip(*chosen, strict=True))
    return Candidates(
        activity, expert, score, _is_fixed(activities, activity, expert, experts), n_left_out
    )


def with_more(
    candidates: Candidates, activity: IntArray, expert: IntArray, score: FloatArray
) -> Candidates:
    """Return the candidates with pairs that were left out before.

    Parameters
    ----------
    candidates
        The present list.
    activity, expert, score
        Shape ``(n_more,)``. Pairs that are not in it.

    Returns
    -------
    Candidates
        Sorted like the first.
    """
    activities = np.concatenate([candidates.activity, activity])
    experts = np.concatenate([candidates.expert, expert])
    order = np.lexsort((experts, activities))
    fixed = np.concatenate([candidates.is_fixed, np.zeros(len(activity), dtype=bool)])
    return Candidates(
        activities[order],
        experts[order],
        np.concatenate([candidates.score, score])[order],
        fixed[order],
        candidates.n_left_out - len(activity),
    )


def _best(
    experts: Experts,
    activities: Activities,
    rows: IntArray,
    is_open: BoolArray,
    score: FloatArray,
    traits: BoolArray,
    top: int,
) -> BoolArray:
    keep = np.zeros_like(is_open)
    for place, row in enumerate(rows):
        _keep_best(keep[place], score[place], np.flatnonzero(is_open[place]), top)
        for trait in np.flatnonzero(activities.at_least[row] > 0):
            able = np.flatnonzero(is_open[place] & traits[:, trait])
            _keep_best(keep[place], score[place], able, _BEST_OF_TRAIT)
        for language in np.flatnonzero(activities.languages[row] > 0):
            speaks = experts.languages[:, language] >= activities.languages[row, language]
            able = np.flatnonzero(is_open[place] & speaks)
            _keep_best(keep[place], score[place], able, _BEST_OF_TRAIT)
        keep[place, activities.fixed[activities.fixed[:, 0] == row, 1]] = True
    return keep


def _keep_best(keep: BoolArray, score: FloatArray, able: IntArray, n_wanted: int) -> None:
    if len(able) > n_wanted:
        able = able[np.argpartition(-score[able], n_wanted - 1)[:n_wanted]]
    keep[able] = True


def _is_fixed(
    activities: Activities, activity: IntArray, expert: IntArray, experts: Experts
) -> BoolArray:
    fixed = activities.fixed[:, 0] * experts.n_experts + activities.fixed[:, 1]
    return np.isin(activity * experts.n_experts + expert, fixed)
