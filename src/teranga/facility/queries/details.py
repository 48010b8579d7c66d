"""What a request or an Action is made of, as a form or a draft hands it to a service."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from teranga.core.models import Country, Theme
from teranga.core.translated import Translated
from teranga.facility.enums import RequestReach
from teranga.programmes.models import Phase, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    programme: Programme
    title: str
    requester_kind: str
    authority_name: str
    reach: str = RequestReach.NATIONAL
    countries: Sequence[Country] = field(default_factory=list)
    regional_body: str = ""
    themes: Sequence[Theme] = field(default_factory=list)
    context: str = ""
    need: str = ""
    expected_result: str = ""
    other_support: str = ""
    wished_start_on: dt.date | str | None = None
    language: str = "fr"
    contact_name: str = ""
    contact_function: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDetails:
    title: Translated
    summary: Translated
    region: str
    phase: Phase | None = None
    planned_starts_on: dt.date | None = None
    planned_ends_on: dt.date | None = None
    language: str = "fr"
    currency: str = "EUR"
