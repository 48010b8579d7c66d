"""Linking committed audit lines into a chain that cannot be edited unnoticed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from teranga.core.audit import digest_of, seal_of
from teranga.core.models.audit import AuditChain, AuditEntry


@transaction.atomic
def link_new_entries() -> int:
    """Link every committed, unlinked line; return how many.

    Lines are written in the transaction of the change they describe and linked just
    after it, so that writers do not queue behind one another for the head of the chain.
    On PostgreSQL a linker that finds the head locked leaves: the one at work, or the
    next change, links these lines too.
    """
    skip = connection.features.has_select_for_update_skip_locked
    AuditChain.objects.get_or_create(pk=1)
    head = AuditChain.objects.select_for_update(skip_locked=skip).filter(pk=1).first()
    if head is None:
        return 0
    entries = list(AuditEntry.objects.filter(position__isnull=True).order_by("pk"))
    for entry in entries:
        head.position += 1
        head.digest = digest_of(entry, head.position, head.digest)
        entry.position, entry.digest = head.position, head.digest
    AuditEntry.objects.bulk_update(entries, ["position", "digest"], batch_size=200)
    if entries:
        head.save()
    return len(entries)


@dataclass(frozen=True, slots=True)
class BrokenLink:
    position: int
    entry_id: int | None
    reason: str


def broken_links() -> Iterator[BrokenLink]:
    """Walk the chain; yield every line that was altered, and every position that is missing."""
    previous, expected = "", 1
    for entry in AuditEntry.objects.filter(position__isnull=False).order_by("position").iterator():
        position = entry.position or 0
        for missing in range(expected, position):
            yield BrokenLink(missing, None, "missing")
        if position == expected and not _holds(entry, position, previous):
            yield BrokenLink(position, entry.pk, "altered")
        previous, expected = entry.digest, position + 1
    head = AuditChain.objects.filter(pk=1).first()
    if head is not None and (head.position, head.digest) != (expected - 1, previous):
        yield BrokenLink(head.position, None, "missing")


def _holds(entry: AuditEntry, position: int, previous: str) -> bool:
    """Say whether the line is as it was linked; its address may have been forgotten since."""
    is_known = bool(entry.address)
    return digest_of(entry, position, previous) == entry.digest and (
        not is_known or seal_of(entry.address, entry.address_salt) == entry.address_seal
    )
