"""Teams of experts for missions: scores whose parts are visible, rules, an exact optimum.

Arrays in, dataclasses out. `score_block` and `refusals_block` look at pairs of an activity and
an expert; `propose_teams` chooses the teams of all activities at once under every rule;
`best_teams` the best few teams of one activity; `next_best` says what would change without
someone; `find_blocks` says which rule stands in the way and by how much.
"""

from teranga_analytics.matching.activities import Activities, PortfolioRules, no_pairs
from teranga_analytics.matching.blocks import Block, find_blocks
from teranga_analytics.matching.eligibility import Refusal, refusals_block
from teranga_analytics.matching.experts import TRAITS, Experts, Periods, no_periods
from teranga_analytics.matching.explanation import (
    Change,
    RankedExpert,
    RankedList,
    next_best,
    rank_experts,
)
from teranga_analytics.matching.linear import RuleKind
from teranga_analytics.matching.plans import Plan, best_teams, propose_teams
from teranga_analytics.matching.scores import PARTS, ScoreWeights, score_block, shrunk_marks
from teranga_analytics.matching.solving import SolverStoppedError

__all__ = [
    "PARTS",
    "TRAITS",
    "Activities",
    "Block",
    "Change",
    "Experts",
    "Periods",
    "Plan",
    "PortfolioRules",
    "RankedExpert",
    "RankedList",
    "Refusal",
    "RuleKind",
    "ScoreWeights",
    "SolverStoppedError",
    "best_teams",
    "find_blocks",
    "next_best",
    "no_pairs",
    "no_periods",
    "propose_teams",
    "rank_experts",
    "refusals_block",
    "score_block",
    "shrunk_marks",
]
