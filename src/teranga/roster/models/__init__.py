from teranga.roster.models.expert import ExpertProfile
from teranga.roster.models.nomination import Nomination
from teranga.roster.models.parts import (
    AvailabilityPeriod,
    ExpertLanguage,
    PastDeployment,
    VettingStep,
)
from teranga.roster.models.roster_import import RosterImport

__all__ = [
    "AvailabilityPeriod",
    "ExpertLanguage",
    "ExpertProfile",
    "Nomination",
    "PastDeployment",
    "RosterImport",
    "VettingStep",
]
