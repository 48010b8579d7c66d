"""The complementary module of a country: opened on a sector, its measures kept up to date."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from teranga.core.enums import Visibility
from teranga.core.models import Country
from teranga.core.services.locking import lock_current, lock_version, owner_of
from teranga.core.translated import Translated
from teranga.indices.models import CountryModule, ModuleIndicator, PolicyIndex
from teranga.indices.permissions import can_change_module, can_create_module
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleDetails:
    index: PolicyIndex
    country: Country
    programme: Programme
    sector: Translated
    diagnosis: Translated
    visibility: Visibility = Visibility.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDetails:
    code: str
    family: str
    label: Translated
    unit: str = ""
    formula: str = ""
    numerator_source: str = ""
    denominator_source: str = ""
    frequency: str = ""
    disaggregation: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    target: Decimal | None = None
    target_year: int | None = None
    actual: Decimal | None = None
    actual_year: int | None = None
    responsible_office: str = ""
    quality_note: str = ""


@transaction.atomic
def open_module(*, details: ModuleDetails, by: object) -> CountryModule:
    module = CountryModule(owner_id=owner_of(by))
    for name in ModuleDetails.__slots__:
        setattr(module, name, getattr(details, name))
    if not can_create_module(by, module):
        raise PermissionDenied
    module.full_clean()
    module.save()
    return module


@transaction.atomic
def add_measure(module: CountryModule, *, details: MeasureDetails, by: object) -> ModuleIndicator:
    locked = lock_current(module)
    if not can_change_module(by, locked):
        raise PermissionDenied
    measure = ModuleIndicator(module=locked, position=locked.indicators.count())
    return _write(measure, details)


@transaction.atomic
def update_measure(
    measure: ModuleIndicator, *, details: MeasureDetails, version: int, by: object
) -> ModuleIndicator:
    locked: Any = lock_version(measure, version)  # type: ignore[type-var]
    if not can_change_module(by, locked.module):
        raise PermissionDenied
    return _write(locked, details)


def _write(measure: ModuleIndicator, details: MeasureDetails) -> ModuleIndicator:
    for name in MeasureDetails.__slots__:
        setattr(measure, name, getattr(details, name))
    measure.full_clean()
    measure.save()
    return measure
