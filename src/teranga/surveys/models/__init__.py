from teranga.surveys.models.access import FieldKey, PersonalLink
from teranga.surveys.models.campaign import Campaign, CampaignTarget, Filling
from teranga.surveys.models.questionnaire import (
    FormMedia,
    Questionnaire,
    QuestionnaireVersion,
    plain_bytes,
)
from teranga.surveys.models.submission import (
    QuarantinedPost,
    ReviewEvent,
    Submission,
    SubmissionFile,
)

__all__ = [
    "Campaign",
    "CampaignTarget",
    "FieldKey",
    "Filling",
    "FormMedia",
    "PersonalLink",
    "QuarantinedPost",
    "Questionnaire",
    "QuestionnaireVersion",
    "ReviewEvent",
    "Submission",
    "SubmissionFile",
    "plain_bytes",
]
