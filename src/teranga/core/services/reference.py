"""Loading the reference tables from the files of the project: the files are the truth."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from django.apps import AppConfig, apps
from django.db import models, transaction

from teranga.core.enums import Basis
from teranga.core.models import (
    Country,
    CountryGroup,
    CountryGroupMembership,
    Language,
    Region,
    Taxonomy,
    Theme,
    ThemeMapping,
)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def reference_folder() -> Traversable:
    return resources.files("teranga.core") / "reference_data"


def has_reference_tables() -> bool:
    """Say whether the database answers and holds what every installation holds."""
    return Country.objects.exists()


@transaction.atomic
def load_reference() -> None:
    """Write every reference table; running it again changes nothing.

    Countries and themes are never removed, since facts may point at them; memberships
    of groups and correspondences between themes that the files no longer hold are.
    """
    folder = reference_folder()
    _upsert(
        Region, (Region(code=r["code"], parent_id=r["parent"] or None) for r in _csv("regions"))
    )
    _upsert(Country, (_country(row) for row in _csv("countries")))
    _upsert(Language, (Language(code=row["code"]) for row in _csv("languages")))
    _load_groups(_yaml(folder / "country_groups.yaml"))
    _load_taxonomies(
        [
            _yaml(file)
            for file in sorted((folder / "taxonomies").iterdir(), key=lambda file: file.name)
        ]
    )


def load_reference_after_migrate(sender: AppConfig, **kwargs: Any) -> None:
    """Fill the tables once they exist: after a migration, and after a test has emptied them."""
    try:
        kwargs.get("apps", apps).get_model("core", "ThemeMapping")
    except LookupError:
        return  # migrated back to before these tables
    load_reference()


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (reference_folder() / f"{name}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _yaml(file: Traversable) -> Any:
    return yaml.load(file.read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader, in C


def _upsert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    key = model._meta.pk
    others = [field.name for field in model._meta.concrete_fields if field is not key]
    options: dict[str, Any] = (
        {"update_conflicts": True, "unique_fields": [key.name], "update_fields": others}
        if others
        else {"ignore_conflicts": True}
    )
    model._default_manager.bulk_create(rows, **options)


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        alpha3=row["alpha3"], alpha2=row["alpha2"], numeric=row["numeric"], region_id=row["region"]
    )


def _load_groups(groups: list[dict[str, Any]]) -> None:
    _upsert(
        CountryGroup,
        (
            CountryGroup(
                code=group["code"],
                name=group["name"],
                source=group["source"],
                is_verified=group["verified"],
            )
            for group in groups
        ),
    )
    _replace(
        CountryGroupMembership,
        ("group_id", "country_id"),
        {
            (group["code"], alpha3): {"note": _membership_note(group, alpha3)}
            for group in groups
            for alpha3 in group["members"]
        },
    )


def _membership_note(group: Mapping[str, Any], alpha3: str) -> str:
    """Return `left 2025-01-29` or `leaving 2025-06-07`; pages turn it into words."""
    for word in ("left", "leaving"):
        day: dt.date | None = group.get(word, {}).get(alpha3)
        if day is not None:
            return f"{word} {day.isoformat()}"
    return ""


def _load_taxonomies(taxonomies: list[dict[str, Any]]) -> None:
    _upsert(
        Taxonomy,
        (Taxonomy(code=t["code"], name=t["name"], source=t["source"]) for t in taxonomies),
    )
    _upsert(
        Theme,
        (
            Theme(
                code=row["code"],
                taxonomy_id=taxonomy["code"],
                parent_id=row.get("parent"),
                number=row.get("number", ""),
                name=row["name"],
                position=position,
                basis=row.get("basis", Basis.EXPLICIT),
                is_verified=row["verified"],
            )
            for taxonomy in taxonomies
            for position, row in enumerate(taxonomy["themes"])
        ),
    )
    _replace(
        ThemeMapping,
        ("origin_id", "target_id"),
        {
            (line["origin"], target): {"relation": line["relation"], "source": line["source"]}
            for taxonomy in taxonomies
            for line in taxonomy.get("mappings", [])
            for target in line["targets"]
        },
    )


def _replace(
    model: type[models.Model],
    key: tuple[str, str],
    wanted: Mapping[tuple[str, str], Mapping[str, str]],
) -> None:
    """Make the pairs of a table those of the files, touching only what differs."""
    names = next(iter(wanted.values())).keys()
    manager = model._default_manager
    present = {(getattr(row, key[0]), getattr(row, key[1])): row for row in manager.order_by("pk")}
    stale = [row.pk for pair, row in present.items() if pair not in wanted]
    manager.filter(pk__in=stale).delete()
    manager.bulk_create(
        model(**dict(zip(key, pair, strict=True)), **values)
        for pair, values in wanted.items()
        if pair not in present
    )
    changed = [
        model(pk=present[pair].pk, **dict(zip(key, pair, strict=True)), **values)
        for pair, values in wanted.items()
        if pair in present and any(getattr(present[pair], n) != values[n] for n in names)
    ]
    manager.bulk_update(changed, list(names))
