from teranga.programmes.models.figure import PublishedFigure
from teranga.programmes.models.funding import Donor, Funding
from teranga.programmes.models.programme import Component, Phase, Programme
from teranga.programmes.models.remark import SourceRemark

__all__ = [
    "Component",
    "Donor",
    "Funding",
    "Phase",
    "Programme",
    "PublishedFigure",
    "SourceRemark",
]
