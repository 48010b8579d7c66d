"""Writing profiles: by the team, or by the experts themselves."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import IO, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Visibility
from teranga.core.exceptions import FileTooLargeError, InvalidTransitionError
from teranga.core.models import Attachment, Country, Theme
from teranga.core.search.index import index_rows
from teranga.core.services.attachments import add_attachment, keep_attachment
from teranga.core.services.locking import lock_current, lock_version
from teranga.directory.models import Organisation, Person
from teranga.programmes.models import Programme
from teranga.roster.enums import ExpertKind, Gender, KeepingPeriod, PeriodKind, PracticeLevel
from teranga.roster.models import AvailabilityPeriod, ExpertLanguage, ExpertProfile
from teranga.roster.permissions import ExpertLink, can_change_expert, can_create_expert
from teranga.roster.queries.experts import next_code

CV_MAX_BYTES = 10 * 1024**2
# By a link that leaked, the disk does not fill.
MAX_FILES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDetails:
    """What may be written of an expert; `languages` maps a language to its level."""

    kind: ExpertKind
    home_country: Country | None = None
    is_southern: bool = False
    gender: Gender = Gender.NOT_STATED
    years_of_practice: int = 0
    level: PracticeLevel = PracticeLevel.NATIONAL
    employer: Organisation | None = None
    job_title: str = ""
    summary: str = ""
    cost_per_day: Decimal | None = None
    missions_a_year: int = 3
    keep_months: int = KeepingPeriod.YEAR
    themes: tuple[Theme, ...] = ()
    countries_known: tuple[Country, ...] = ()
    languages: Mapping[str, int]


COLUMNS = tuple(
    field.name
    for field in fields(ProfileDetails)
    if field.name not in {"themes", "countries_known", "languages"}
)


@transaction.atomic
def create_profile(
    *,
    details: ProfileDetails,
    programme: Programme | None,
    person: Person | None = None,
    by: object,
) -> ExpertProfile:
    """Open a profile, private and not yet in the roster."""
    home = details.home_country.alpha2 if details.home_country else "X"
    profile = ExpertProfile(
        code=next_code(home),
        programme=programme,
        person=person,
        owner=person.account if person else None,
        visibility=Visibility.PRIVATE,
    )
    _fill(profile, details)
    if not can_create_expert(by, profile):
        raise PermissionDenied
    profile.full_clean()
    profile.save()
    _write_lines(profile, details)
    return profile


@transaction.atomic
def update_profile(
    profile: ExpertProfile, *, details: ProfileDetails, version: int, by: object
) -> ExpertProfile:
    locked = lock_version(profile, version)
    if not can_change_expert(by, locked):
        raise PermissionDenied
    _fill(locked, details)
    locked.full_clean()
    locked.save()
    _write_lines(locked, details)
    return locked


@transaction.atomic
def add_period(
    profile: ExpertProfile, *, kind: PeriodKind, starts_on: dt.date, ends_on: dt.date, by: object
) -> AvailabilityPeriod:
    locked = lock_current(profile)
    if not can_change_expert(by, locked):
        raise PermissionDenied
    period = AvailabilityPeriod(profile=locked, kind=kind, starts_on=starts_on, ends_on=ends_on)
    period.full_clean()
    period.save()
    detail = {"period": [kind, starts_on.isoformat(), ends_on.isoformat()]}
    write_audit(AuditAction.CHANGED, ExpertProfile, locked.pk, detail=detail)
    return period


@transaction.atomic
def remove_period(profile: ExpertProfile, *, period_id: int, by: object) -> None:
    locked = lock_current(profile)
    if not can_change_expert(by, locked):
        raise PermissionDenied
    n_removed, _rows = locked.periods.filter(pk=period_id).delete()
    if not n_removed:
        raise InvalidTransitionError(_("This period is no longer there."))
    write_audit(AuditAction.CHANGED, ExpertProfile, locked.pk, detail={"period": "removed"})


def add_cv(profile: ExpertProfile, *, file: IO[bytes], name: str, by: Any) -> Attachment:
    """Keep a CV for the team and the expert alone; refuse a heavy one with the way out."""
    if not can_change_expert(by, profile):
        raise PermissionDenied
    size = file.seek(0, 2)
    file.seek(0)
    if size > CV_MAX_BYTES:
        raise FileTooLargeError(
            _(
                "This CV weighs %(size)s MB and %(limit)s MB at most are kept."
                " Save it as a PDF without pictures, or send a shorter one: nothing else is lost."
            )
            % {"size": round(size / 1024**2), "limit": CV_MAX_BYTES // 1024**2}
        )
    if not isinstance(by, ExpertLink):
        return add_attachment(
            file,
            name=name,
            title=_("Curriculum vitae"),
            about=profile,
            visibility=Visibility.PRIVATE,
            added_by=by,
        )
    known = Attachment.objects.current().filter(
        about_model=profile._meta.label_lower, about_id=str(profile.pk)
    )
    if known.count() >= MAX_FILES:
        raise InvalidTransitionError(
            _("Your profile already holds %(n)s files: ask the team to put one away.")
            % {"n": MAX_FILES}
        )
    # The personal link is the right: it opens this profile and nothing else.
    return keep_attachment(
        file,
        name=name,
        title=_("Curriculum vitae"),
        about=profile,
        visibility=Visibility.PRIVATE,
        programme=profile.programme,
        component=profile.component,
        country=profile.country,
    )


def note_reading(profiles: Sequence[ExpertProfile], *, where: str) -> None:
    """Leave one line that these profiles were shown to whoever acts."""
    if not profiles:
        return
    single = profiles[0].pk if len(profiles) == 1 else where
    detail = {"where": where, "profiles": [str(profile.pk) for profile in profiles]}
    write_audit(AuditAction.READ, ExpertProfile, single, detail=detail)


def _fill(profile: ExpertProfile, details: ProfileDetails) -> None:
    for name in COLUMNS:
        setattr(profile, name, getattr(details, name))


def _write_lines(profile: ExpertProfile, details: ProfileDetails) -> None:
    profile.themes.set(details.themes)
    profile.countries_known.set(details.countries_known)
    present = dict(profile.languages.values_list("language_id", "level"))
    wanted = {code: level for code, level in details.languages.items() if level}
    if present != wanted:
        profile.languages.all().delete()
        ExpertLanguage.objects.bulk_create(_lines(profile, wanted.items()))
        detail = {"languages": [dict(present), dict(wanted)]}
        write_audit(AuditAction.CHANGED, ExpertProfile, profile.pk, detail=detail)
    index_rows([profile])


def _lines(profile: ExpertProfile, pairs: Iterable[tuple[str, int]]) -> Iterable[ExpertLanguage]:
    for code, level in pairs:
        line = ExpertLanguage(profile=profile, language_id=code, level=level)
        if level not in range(1, 7):
            raise ValidationError({"languages": _("A level goes from A1 to C2.")})
        yield line
