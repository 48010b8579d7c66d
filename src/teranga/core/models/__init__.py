from teranga.core.models.attachment import Attachment
from teranga.core.models.audit import AuditChain, AuditEntry
from teranga.core.models.imported_sheet import ImportedSheet
from teranga.core.models.job import Job
from teranga.core.models.publishable import (
    DoorQuerySet,
    Publishable,
    PublishableQuerySet,
    readable_by,
)
from teranga.core.models.record import Record, RecordQuerySet
from teranga.core.models.reference import (
    Country,
    CountryGroup,
    CountryGroupMembership,
    Language,
    Reference,
    Region,
    Source,
    Sourced,
    Taxonomy,
    Theme,
    ThemeMapping,
)
from teranga.core.models.search import SearchDocument

__all__ = [
    "Attachment",
    "AuditChain",
    "AuditEntry",
    "Country",
    "CountryGroup",
    "CountryGroupMembership",
    "DoorQuerySet",
    "ImportedSheet",
    "Job",
    "Language",
    "Publishable",
    "PublishableQuerySet",
    "Record",
    "RecordQuerySet",
    "Reference",
    "Region",
    "SearchDocument",
    "Source",
    "Sourced",
    "Taxonomy",
    "Theme",
    "ThemeMapping",
    "readable_by",
]
