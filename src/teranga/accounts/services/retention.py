"""Keeping nothing longer than promised: rules as data, a rehearsal, a real run.

A clock that jumped ahead would make everything due at once. The audit tells: where its last
lines leave a hole of two months, nothing is deleted until a person says the clock is right.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.utils.translation import gettext

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import TerangaError
from teranga.core.models import AuditEntry, Record
from teranga.core.translated import Translated

_LONGEST_SILENCE = dt.timedelta(days=60)
_LINES_READ = 200


class ClockJumpError(TerangaError):
    """The clock of the server may be wrong: what is due is not certain."""


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


def run_retention(
    *, now: dt.datetime, dry_run: bool, clock_is_right: bool = False
) -> list[RetentionResult]:
    """Delete or empty the due rows, or only say which; one transaction, one audit line a rule.

    Raises `ClockJumpError` before anything is deleted when the clock seems to have jumped.
    """
    if not (dry_run or clock_is_right):
        refuse_a_jumped_clock(now)
    results = []
    for rule in retention_rules():
        with transaction.atomic():
            rows = list(rule.due(now))
            keys = tuple(str(row.pk) for row in rows)
            if not dry_run:
                _delete(rule, rows)
        results.append(RetentionResult(rule, keys))
    return results


def refuse_a_jumped_clock(now: dt.datetime) -> None:
    lines = AuditEntry.objects.order_by("-pk").values_list("at", flat=True)[:_LINES_READ]
    times = [now, *lines]
    for later, earlier in pairwise(times):
        if later - earlier > _LONGEST_SILENCE:
            raise ClockJumpError(
                gettext(
                    "Nothing was written between %(earlier)s and %(later)s: has the clock of the"
                    " server jumped? If it is right, run `python -m django retention"
                    " --clock-is-right`."
                )
                % {"earlier": f"{earlier:%Y-%m-%d}", "later": f"{later:%Y-%m-%d}"}
            )


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
