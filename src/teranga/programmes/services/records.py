"""Writing a row under its natural key, once or again."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from teranga.core.audit import snapshot
from teranga.core.models import Record

R = TypeVar("R", bound=Record)


@transaction.atomic
def keep_record(model: type[R], *, key: Mapping[str, Any], values: Mapping[str, Any]) -> R:
    """Create the row of that key, or change what differs; a second run writes nothing."""
    row: R | None = model.objects.filter(**key).first()
    if row is None:
        created: R = model.objects.create(**key, **values)
        return created
    before = snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    if snapshot(row) != before:
        row.save()
    return row
