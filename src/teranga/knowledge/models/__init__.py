from teranga.knowledge.models.case_study import CaseStudy
from teranga.knowledge.models.criteria import CriteriaSet, Criterion
from teranga.knowledge.models.deliverable import Deliverable, DeliverableStep
from teranga.knowledge.models.lesson import Lesson
from teranga.knowledge.models.practice import CriterionRating, Practice, PracticeReview
from teranga.knowledge.models.reuse import Reuse
from teranga.knowledge.models.subject import TrainingSubject

__all__ = [
    "CaseStudy",
    "CriteriaSet",
    "Criterion",
    "CriterionRating",
    "Deliverable",
    "DeliverableStep",
    "Lesson",
    "Practice",
    "PracticeReview",
    "Reuse",
    "TrainingSubject",
]
