"""What is held on a person, app by app, as the apps themselves declare it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django_stubs_ext import StrOrPromise

from teranga.accounts.queries.field_words import kind_of
from teranga.core.contributions import shelves


@dataclass(frozen=True, slots=True)
class HeldData:
    """The rows one app holds on a subject for one purpose."""

    kind: StrOrPromise
    purpose: StrOrPromise
    rows: tuple[Mapping[str, Any], ...]


def held_on(subject: models.Model) -> list[HeldData]:
    """Return everything held on a subject (an account or a person), empty parts left out."""
    held = []
    for part in shelves.personal_data:
        rows = tuple(part.export(row) for row in part.rows(subject))
        if rows:
            held.append(HeldData(kind_of(part.model), part.purpose, rows))
    return held


def keys_of(subject: models.Model) -> set[tuple[str, str]]:
    """Return `(model, id)` of every row on a subject, as the audit names them."""
    own = {(subject._meta.label_lower, str(subject.pk))}
    return own | {
        (row._meta.label_lower, str(row.pk))
        for part in shelves.personal_data
        for row in part.rows(subject)
    }
