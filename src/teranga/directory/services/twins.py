"""Entries that may be doubles: proposed by likeness, decided by a person, undone at will."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock, owner_of
from teranga.directory.enums import TwinState
from teranga.directory.models import (
    Contact,
    Organisation,
    OrganisationConsent,
    TwinProposal,
)
from teranga.directory.permissions import can_archive_organisation
from teranga.directory.queries.facts import values_held_of
from teranga.directory.queries.likeness import organisations_like
from teranga.directory.services.facts import lay_out_entry

# event -> states it leaves, state it reaches.
TRANSITIONS = {
    "merge": ({TwinState.PROPOSED}, TwinState.MERGED),
    "distinguish": ({TwinState.PROPOSED}, TwinState.DISTINCT),
    "undo": ({TwinState.MERGED, TwinState.DISTINCT}, TwinState.PROPOSED),
}


@transaction.atomic
def propose_twins(organisation: Organisation) -> list[TwinProposal]:
    """Note which entries look like this one; a pair once decided is not proposed again."""
    proposals = []
    found = organisations_like(
        name=organisation.name,
        acronym=organisation.acronym,
        country_id=organisation.country_id,
        but=organisation.pk,
    )
    for like in found:
        pairs = TwinProposal.objects.filter(kept_id__in=[like.pk, organisation.pk])
        if pairs.filter(other_id__in=[like.pk, organisation.pk]).exists():
            continue
        proposals.append(
            TwinProposal.objects.create(
                kept_id=like.pk,
                other=organisation,
                likeness=like.score,
                visibility=Visibility.PRIVATE,
                **organisation.scope(),
            )
        )
    return proposals


@transaction.atomic
def merge_twins(proposal: TwinProposal, *, by: object) -> TwinProposal:
    """Bring the answers of one entry into the other and put it away; `undo_twins` gives it back."""
    locked = _lock(proposal, "merge", by)
    kept, other = lock(locked.kept), lock(locked.other)
    if kept.is_archived or other.is_archived:
        raise InvalidTransitionError(_("One of the two entries has been put away."))
    before, brought = values_held_of(kept), values_held_of(other)
    newer = {
        code: row
        for code, row in brought.items()
        if code not in before or before[code]["on"] < row["on"]
    }
    moved = list(other.contacts.current().values_list("pk", flat=True))
    old_names = kept.other_names
    locked.effects = {
        "facts": before,
        "other_names": old_names,
        "contacts": [str(pk) for pk in moved],
        "themes": list(kept.themes.values_list("pk", flat=True)),
        "visibility": kept.visibility,
        "consents": [str(pk) for pk in other.consents.values_list("pk", flat=True)],
    }
    other.consents.update(organisation=kept)
    Contact.objects.filter(pk__in=moved).update(organisation=kept)
    kept.themes.add(*other.themes.all())
    names = ", ".join(name for name in (old_names, other.name) if name)
    kept.other_names = names[:400]
    if newer:
        _lay_out(kept, {**before, **newer})
    else:
        kept.save()
    other.archive()
    return _reach(locked, "merge", by)


@transaction.atomic
def distinguish_twins(proposal: TwinProposal, *, by: object) -> TwinProposal:
    return _reach(_lock(proposal, "distinguish", by), "distinguish", by)


@transaction.atomic
def undo_twins(proposal: TwinProposal, *, by: object) -> TwinProposal:
    """Take back a decision; after a merge both entries are as they were."""
    locked = _lock(proposal, "undo", by)
    if locked.state == TwinState.MERGED:
        kept, other = lock(locked.kept), lock(locked.other)
        effects = locked.effects
        Contact.objects.filter(pk__in=effects["contacts"]).update(organisation=other)
        OrganisationConsent.objects.filter(pk__in=effects["consents"]).update(organisation=other)
        kept.themes.set(effects["themes"])
        kept.other_names = effects["other_names"]
        kept.visibility = effects["visibility"]
        _lay_out(kept, effects["facts"])
        other.restore()
        locked.effects = {}
    return _reach(locked, "undo", by)


def _lay_out(organisation: Organisation, facts: dict[str, Any]) -> None:
    """Lay an entry out anew; one that nobody was asked about stays as its source gave it."""
    if organisation.consents.exists():
        lay_out_entry(organisation, held=facts)
    else:
        organisation.save()


def _lock(proposal: TwinProposal, event: str, by: object) -> TwinProposal:
    locked = lock(proposal)
    if not all(can_archive_organisation(by, row) for row in (locked.kept, locked.other)):
        raise PermissionDenied
    if locked.state not in TRANSITIONS[event][0]:
        raise InvalidTransitionError(_("Someone has already decided about these two entries."))
    return locked


def _reach(locked: TwinProposal, event: str, by: object) -> TwinProposal:
    locked.state = TRANSITIONS[event][1]
    is_decided = locked.state != TwinState.PROPOSED
    locked.decided_by_id = owner_of(by) if is_decided else None
    locked.decided_at = timezone.now().astimezone(dt.UTC) if is_decided else None
    locked.save()
    return locked
