from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeKind(models.TextChoices):
    """What a practice is made of; a result is none of these and has its own place."""

    APPROACH = "approach", _("approach")
    METHOD = "method", _("method")
    ACTIVITIES = "activities", _("series of activities")
    PRODUCT = "product", _("product left behind")


class PracticeState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned to its author")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("not retained")


class ReviewerKind(models.TextChoices):
    INTERNAL = "internal", _("of the programme team")
    EXTERNAL = "external", _("from outside the team")


class DeliverableKind(models.TextChoices):
    POLICY = "policy", _("policy")
    STRATEGY = "strategy", _("strategy")
    ACTION_PLAN = "action_plan", _("action plan")
    PROCEDURES = "procedures", _("standard operating procedures")
    MANUAL = "manual", _("manual or training guide")
    GUIDELINES = "guidelines", _("guidelines or protocol")
    REPORT = "report", _("report or study")
    BROCHURE = "brochure", _("brochure or campaign material")
    TOOL = "tool", _("questionnaire or tool")
    OTHER = "other", _("other document")


class DeliverableStage(models.TextChoices):
    """What happens to a document. Not a ladder: it may be used before it is adopted."""

    DRAFT = "draft", _("drafted")
    TECHNICALLY_VALIDATED = "technical", _("technically validated")
    ADOPTED = "adopted", _("adopted")
    POLITICALLY_VALIDATED = "political", _("politically validated")
    IMPLEMENTED = "implemented", _("implemented")


class CriteriaPurpose(models.TextChoices):
    PRACTICE = "practice", _("to judge a practice")
    EVALUATION = "evaluation", _("to evaluate an intervention")
