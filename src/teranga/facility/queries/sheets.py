"""The Action sheet as it is now, its versions, and what differs between two of them."""

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from teranga.core.models import Record
from teranga.core.money import Money
from teranga.facility.enums import Payer, SheetPart, Side
from teranga.facility.models import (
    Action,
    ActionFocalPoint,
    Activity,
    BudgetLine,
    Complementarity,
    SheetAgreement,
    SheetComment,
    SheetSection,
    SheetVersion,
)

L = TypeVar("L", bound=Record)


@dataclass(frozen=True, slots=True)
class SheetPartView:
    """One part of the sheet on the page: its text and the remarks still open on it."""

    part: SheetPart
    section: SheetSection | None
    comments: Sequence[SheetComment]

    @property
    def text(self) -> str:
        return self.section.text if self.section else ""

    @property
    def n_open(self) -> int:
        return sum(1 for comment in self.comments if comment.settled_at is None)


@dataclass(frozen=True, slots=True)
class Budget:
    lines: Sequence[BudgetLine]
    currency: str

    @property
    def total(self) -> Money:
        return self._sum(self.lines)

    @property
    def by_payer(self) -> list[tuple[str, Money]]:
        return [
            (str(payer.label), self._sum([line for line in self.lines if line.payer == payer]))
            for payer in Payer
            if any(line.payer == payer for line in self.lines)
        ]

    def _sum(self, lines: Iterable[BudgetLine]) -> Money:
        return Money(sum((line.amount for line in lines), Decimal(0)), self.currency)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a sheet holds now."""

    action: Action
    parts: Sequence[SheetPartView]
    general_comments: Sequence[SheetComment]
    focal_points: Sequence[ActionFocalPoint]
    activities: Sequence[Activity]
    budget: Budget
    complementarities: Sequence[Complementarity]
    versions: Sequence[SheetVersion]

    @property
    def latest(self) -> SheetVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def n_open_comments(self) -> int:
        n_general = sum(1 for comment in self.general_comments if comment.settled_at is None)
        return n_general + sum(part.n_open for part in self.parts)

    @property
    def missing_focal_points(self) -> list[str]:
        """Institutions with one profile of the two."""
        seen: dict[str, set[str]] = {}
        for point in self.focal_points:
            seen.setdefault(point.institution, set()).add(point.kind)
        return [name for name, kinds in seen.items() if len(kinds) < 2]


def sheet_of(action: Action) -> Sheet:
    sections = {section.part: section for section in SheetSection.objects.filter(action=action)}
    comments = list(
        SheetComment.objects.current().filter(action=action).select_related("author", "focal_point")
    )
    return Sheet(
        action=action,
        parts=[
            SheetPartView(part, sections.get(part), [row for row in comments if row.part == part])
            for part in SheetPart
        ],
        general_comments=[row for row in comments if not row.part],
        focal_points=list(
            ActionFocalPoint.objects.current().filter(action=action).select_related("account")
        ),
        activities=list(activities_in_sheet(action)),
        budget=Budget(
            list(
                BudgetLine.objects.current()
                .filter(action=action)
                .select_related("activity", "action")
            ),
            action.currency,
        ),
        complementarities=list(Complementarity.objects.current().filter(action=action)),
        versions=versions_of(action),
    )


def activities_in_sheet(action: Action) -> Iterable[Activity]:
    return Activity.objects.current().filter(action=action).select_related("held_in")


def versions_of(action: Action) -> list[SheetVersion]:
    rows = SheetVersion.objects.filter(action=action).select_related("author")
    agreements = SheetAgreement.objects.select_related("by", "focal_point")
    return list(rows.prefetch_related(Prefetch("agreements", agreements)))


def latest_version(action: Action) -> SheetVersion | None:
    version: SheetVersion | None = (
        SheetVersion.objects.filter(action=action).order_by("-number").first()
    )
    return version


def agreed_version(action: Action) -> SheetVersion | None:
    """Return the latest version, if each side agreed to it."""
    version = latest_version(action)
    if version is None:
        return None
    sides = set(version.agreements.values_list("side", flat=True))
    return version if sides == set(Side.values) else None


def content_of(action: Action) -> dict[str, Any]:
    """Return the whole sheet as plain values, names of people left out: what is frozen."""
    sheet = sheet_of(action)
    content = {
        "title": dict(action.title),
        "planned_starts_on": action.planned_starts_on,
        "planned_ends_on": action.planned_ends_on,
        "currency": action.currency,
        "parts": {view.part.value: view.text for view in sheet.parts},
        "focal_points": sorted([point.institution, point.kind] for point in sheet.focal_points),
        "activities": [_activity_content(activity) for activity in sheet.activities],
        "budget": [
            {
                "category": line.category,
                "label": line.label,
                "quantity": str(line.quantity.normalize()),
                "unit": line.unit,
                "unit_cost": str(line.unit_cost),
                "payer": line.payer,
            }
            for line in sheet.budget.lines
        ],
        "complementarities": [
            {"donor": row.donor, "project": row.project, "note": row.note}
            for row in sheet.complementarities
        ],
    }
    plain: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def _activity_content(activity: Activity) -> dict[str, Any]:
    return {
        "number": activity.number,
        "kind": activity.kind,
        "title": activity.title,
        "objective": activity.objective,
        "starts_on": activity.starts_on,
        "ends_on": activity.ends_on,
        "is_remote": activity.is_remote,
        "place": activity.place,
        "n_experts": activity.n_experts,
        "expertise": activity.expertise,
    }


def digest_of_content(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def sheet_has_changed(action: Action, version: SheetVersion) -> bool:
    """Say whether what is written now is no longer what that version froze."""
    return digest_of_content(content_of(action)) != version.sha256


# --- Differences ---


@dataclass(frozen=True, slots=True)
class DiffLine:
    """`kind` is kept, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PartDiff:
    title: str
    lines: Sequence[DiffLine]


def differences_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[PartDiff]:
    """Return what changed from one content to another, part by part, unchanged parts left out."""
    before, after = _told(old), _told(new)
    diffs = []
    for title, lines in after.items():
        changed = _diff(before.get(title, []), lines)
        if any(line.kind != "kept" for line in changed):
            diffs.append(PartDiff(title, changed))
    return diffs


def _told(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return each part of a sheet as lines of text, in the order of the document."""
    if not content:
        return {}
    told = {str(part.label): content["parts"].get(part.value, "").split("\n") for part in SheetPart}
    told[_("Planned period")] = [
        f"{content['planned_starts_on'] or '–'} → {content['planned_ends_on'] or '–'}"
    ]
    told[_("Institutions and focal points")] = [" · ".join(row) for row in content["focal_points"]]
    told[_("Activities")] = [
        f"{row['number']}. {row['title']} ({row['starts_on'] or '–'} → {row['ends_on'] or '–'})"
        + (f" – {row['objective']}" if row["objective"] else "")
        for row in content["activities"]
    ]
    told[_("Budget")] = [
        f"{row['label']}: {row['quantity']} × {row['unit_cost']} {content['currency']}"
        for row in content["budget"]
    ]
    told[_("Other support in the same field")] = [
        f"{row['donor']} · {row['project']}: {row['note']}" for row in content["complementarities"]
    ]
    return told


def _diff(before: Sequence[str], after: Sequence[str]) -> list[DiffLine]:
    kinds = {"  ": "kept", "- ": "removed", "+ ": "added"}
    return [
        DiffLine(kinds[line[:2]], line[2:])
        for line in difflib.ndiff([row for row in before if row], [row for row in after if row])
        if line[:2] in kinds
    ]


# --- One line of a sheet ---


def find_comment(action: Action, key: str) -> SheetComment | None:
    return _find(SheetComment, action, key)


def find_version(action: Action, key: str) -> SheetVersion | None:
    return _find(SheetVersion, action, key)


def find_focal_point(action: Action, key: UUID) -> ActionFocalPoint | None:
    return _find(ActionFocalPoint, action, str(key))


def find_line(action: Action, key: UUID) -> BudgetLine | Complementarity | ActionFocalPoint | None:
    text = str(key)
    return (
        _find(BudgetLine, action, text)
        or _find(Complementarity, action, text)
        or _find(ActionFocalPoint, action, text)
    )


def _find(model: type[L], action: Action, key: str) -> L | None:
    try:
        pk = UUID(key)
    except ValueError:
        return None
    row: L | None = model.objects.current().filter(action=action, pk=pk).first()
    return row
