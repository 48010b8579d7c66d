from teranga.directory.models.committee import Committee, CommitteeMembership
from teranga.directory.models.contact import Contact
from teranga.directory.models.entry_change import EntryChange
from teranga.directory.models.entry_link import EntryLink
from teranga.directory.models.fact_sheet import FactSheet
from teranga.directory.models.focal_point import FocalPoint, FocalPointSeat
from teranga.directory.models.organisation import Organisation
from teranga.directory.models.organisation_consent import OrganisationConsent
from teranga.directory.models.person import Mandate, Person
from teranga.directory.models.sheet_import import SheetImport
from teranga.directory.models.twin import TwinProposal

__all__ = [
    "Committee",
    "CommitteeMembership",
    "Contact",
    "EntryChange",
    "EntryLink",
    "FactSheet",
    "FocalPoint",
    "FocalPointSeat",
    "Mandate",
    "Organisation",
    "OrganisationConsent",
    "Person",
    "SheetImport",
    "TwinProposal",
]
