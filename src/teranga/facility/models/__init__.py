from teranga.facility.models.action import (
    Action,
    ActionAuthority,
    ActionFact,
    ActionStep,
    SupportedPolicy,
)
from teranga.facility.models.action_import import ActionImport
from teranga.facility.models.activity import Activity, ActivityChange, AgendaItem, Participant
from teranga.facility.models.alerts import CalendarFeed, DigestChoice
from teranga.facility.models.committee import CommitteeReview, CommitteeVoice
from teranga.facility.models.desk import RequestDesk
from teranga.facility.models.evaluation import Evaluation, EvaluationAnswer, EvaluationTally
from teranga.facility.models.request import (
    EligibilityCheck,
    ExpertiseRequest,
    RequestDraft,
    RequestStep,
)
from teranga.facility.models.sheet import (
    ActionFocalPoint,
    BudgetLine,
    Complementarity,
    SheetAgreement,
    SheetComment,
    SheetSection,
    SheetVersion,
)
from teranga.facility.models.team import Deployment, DeploymentStep, TeamChoice, TeamNeeds

__all__ = [
    "Action",
    "ActionAuthority",
    "ActionFact",
    "ActionFocalPoint",
    "ActionImport",
    "ActionStep",
    "Activity",
    "ActivityChange",
    "AgendaItem",
    "BudgetLine",
    "CalendarFeed",
    "CommitteeReview",
    "CommitteeVoice",
    "Complementarity",
    "Deployment",
    "DeploymentStep",
    "DigestChoice",
    "EligibilityCheck",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationTally",
    "ExpertiseRequest",
    "Participant",
    "RequestDesk",
    "RequestDraft",
    "RequestStep",
    "SheetAgreement",
    "SheetComment",
    "SheetSection",
    "SheetVersion",
    "SupportedPolicy",
    "TeamChoice",
    "TeamNeeds",
]
