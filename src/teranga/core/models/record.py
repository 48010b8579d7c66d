"""The base of every object people work with: dated, versioned, audited, archived not deleted."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teranga.core.audit import changes_between, snapshot, write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import DeletionRefusedError

_BATCH = 500


class RecordQuerySet(models.QuerySet[Any]):
    """Rows whose bulk writes are audited like single ones."""

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    @transaction.atomic
    def update(self, **kwargs: Any) -> int:
        """Update the rows, one audit line each; whoever edits one of them meanwhile is told."""
        locked = self.order_by().select_for_update(of=("self",))
        keys = [row.pk for row in locked.only("pk")]
        names = sorted(kwargs)
        stamped = {"version": F("version") + 1, "updated_at": timezone.now()} | kwargs
        n_rows = super().update(**stamped)
        for key in keys:
            write_audit(AuditAction.CHANGED, self.model, key, detail={"fields": names})
        _index(self.model, keys)
        return n_rows

    update.alters_data = True  # type: ignore[attr-defined]

    @transaction.atomic
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        created = super().bulk_create(objs, *args, **kwargs)
        for row in created:
            write_audit(AuditAction.CREATED, self.model, row.pk, label=str(row))
        _index(self.model, [row.pk for row in created])
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

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        before = {} if is_new else self._stored()
        if not is_new:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version", "updated_at"}
        super().save(*args, **kwargs)
        after = snapshot(self, kwargs.get("update_fields"))
        changes = changes_between(self, before, after)
        if is_new:
            write_audit(AuditAction.CREATED, type(self), self.pk, label=str(self), detail=changes)
        elif changes:
            write_audit(AuditAction.CHANGED, type(self), self.pk, label=str(self), detail=changes)

    def _stored(self) -> Mapping[str, Any]:
        """Return the columns as the database holds them now.

        Read at the moment of writing: a copy kept at each reading would slow every list, and
        would tell what the editor saw rather than what the edit replaced.
        """
        row = type(self)._base_manager.filter(pk=self.pk).first()
        return {} if row is None else snapshot(row)

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
        """Really delete, for erasure and retention only; `core.watching` audits it."""
        super().delete()


def _index(model: type[models.Model], keys: Sequence[object]) -> None:
    # The index reads models: it is imported when the first rows are written.
    from teranga.core.search.index import index_rows, source_of  # noqa: PLC0415

    if source_of(model) is not None:
        for start in range(0, len(keys), _BATCH):
            index_rows(model._default_manager.filter(pk__in=keys[start : start + _BATCH]))
