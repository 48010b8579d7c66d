"""Themes and countries of many rows at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models


def themes_of_rows(
    model: type[models.Model], keys: Collection[str]
) -> Mapping[str, Collection[str]]:
    return _linked(model, keys, "themes")


def countries_of_rows(
    model: type[models.Model], keys: Collection[str]
) -> Mapping[str, Collection[str]]:
    return _linked(model, keys, "countries")


def _linked(model: type[models.Model], keys: Collection[str], name: str) -> dict[str, set[str]]:
    """Return `{identity: codes}` for rows already found through the door."""
    manager: Any = model._default_manager
    found: dict[str, set[str]] = defaultdict(set)
    rows = manager.filter(pk__in=keys, **{f"{name}__isnull": False}).order_by()
    for key, code in rows.values_list("pk", name):
        found[str(key)].add(code)
    return found
