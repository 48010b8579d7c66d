"""Writing the audit, and naming what changed."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from teranga.core.context import current_actor
from teranga.core.enums import AuditAction

if TYPE_CHECKING:
    from teranga.core.models import AuditEntry, Record

WITHHELD = "•"
_LABEL_LENGTH = 200


def snapshot(row: models.Model, only: Collection[str] | None = None) -> dict[str, Any]:
    """Return the loaded column values of a row, as they are stored; `only` some of its fields."""
    deferred = row.get_deferred_fields()
    return {
        field.attname: field.get_prep_value(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in deferred
        and (only is None or field.name in only or field.attname in only)
    }


def changes_between(
    row: "Record", before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Return `{column: [old, new]}`; the values of personal columns are withheld."""
    changed: dict[str, Any] = {}
    for name, new in after.items():
        old = before.get(name)
        if name in row.unaudited_fields or old == new or (not before and new in (None, "")):
            continue
        is_personal = name in row.personal_fields
        changed[name] = WITHHELD if is_personal else [_plain(old), _plain(new)]
    return changed


def write_audit(
    action: AuditAction,
    model: type[models.Model] | str,
    object_id: object,
    *,
    label: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one line in the current transaction; it is chained once committed."""
    audit_line(action, model, object_id, label=label, detail=detail).save()
    _link_after_commit()


def audit_line(
    action: AuditAction,
    model: type[models.Model] | str,
    object_id: object,
    *,
    label: str = "",
    detail: Mapping[str, Any] | None = None,
) -> "AuditEntry":
    """Return a line that is not written yet, for who writes many in one go.

    The writer puts it in the transaction of what it tells; any later line links it into the
    chain, and the writer sees to it that one follows soon.
    """
    if not isinstance(model, str) and getattr(model, "personal_fields", None):
        label = ""  # the name of a person is personal too
    actor = current_actor()
    salt = secrets.token_hex(16) if actor.address else ""
    return _entry_model()(
        at=timezone.now(),
        actor=actor.user_id,
        actor_label=actor.label,
        address=actor.address,
        address_salt=salt,
        address_seal=seal_of(actor.address, salt),
        reference=actor.reference,
        action=action,
        model=model if isinstance(model, str) else model._meta.label_lower,
        object_id=str(object_id),
        label=label[:_LABEL_LENGTH],
        detail=dict(detail or {}),
    )


def seal_of(address: str, salt: str) -> str:
    """Return what stands for an address in the chain; without the salt it tells nothing."""
    return hashlib.sha256(f"{salt} {address}".encode()).hexdigest() if address else ""


def digest_of(entry: "AuditEntry", position: int, previous: str) -> str:
    """Return the sha256 that links a line to the one before it."""
    content = {
        "position": position,
        "at": entry.at.astimezone(dt.UTC).isoformat(),
        "actor": str(entry.actor),
        "actor_label": entry.actor_label,
        "address": entry.address_seal,
        "reference": entry.reference,
        "action": entry.action,
        "model": entry.model,
        "object_id": entry.object_id,
        "label": entry.label,
        "detail": entry.detail,
        "previous": previous,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return the value as JSON will give it back, so that digests can be recomputed."""
    if hasattr(value, "adapted") or hasattr(value, "obj"):
        value = getattr(value, "obj", str(value))
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, default=str))


def _entry_model() -> "type[AuditEntry]":
    # The models import this module: the class is looked up when the first line is written.
    return apps.get_model("core", "AuditEntry")


def _link_after_commit() -> None:
    from teranga.core.services.audit_chain import link_new_entries  # noqa: PLC0415 - imports models

    connection = transaction.get_connection()
    # One linking for a transaction of a thousand lines.
    if not any(call[1] is link_new_entries for call in connection.run_on_commit):
        transaction.on_commit(link_new_entries, robust=True)
