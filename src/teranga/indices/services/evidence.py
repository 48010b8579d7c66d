"""Copies of the texts codes rest on: kept whole, with the hash that proves them."""

from typing import IO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from teranga.core.enums import Visibility
from teranga.core.services.attachments import add_attachment
from teranga.core.services.locking import owner_of
from teranga.indices.models import Evidence


@transaction.atomic
def keep_archived_copy(
    evidence: Evidence, *, stream: IO[bytes], name: str, title: str, by: object
) -> Evidence:
    """Attach a copy; private to its coder until the cell is settled."""
    locked: Evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if locked.code.owner_id is None or locked.code.owner_id != owner_of(by):
        raise PermissionDenied
    locked.archived_copy = add_attachment(
        stream,
        name=name,
        title=title or locked.title[:200],
        added_by=by,
        about=locked.code,
        visibility=Visibility.PRIVATE,
    )
    locked.save(update_fields=["archived_copy"])
    return locked
