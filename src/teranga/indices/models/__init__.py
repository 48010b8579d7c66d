from teranga.indices.models.code import Code, Evidence, SelfAssessment
from teranga.indices.models.codebook import (
    CodebookEntry,
    CodebookVersion,
    IndicatorVersion,
    PolicyDomain,
)
from teranga.indices.models.decision import Adjudication, RightOfReply, Validation
from teranga.indices.models.edition import Edition, FrozenEditionError
from teranga.indices.models.index import PolicyIndex, PolicyIndicator
from teranga.indices.models.module import CountryModule, ModuleIndicator
from teranga.indices.models.round import Assignment, Cell, CodingRound

__all__ = [
    "Adjudication",
    "Assignment",
    "Cell",
    "Code",
    "CodebookEntry",
    "CodebookVersion",
    "CodingRound",
    "CountryModule",
    "Edition",
    "Evidence",
    "FrozenEditionError",
    "IndicatorVersion",
    "ModuleIndicator",
    "PolicyDomain",
    "PolicyIndex",
    "PolicyIndicator",
    "RightOfReply",
    "SelfAssessment",
    "Validation",
]
