"""The base of every object people work with: dated, versioned, audited, archived not deleted."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teranga.core.audit import changes_between, snapshot, write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import DeletionRefusedError


class RecordQuerySet(models.QuerySet[Any]):
    """Rows whose bulk writes are audited like single ones."""

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    @transaction.atomic
    def update(self, **kwargs: Any) -> int:
        rows = list(self.select_for_update().values_list("pk", flat=True))
        names = sorted(kwargs)
        n_rows = super().update(**kwargs)
        for pk in rows:
            write_audit(AuditAction.CHANGED, self.model, pk, detail={"fields": names})
        return n_rows

    update.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        created = super().bulk_create(objs, *args, **kwargs)
        for row in created:
            write_audit(AuditAction.CREATED, self.model, row.pk, label=str(row))
        return created

    def delete(self) -> tuple[int, dict[str, int]]:
        raise DeletionRefusedError(gettext("Nothing is deleted here: archive it instead."))


class Record(models.Model):
    """An object with an identity nobody can guess and a history nobody can skip.

    `personal_fields` names the columns that hold personal data: the audit says that
    they changed, never what they held.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset()
    unaudited_fields: ClassVar[frozenset[str]] = frozenset({"created_at", "updated_at", "version"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    # Two people editing at once: the second to save is told, nothing is overwritten.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def from_db(cls, db: str | None, field_names: Iterable[str], values: Iterable[Any]) -> Self:
        row = super().from_db(db, field_names, values)  # type: ignore[arg-type]
        row._loaded = snapshot(row)
        return row

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        if not is_new:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version", "updated_at"}
        super().save(*args, **kwargs)
        before: Mapping[str, Any] = {} if is_new else getattr(self, "_loaded", {})
        after = snapshot(self)
        changes = changes_between(self, before, after)
        if is_new:
            write_audit(AuditAction.CREATED, type(self), self.pk, label=str(self), detail=changes)
        elif changes:
            write_audit(AuditAction.CHANGED, type(self), self.pk, label=str(self), detail=changes)
        self._loaded = after

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise DeletionRefusedError(gettext("Nothing is deleted here: archive it instead."))

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def archive(self) -> None:
        """Put away: hidden from lists, kept with its history."""
        self.archived_at = timezone.now()
        self.save(update_fields=["archived_at"])

    def restore(self) -> None:
        self.archived_at = None
        self.save(update_fields=["archived_at"])

    def purge(self) -> None:
        """Really delete, leaving a line in the audit: for erasure and retention only."""
        label, pk = type(self), self.pk
        super().delete()
        write_audit(AuditAction.DELETED, label, pk)
