"""Keeping nothing longer than promised: rules as data, a rehearsal, a real run."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.models import Record
from teranga.core.translated import Translated


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Rows of `model` matching `where` go `after_days` days after the date in `since`.

    Where `empties` names columns, the rows stay and only these columns are emptied.
    """

    code: str
    model: type[models.Model]
    what: Translated
    where: Mapping[str, Any]
    since: str
    after_days: int
    empties: tuple[str, ...] = ()

    def due(self, now: dt.datetime) -> models.QuerySet[Any]:
        limit = now - dt.timedelta(days=self.after_days)
        rows = self.model._default_manager.filter(**self.where, **{f"{self.since}__lte": limit})
        return rows.order_by("pk")


@dataclass(frozen=True, slots=True)
class RetentionResult:
    rule: RetentionRule
    keys: tuple[str, ...]


@cache
def retention_rules() -> tuple[RetentionRule, ...]:
    """Read the `retention.yaml` of every app; refuse a rule that names an unknown column."""
    rules = [
        _rule(row)
        for config in apps.get_app_configs()
        for row in _rows(Path(config.path) / "retention.yaml")
    ]
    codes = [rule.code for rule in rules]
    if len(set(codes)) != len(codes):
        raise ImproperlyConfigured("retention.yaml: two rules have the same code.")
    return tuple(rules)


def run_retention(*, now: dt.datetime, dry_run: bool) -> list[RetentionResult]:
    """Delete or empty the due rows, or only say which; one transaction, one audit line a rule."""
    results = []
    for rule in retention_rules():
        with transaction.atomic():
            rows = list(rule.due(now))
            keys = tuple(str(row.pk) for row in rows)
            if not dry_run:
                _delete(rule, rows)
        results.append(RetentionResult(rule, keys))
    return results


def _delete(rule: RetentionRule, rows: list[Any]) -> None:
    if rule.empties:
        emptied = dict.fromkeys(rule.empties, "")
        rule.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**emptied)
    for row in [] if rule.empties else rows:
        if isinstance(row, Record):
            row.purge()
        else:
            row.delete()
    if rows:
        detail = {"retention": rule.code, "rows": len(rows)}
        write_audit(AuditAction.DELETED, rule.model, "", detail=detail)


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    return rows


def _rule(row: dict[str, Any]) -> RetentionRule:
    model = apps.get_model(row["model"])
    names = [
        row["since"],
        *row.get("empties", []),
        *(name.split("__")[0] for name in row.get("where", {})),
    ]
    known = {field.name for field in model._meta.get_fields()}
    if not known.issuperset(names) or row["after_days"] < 0:
        raise ImproperlyConfigured(f"retention.yaml: rule {row['code']} cannot be applied.")
    return RetentionRule(
        code=row["code"],
        model=model,
        what=Translated(row["what"]),
        where=row.get("where", {}),
        since=row["since"],
        after_days=row["after_days"],
        empties=tuple(row.get("empties", [])),
    )
