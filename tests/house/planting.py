"""One row of every publishable model, at every level, in every scope, each with its own mark.

Models are found by themselves: a new app is walked without a word here. A row that the
database refuses is tried again with one more relation, or another choice; a model that
still cannot be built fails the walk, by name.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from teranga.core.enums import Visibility
from teranga.core.models import Publishable, Reference
from teranga.core.partial_dates import PartialDateField
from teranga.core.translated import TranslatedField
from teranga.programmes.models import Component, Programme

MARK = "kanari"
_numbers = count(1)
_SCOPE = ("programme", "component", "country", "owner")
_PLUMBING = {"id", "created_at", "updated_at", "archived_at", "version", "visibility", *_SCOPE}


@dataclass(frozen=True, slots=True)
class Scope:
    programme_id: UUID | None
    component_id: UUID | None
    country_id: str | None


@dataclass(frozen=True, slots=True)
class Planted:
    """A row and the mark that betrays it; the axes are those of the row as saved."""

    mark: str
    model: type[models.Model]
    pk: UUID
    visibility: str
    programme_id: UUID | None
    component_id: UUID | None
    country_id: str | None
    owner_id: UUID | None
    has_hidden_parent: bool = False

    def __str__(self):
        return f"{self.model._meta.label} {self.visibility} {self.country_id} {self.mark}"


def publishable_models():
    return [m for m in apps.get_models() if issubclass(m, Publishable) and not m._meta.proxy]


class Planter:
    def __init__(self):
        self.planted: dict[str, Planted] = {}
        self._parents: dict[tuple, models.Model] = {}

    def plant_everywhere(self, scopes, owner=None) -> None:
        for model, level, scope in product(publishable_models(), Visibility.values, scopes):
            self.plant(model, level, scope)
        if owner is not None:
            for model in publishable_models():
                self.plant(model, Visibility.PRIVATE, scopes[0], owner=owner)
        self._plant_children_of_hidden_parents(scopes[0], scopes[-1])

    def _plant_children_of_hidden_parents(self, scope, far_scope) -> None:
        """Public rows that point at private ones: a page of the child must not name its parent."""
        for model in publishable_models():
            for field in parent_fields(model):
                hidden = self.plant(field.related_model, Visibility.PRIVATE, far_scope)
                self.plant(model, Visibility.PUBLIC, scope, extra={field.name: hidden})

    def plant(self, model, level, scope, *, owner=None, extra=None) -> models.Model:
        refusals = []
        for relations, choose in self._attempts(model, level, scope, extra or {}):
            mark = f"{MARK}{next(_numbers):05d}"
            values = dict(written_values(model, mark, choose)) | {
                "visibility": level,
                "programme_id": scope.programme_id,
                "component_id": scope.component_id,
                "country_id": scope.country_id,
                "owner": owner,
                **self.lines(model, level, scope),
                **relations,
            }
            try:
                with transaction.atomic():
                    row = model(**values)
                    row.save()
            except IntegrityError as refusal:
                refusals.append(str(refusal))
                continue
            self._remember(row, mark, has_hidden_parent=extra is not None)
            return row
        message = f"{model._meta.label} cannot be planted: {refusals}"
        raise AssertionError(message)

    def _attempts(self, model, level, scope, extra) -> Iterator[tuple[dict, int]]:
        fields = [field for field in parent_fields(model) if field.name not in extra]
        needed = [field for field in fields if not field.null]
        shared = {f.name: self.parent(f.related_model, level, scope) for f in needed}
        yield shared | extra, 0
        yield shared | extra, -1
        # Perhaps the parents may have only one such child.
        own = {f.name: self.plant(f.related_model, level, scope) for f in needed}
        yield own | extra, 0
        for field in fields:
            # Not itself: the row it would point at is refused for the same reason.
            if field.null and field.related_model is not model:
                one_more = {field.name: self.parent(field.related_model, level, scope)}
                yield own | one_more | extra, 0
                yield own | one_more | extra, -1

    def lines(self, model, level, scope) -> dict[str, models.Model]:
        """Rows a model must point at that are read only through another: a version, a step."""
        return {f.name: self.line(f.related_model, level, scope) for f in line_fields(model)}

    def line(self, model, level, scope) -> models.Model:
        key = (model, level, scope)
        if key not in self._parents:
            parents = {
                field.name: self.parent(field.related_model, level, scope)
                for field in parent_fields(model)
                if not field.null
            }
            values = dict(written_values(model, f"{MARK}{next(_numbers):05d}", 0))
            row = model(**values, **self.lines(model, level, scope), **parents)
            row.save()
            self._parents[key] = row
        return self._parents[key]

    def parent(self, model, level, scope) -> models.Model:
        key = (model, level, scope)
        if key not in self._parents:
            self._parents[key] = self.plant(model, level, scope)
        return self._parents[key]

    def _remember(self, row, mark, *, has_hidden_parent) -> None:
        write_file_of(row, mark)
        self.planted[mark] = Planted(
            mark, type(row), row.pk, row.visibility, row.programme_id, row.component_id,
            row.country_id, row.owner_id, has_hidden_parent,
        )  # fmt: skip


def parent_fields(model):
    """Relations to other publishable rows, the scope aside; to itself only when it is optional."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.name not in _SCOPE
        and issubclass(field.related_model, Publishable)
        and not issubclass(field.related_model, Programme | Component)
        and (field.related_model is not model or field.null)
        and not field.one_to_one
    ]


def line_fields(model):
    """Required relations to rows that are neither publishable nor a shared table."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation
        and not field.null
        and field.name not in _SCOPE
        and not field.one_to_one
        and not issubclass(field.related_model, Publishable | Reference)
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
    ]


def written_values(model, mark, choose) -> Iterator[tuple[str, object]]:
    for field in model._meta.concrete_fields:
        if field.name in _PLUMBING:
            continue
        if field.is_relation:
            if not field.null and issubclass(field.related_model, Reference):
                yield field.name, field.related_model.objects.first()
            continue
        value = value_for(field, mark, choose)
        if value is not None:
            yield field.name, value


_WRITTEN = {
    TranslatedField: lambda mark: {"fr": f"{mark} en français", "en": f"{mark} in English"},
    PartialDateField: lambda mark: "2014-mid",
    models.EmailField: lambda mark: f"{mark}@example.org",
    models.URLField: lambda mark: f"https://{mark}.example.org/",
    models.TextField: lambda mark: mark,
    models.BinaryField: lambda mark: f"<{mark}/>".encode(),
    models.DateTimeField: lambda mark: timezone.now() + dt.timedelta(days=30),
    models.DateField: lambda mark: timezone.localdate() - dt.timedelta(days=30),
    models.IntegerField: lambda mark: int(mark[-5:]) % 30_000,
    models.DecimalField: lambda mark: int(mark[-5:]),
}
_WORDS = (models.CharField, models.TextField, TranslatedField)


def value_for(field, mark, choose):
    """Return what to write in a column; nothing where it can stay empty and holds no words."""
    if field.choices:
        return field.choices[choose][0]
    if not isinstance(field, _WORDS) and (field.null or field.has_default()):
        return None
    for kind, write in _WRITTEN.items():
        if isinstance(field, kind):
            return write(mark)
    if isinstance(field, models.CharField):
        # A narrow column is filled from the end of the mark: what makes it unique.
        return mark[-field.max_length :]
    return None


def write_file_of(row, mark) -> None:
    """An attachment is nothing without its file."""
    stored_as = getattr(row, "stored_as", None)
    if stored_as:
        path = Path(settings.MEDIA_ROOT) / stored_as
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{mark} inside the file", encoding="utf-8")
