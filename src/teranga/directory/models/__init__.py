from teranga.directory.models.committee import Committee, CommitteeMembership
from teranga.directory.models.contact import Contact
from teranga.directory.models.focal_point import FocalPoint, FocalPointSeat
from teranga.directory.models.organisation import Organisation
from teranga.directory.models.person import Mandate, Person
from teranga.directory.models.sheet_import import SheetImport

__all__ = [
    "Committee",
    "CommitteeMembership",
    "Contact",
    "FocalPoint",
    "FocalPointSeat",
    "Mandate",
    "Organisation",
    "Person",
    "SheetImport",
]
