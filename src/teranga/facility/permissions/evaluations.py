"""Who may ask for opinions and read them."""

from teranga.core.viewer import viewer_of
from teranga.facility.models import Evaluation


def can_create_evaluations(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "evaluation")


def can_create_evaluation(user: object, evaluation: Evaluation) -> bool:
    return viewer_of(user).may("create", "evaluation", **evaluation.scope())  # type: ignore[arg-type]


def can_change_evaluation(user: object, evaluation: Evaluation) -> bool:
    return viewer_of(user).may("change", "evaluation", **evaluation.scope())  # type: ignore[arg-type]


def can_read_reviews_of_period(user: object) -> bool:
    """Open the reviews of a quarter or a year to those who hold the whole work."""
    return viewer_of(user).may_somewhere("manage", "evaluation")
