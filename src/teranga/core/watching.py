"""What happens beside every write: the audit of links and cascades, the search index.

`Record.save` audits itself. What does not pass through it is caught here by signals:
many-to-many changes, and rows deleted by a cascade of `purge`.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction

_LINKS = {"post_add": "added", "post_remove": "removed", "pre_clear": "cleared"}


def watch_models() -> None:
    """Connect each audited or searched model; others (sessions, tasks) keep their fast deletes."""
    from teranga.core.models import Record, Reference  # noqa: PLC0415 - models must be loaded

    for model in apps.get_models():
        if issubclass(model, Record | Reference):
            uid = f"teranga watching {model._meta.label}"
            post_save.connect(index_saved_row, sender=model, dispatch_uid=uid)
            post_delete.connect(note_deleted_row, sender=model, dispatch_uid=uid)
            for field in model._meta.local_many_to_many:
                m2m_changed.connect(
                    note_changed_links, sender=_through(model, field.name), dispatch_uid=uid
                )


def index_saved_row(
    sender: type[models.Model], instance: models.Model, *, raw: bool = False, **_: Any
) -> None:
    from teranga.core.search.index import index_rows  # noqa: PLC0415 - models must be loaded

    if not raw:  # a loader writes rows before what they refer to, and indexes them at its end
        index_rows([instance])


def note_deleted_row(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    from teranga.core.models import Record  # noqa: PLC0415
    from teranga.core.search.index import forget_rows  # noqa: PLC0415

    if isinstance(instance, Record):
        write_audit(AuditAction.DELETED, sender, instance.pk)
    forget_rows(sender, [instance.pk])


def note_changed_links(
    sender: type[models.Model],
    instance: models.Model,
    action: str,
    *,
    reverse: bool,
    model: type[models.Model],
    pk_set: set[Any] | None,
    **_: Any,
) -> None:
    """Write one line for each row whose own links changed, from whichever side."""
    from teranga.core.models import Record  # noqa: PLC0415
    from teranga.core.search.index import index_rows  # noqa: PLC0415

    owner = model if reverse else type(instance)
    name = _field_name(owner, sender)
    if action in _LINKS and issubclass(owner, Record):
        keys = pk_set if action != "pre_clear" else _linked_now(instance, name, owner, reverse)
        others = sorted(str(key) for key in keys or ())
        lines = {key: [str(instance.pk)] for key in others} if reverse else {instance.pk: others}
        for key, linked in lines.items():
            if linked:
                detail = {"field": name, _LINKS[action]: linked}
                write_audit(AuditAction.CHANGED, owner, key, detail=detail)
    if action.startswith("post_"):
        rows = model._default_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
        index_rows(rows)


def _through(model: type[models.Model], field_name: str) -> Any:
    return getattr(model, field_name).through


def _field_name(owner: type[models.Model], through: type[models.Model]) -> str:
    names = (field.name for field in owner._meta.many_to_many)
    return next(name for name in names if _through(owner, name) is through)


def _linked_now(
    instance: models.Model, name: str, owner: type[models.Model], reverse: bool
) -> set[Any]:
    """Return the keys on the other side, which Django does not name when it clears them."""
    others = (
        owner._default_manager.filter(**{name: instance}) if reverse else getattr(instance, name)
    )
    return set(others.values_list("pk", flat=True))
