"""Who may do what in the directory; the verbs of each role are in `accounts/access_matrix.yaml`."""

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.directory.enums import ImportSubject
from teranga.directory.models import (
    Committee,
    CommitteeMembership,
    Contact,
    FocalPointSeat,
    Mandate,
    Organisation,
    Person,
)


def _may(user: object, verb: str, noun: str, thing: Publishable) -> bool:
    return viewer_of(user).may(
        verb,
        noun,
        programme_id=thing.programme_id,
        component_id=thing.component_id,
        country_id=thing.country_id,
    )


def can_create_organisations(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "organisation")


def can_create_organisation(user: object, organisation: Organisation) -> bool:
    return _may(user, "create", "organisation", organisation)


def can_change_organisation(user: object, organisation: Organisation) -> bool:
    return _may(user, "change", "organisation", organisation)


def can_archive_organisation(user: object, organisation: Organisation) -> bool:
    return _may(user, "archive", "organisation", organisation)


def can_review_organisation(user: object, organisation: Organisation) -> bool:
    """Whoever may put an entry away vouches for it; others propose."""
    return can_archive_organisation(user, organisation)


def can_import(user: object, subject: str) -> bool:
    return viewer_of(user).may_somewhere("import", subject)


def can_import_something(user: object) -> bool:
    return any(can_import(user, subject) for subject in ImportSubject)


def can_import_row(user: object, subject: str, thing: Publishable) -> bool:
    return _may(user, "import", subject, thing)


def can_list_people(user: object) -> bool:
    return viewer_of(user).may_somewhere("read_personal", "person")


def can_create_people(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "person")


def can_create_person(user: object, person: Person) -> bool:
    return _may(user, "create", "person", person)


def can_read_personal_data(user: object, person: Person) -> bool:
    return _may(user, "read_personal", "person", person)


def can_change_person(user: object, person: Person) -> bool:
    return _may(user, "change", "person", person)


def can_archive_person(user: object, person: Person) -> bool:
    return _may(user, "archive", "person", person)


def can_export_people(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "person")


def can_change_mandate(user: object, mandate: Mandate) -> bool:
    return can_change_person(user, mandate.person)


def can_change_contact(user: object, contact: Contact) -> bool:
    if contact.person is not None:
        return can_change_person(user, contact.person)
    return contact.organisation is not None and can_change_organisation(user, contact.organisation)


def can_create_seats(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "focal_point")


def can_create_seat(user: object, seat: FocalPointSeat) -> bool:
    return _may(user, "create", "focal_point", seat)


def can_change_seat(user: object, seat: FocalPointSeat) -> bool:
    return _may(user, "change", "focal_point", seat)


def can_export_focal_points(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "focal_point")


def can_create_committees(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "committee")


def can_create_committee(user: object, committee: Committee) -> bool:
    return _may(user, "create", "committee", committee)


def can_change_committee(user: object, committee: Committee) -> bool:
    return _may(user, "change", "committee", committee)


def can_change_committee_membership(user: object, membership: CommitteeMembership) -> bool:
    return can_change_committee(user, membership.committee)


def can_moderate_entries(user: object) -> bool:
    """Say whether someone vouches for entries somewhere."""
    return viewer_of(user).may_somewhere("archive", "organisation")


def can_export_organisations(user: object) -> bool:
    return viewer_of(user).may_somewhere("export", "organisation")
