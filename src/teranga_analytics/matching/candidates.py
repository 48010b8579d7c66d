"""The pairs of an activity and an expert that the optimisation looks at."""

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


def list_candidates(experts: Experts, activities: Activities, weights: ScoreWeights) -> Candidates:
    """Return every eligible pair with its score.

    Parameters
    ----------
    experts, activities, weights
        As in `total_block`.

    Returns
    -------
    Candidates
        None is left out; fixed pairs are always among them.
    """
    found: list[tuple[IntArray, IntArray, FloatArray]] = []
    for start in range(0, activities.n_activities, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, activities.n_activities))
        is_open = refusals_block(experts, activities, rows) == 0
        fixed = activities.fixed[np.isin(activities.fixed[:, 0], rows)]
        is_open[fixed[:, 0] - start, fixed[:, 1]] = True
        place, expert = np.nonzero(is_open)
        score = total_block(experts, activities, rows, weights)
        found.append((rows[place], expert, score[place, expert]))
    activity, expert, score = (np.concatenate(column) for column in zip(*found, strict=True))
    fixed_keys = activities.fixed[:, 0] * experts.n_experts + activities.fixed[:, 1]
    is_fixed = np.isin(activity * experts.n_experts + expert, fixed_keys)
    return Candidates(activity, expert, score, is_fixed, n_left_out=0)


def best_of(
    everyone: Candidates, experts: Experts, activities: Activities, *, top: int
) -> BoolArray:
    """Mark the best pairs of each activity, and of each trait and language its rules ask for.

    Parameters
    ----------
    everyone
        Every eligible pair.
    experts, activities
        Whom and what they are about.
    top
        How many experts to mark for each activity, whatever its rules.

    Returns
    -------
    ndarray
        Shape ``(n_pairs,)``. Fixed pairs are always marked.
    """
    marked = everyone.is_fixed.copy()
    traits = experts.traits()
    starts = np.searchsorted(everyone.activity, np.arange(activities.n_activities + 1))
    for row in range(activities.n_activities):
        here = slice(starts[row], starts[row + 1])
        own, who, score = marked[here], everyone.expert[here], everyone.score[here]
        _mark_best(own, score, np.arange(len(who)), top)
        for trait in np.flatnonzero(activities.at_least[row] > 0):
            _mark_best(own, score, np.flatnonzero(traits[who, trait]), _BEST_OF_TRAIT)
        for language in np.flatnonzero(activities.languages[row] > 0):
            speaks = experts.languages[who, language] >= activities.languages[row, language]
            _mark_best(own, score, np.flatnonzero(speaks), _BEST_OF_TRAIT)
    return marked


def _mark_best(marked: BoolArray, score: FloatArray, able: IntArray, n_wanted: int) -> None:
    if len(able) > n_wanted:
        able = able[np.argpartition(-score[able], n_wanted - 1)[:n_wanted]]
    marked[able] = True
