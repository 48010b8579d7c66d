"""What may be written of an organisation, as one value: forms, sheets and the demo all give it."""

from dataclasses import dataclass, fields

from teranga.core.enums import Basis, Visibility
from teranga.core.models import Country, Source, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.translated import Translated
from teranga.directory.enums import OrganisationKind, OrganisationLevel
from teranga.directory.models import Organisation
from teranga.programmes.models import Component, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    name: str
    kind: OrganisationKind
    acronym: str = ""
    other_names: str = ""
    kind_basis: Basis = Basis.EXPLICIT
    level: OrganisationLevel = OrganisationLevel.UNKNOWN
    parent: Organisation | None = None
    country: Country | None = None
    city: str = ""
    themes: tuple[Theme, ...] = ()
    description: Translated
    founded_on: PartialDate | None = None
    website: str = ""
    visibility: Visibility = Visibility.PROGRAMME
    programme: Programme | None = None
    component: Component | None = None
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT
    is_fictitious: bool = False


COLUMNS = tuple(field.name for field in fields(OrganisationDetails) if field.name != "themes")


def details_of(organisation: Organisation) -> OrganisationDetails:
    columns = {name: getattr(organisation, name) for name in COLUMNS}
    return OrganisationDetails(themes=tuple(organisation.themes.all()), **columns)
