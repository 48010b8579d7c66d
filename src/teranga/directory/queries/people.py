"""People, for those whose work needs their data; nobody else has a list of names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from teranga.accounts.models import Consent
from teranga.accounts.queries.consents import consents_of
from teranga.core.enums import AuditAction, Visibility
from teranga.core.models import AuditEntry
from teranga.core.viewer import viewer_of
from teranga.directory.models import Contact, FocalPoint, Mandate, Organisation, Person

# A whole contact base never leaves in one evening; see SECURITY in the documentation.
PERSONAL_ROWS_A_DAY = 500


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    mandates: Sequence[Mandate]
    focal_points: Sequence[FocalPoint]
    contacts: Sequence[Contact]
    consents: Sequence[Consent]


def people_readable_by(
    user: object, *, words: str = "", country: str = "", verb: str = "read_personal"
) -> QuerySet[Person]:
    """Return people seen through the door and inside a grant for personal data."""
    covered = Q(pk=None)
    for grant in viewer_of(user).grants:
        if verb not in grant.may.get("person", frozenset()):
            continue
        axes = ("programme_id", "component_id", "country_id")
        limits = {axis: getattr(grant, axis) for axis in axes if getattr(grant, axis) is not None}
        covered |= Q(**limits) if limits else ~Q(pk=None)
    people = Person.objects.visible_to(user).filter(covered, erased_at__isnull=True)
    if country:
        people = people.filter(country_id=country)
    for word in words.split():
        people = people.filter(Q(family_name__icontains=word) | Q(given_name__icontains=word))
    return people.select_related("country", "programme")


def person_page(user: object, person: Person) -> PersonPage:
    return PersonPage(
        person=person,
        mandates=list(
            Mandate.objects.visible_to(user)
            .filter(person=person, organisation__in=Organisation.objects.visible_to(user))
            .select_related("organisation", "source")
        ),
        focal_points=list(
            FocalPoint.objects.visible_to(user)
            .filter(person=person)
            .select_related("seat__country", "seat__programme")
        ),
        contacts=list(Contact.objects.visible_to(user).filter(person=person)),
        consents=list(consents_of(person)),
    )


def names_shown_to(user: object, pks: Iterable[UUID]) -> dict[UUID, Person]:
    """Return the people among `pks` whose name this visitor may read."""
    return Person.objects.visible_to(user).in_bulk([*pks])


def contacts_of(user: object, people: Iterable[Person]) -> dict[UUID, list[Contact]]:
    contacts: dict[UUID, list[Contact]] = {}
    for contact in Contact.objects.visible_to(user).filter(person__in=people):
        contacts.setdefault(contact.person_id, []).append(contact)
    return contacts


def guarded(people: Iterable[Person]) -> list[Person]:
    """Return those whose name is not public: reading it leaves a line in the audit."""
    return [person for person in people if person.visibility != Visibility.PUBLIC]


def n_personal_rows_left(user: object) -> int:
    """Return how many more rows of people this account may export today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = AuditEntry.objects.filter(
        actor=viewer_of(user).user_id,
        action=AuditAction.EXPORTED,
        model=Person._meta.label_lower,
        object_id="people",
        at__gte=midnight,
    )
    n_taken = sum(int(line.detail.get("rows", 0)) for line in lines)
    return max(0, PERSONAL_ROWS_A_DAY - n_taken)


def find_mandate(user: object, pk: UUID) -> Mandate | None:
    mandate: Mandate | None = (
        Mandate.objects.visible_to(user)
        .filter(pk=pk, person__in=people_readable_by(user))
        .select_related("person", "organisation")
        .first()
    )
    return mandate
