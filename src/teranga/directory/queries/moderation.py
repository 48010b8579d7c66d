"""What waits for those who vouch for the directory."""

import datetime as dt
from dataclasses import dataclass

from teranga.directory.enums import ContactKind, EntryChangeState, TwinState
from teranga.directory.models import Contact, EntryChange, EntryLink, Organisation, TwinProposal
from teranga.directory.permissions import can_review_organisation
from teranga.directory.queries.freshness import REMINDED_AFTER
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.directory.queries.questions import questions

N_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


def changes_to_decide(user: object) -> list[EntryChange]:
    rows = EntryChange.objects.visible_to(user).filter(state=EntryChangeState.PROPOSED)
    rows = rows.filter(organisation__in=Organisation.objects.visible_to(user))
    waiting = rows.select_related("organisation__country")
    return [row for row in waiting if can_review_organisation(user, row.organisation)][:N_SHOWN]


def differences_of(change: EntryChange) -> list[Difference]:
    known = questions()
    return [
        Difference(
            str(known[code].label),
            known[code].words(change.before[code]) if change.before.get(code) else "–",
            known[code].words(value) if value else "–",
        )
        for code, value in change.proposed.items()
        if code in known
    ]


def twins_to_decide(user: object, *, state: str = TwinState.PROPOSED) -> list[TwinProposal]:
    readable = Organisation.objects.visible_to_with_archived(user)
    rows = (
        TwinProposal.objects.visible_to(user)
        .filter(state=state, kept__in=readable, other__in=readable)
        .select_related("kept__country", "other__country")
    )
    return [row for row in rows if can_review_organisation(user, row.kept)][:N_SHOWN]


def entries_to_remind(user: object, today: dt.date) -> list[Organisation]:
    """Return entries not confirmed for a year that this account may vouch for, oldest first."""
    rows = organisations_visible_to(user).filter(confirmed_on__lte=today - REMINDED_AFTER)
    kept = [row for row in rows.order_by("confirmed_on") if can_review_organisation(user, row)]
    return kept[:N_SHOWN]


def address_for_letters(organisation: Organisation) -> str:
    """Return where a reminder is sent: for the service that sends it, never for a page."""
    contacts = Contact.objects.current().filter(organisation=organisation, kind=ContactKind.EMAIL)
    return str(contacts.values_list("value", flat=True).first() or "")


def links_of(user: object, organisation: Organisation) -> list[EntryLink]:
    return list(EntryLink.objects.visible_to(user).filter(organisation=organisation))
