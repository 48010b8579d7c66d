"""An administration nominates: a profile is opened and waits for the expert and the team."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from teranga.accounts.enums import ConsentPurpose
from teranga.core.enums import Visibility
from teranga.core.search.index import index_rows
from teranga.core.services.locking import owner_of
from teranga.directory.enums import ContactKind
from teranga.directory.models import Contact, Organisation, Person
from teranga.programmes.models import Programme
from teranga.roster.models import ExpertProfile, Nomination
from teranga.roster.permissions import can_create_nominations
from teranga.roster.queries.experts import next_code
from teranga.roster.services.profiles import COLUMNS, ProfileDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """Who is nominated, as the administration writes it."""

    family_name: str
    given_name: str = ""
    email: str = ""
    language: str = "fr"


@transaction.atomic
def nominate_expert(
    *,
    nominee: Nominee,
    details: ProfileDetails,
    organisation: Organisation,
    programme: Programme,
    statement: str,
    on: dt.date,
    by: object,
) -> Nomination:
    """Open a profile that waits for the expert's own consent; the nominator does not keep it."""
    if not can_create_nominations(by):
        raise PermissionDenied
    person = Person(
        family_name=nominee.family_name,
        given_name=nominee.given_name,
        language=nominee.language,
        visibility=Visibility.PRIVATE,
        programme=programme,
    )
    person.full_clean()
    person.save()
    if nominee.email:
        contact = Contact(
            person=person,
            kind=ContactKind.EMAIL,
            value=nominee.email,
            consent=ConsentPurpose.STORAGE,
            visibility=Visibility.PRIVATE,
            programme=programme,
        )
        contact.full_clean()
        contact.save()
    profile = _open(person, details, organisation, programme)
    nomination = Nomination(
        profile=profile,
        organisation=organisation,
        statement=statement,
        nominated_on=on,
        programme=programme,
        owner_id=owner_of(by),
        visibility=Visibility.PRIVATE,
    )
    nomination.full_clean()
    nomination.save()
    return nomination


def _open(
    person: Person, details: ProfileDetails, organisation: Organisation, programme: Programme
) -> ExpertProfile:
    home = details.home_country.alpha2 if details.home_country else "X"
    profile = ExpertProfile(
        code=next_code(home), person=person, programme=programme, visibility=Visibility.PRIVATE
    )
    for name in COLUMNS:
        setattr(profile, name, getattr(details, name))
    profile.employer = organisation
    profile.full_clean()
    profile.save()
    profile.themes.set(details.themes)
    index_rows([profile])
    return profile
