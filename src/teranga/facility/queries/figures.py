"""“In figures”, live: every number is added up by the database, none is typed.

Published figures stand beside these and are never mixed with them. Actions marked as fictitious are
left out of what is counted from real Actions; what only exists in a demonstration says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, QuerySet, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.core.models import Theme
from teranga.core.templatetags.numbers import number
from teranga.facility.enums import ActionRegion, PolicyKind, RequestState
from teranga.facility.models import Action, ExpertiseRequest, SupportedPolicy
from teranga.knowledge.enums import DeliverableKind
from teranga.knowledge.models import Deliverable
from teranga.programmes.models import Phase


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a figure; `value` is None where it is hidden, `shown` says it in words."""

    label: str
    value: float | None
    share: float = 0.0
    shown: str = ""
    url: str = ""

    @property
    def told(self) -> str:
        """The value as the reader writes it, or the words in its place."""
        return self.shown or str(number(self.value))

    @property
    def width(self) -> str:
        return f"{self.share:.4f}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A finding, its numbers and what to know of them."""

    code: str
    title: str
    rows: Sequence[FigureRow]
    subtitle: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    is_fictitious: bool = False
    is_timeline: bool = False

    @property
    def total(self) -> float:
        return sum(row.value or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one subject, beside what a source has published about it."""

    code: str
    title: str
    figures: Sequence[Figure]
    # Families of published figures shown beside.
    families: Sequence[str] = ()


def scaled(rows: Iterable[tuple[str, float, str]]) -> list[FigureRow]:
    """Return lines with the length of their bar, as a share of the longest."""
    lines = list(rows)
    longest = max((value for _label, value, _url in lines), default=0) or 1
    return [FigureRow(label, value, value / longest, url=url) for label, value, url in lines]


def real_actions(user: object) -> QuerySet[Action]:
    rows: QuerySet[Action] = Action.objects.visible_to(user).filter(is_fictitious=False).order_by()
    return rows


@dataclass(frozen=True, slots=True)
class _Actions:
    """Actions counted at once by region, phase and year of their start, `""` when not known."""

    counts: Mapping[tuple[str, Any, str], int]
    n_fictitious: int

    @property
    def n_actions(self) -> int:
        return sum(self.counts.values())

    def along(self, axis: int) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for codes, n_actions in self.counts.items():
            found[codes[axis]] += n_actions
        return found

    def years_without_phase(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for (_region, phase, year), n_actions in self.counts.items():
            if phase is None and year:
                found[year] += n_actions
        return found


def _counted_actions(user: object) -> _Actions:
    rows = Action.objects.visible_to(user).order_by()
    lines = (
        rows.annotate(year=Substr("starts_on", 1, 4))
        .values_list("region", "phase", "year", "is_fictitious")
        .annotate(n=Count("pk"))
    )
    counts: dict[tuple[str, Any, str], int] = {}
    n_fictitious = 0
    for region, phase, year, is_fictitious, n_actions in lines:
        if is_fictitious:
            n_fictitious += n_actions
        else:
            key = (region, phase, year or "")
            counts[key] = counts.get(key, 0) + n_actions
    return _Actions(counts, n_fictitious)


def action_group(user: object) -> FigureGroup:
    counted = _counted_actions(user)
    n_fictitious = counted.n_fictitious
    left_out = (
        (
            ngettext(
                "%(number)s fictitious Action of the demonstration is left out.",
                "%(number)s fictitious Actions of the demonstration are left out.",
                n_fictitious,
            )
            % {"number": n_fictitious},
        )
        if n_fictitious
        else ()
    )
    base = _("of %(number)s Actions on file") % {"number": counted.n_actions}
    return FigureGroup(
        code="actions",
        title=_("Actions"),
        families=("themes", "regions"),
        figures=[
            Figure(
                "actions-by-region", _("Actions by region"), _by_region(counted), base, left_out
            ),
            Figure(
                "actions-by-theme",
                _("Actions by theme"),
                _by_theme(real_actions(user), "actions"),
                base,
                (_("An Action may have several themes, or none known."),),
            ),
            Figure(
                "actions-by-year",
                _("Actions by year of their start"),
                _by_year(counted),
                base,
                (_undated(counted),),
                is_timeline=True,
            ),
            Figure(
                "actions-by-phase",
                _("Actions by phase of the programme"),
                _by_phase(user, counted),
                base,
                (_("By the year of the start; sources disagree on when some phases begin."),),
            ),
        ],
    )


def _by_region(counted: _Actions) -> list[FigureRow]:
    address = reverse("facility:action-list")
    return scaled(
        (str(ActionRegion(code).label), n, f"{address}?region={code}")
        for code, n in counted.along(0).most_common()
    )


def _by_theme(rows: QuerySet[Any], name: str) -> list[FigureRow]:
    """Count by theme with one query; `name` says which list a line leads to."""
    counts = dict(rows.values_list("themes").annotate(n=Count("pk")))
    n_without = counts.pop(None, 0)
    names = Theme.objects.in_bulk(list(counts))
    address = reverse("facility:action-list")
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [
        (
            str(names[code].name),
            n,
            f"{address}?theme={code}" if name == "actions" else "",
        )
        for code, n in ordered
    ]
    if n_without:
        lines.append((_("theme not known"), n_without, ""))
    return scaled(lines)


def _by_year(counted: _Actions) -> list[FigureRow]:
    """Every year from the first to the last, also those in which nothing started."""
    counts = {int(year): n for year, n in counted.along(2).items() if year}
    if not counts:
        return []
    address = reverse("facility:action-list")
    years = range(min(counts), max(counts) + 1)
    return scaled((str(year), counts.get(year, 0), f"{address}?year={year}") for year in years)


def _undated(counted: _Actions) -> str:
    n_undated = counted.along(2)[""]
    words = ngettext(
        "%(number)s Action has no start in the source.",
        "%(number)s Actions have no start in the source.",
        n_undated,
    )
    return words % {"number": n_undated}


def _by_phase(user: object, counted: _Actions) -> list[FigureRow]:
    """Put each Action in the phase it names, else in the one in which it started."""
    named = counted.along(1)
    others: Mapping[str, int] = counted.years_without_phase()
    counts: dict[str, int] = {}
    placed = 0
    programmes = real_actions(user).values("programme")
    phases = Phase.objects.visible_to(user).filter(programme__in=programmes)
    for phase in phases.select_related("programme").order_by("number"):
        n_actions = named[phase.pk]
        if phase.starts_on is not None:
            last = phase.ends_on.year if phase.ends_on else 9999
            n_actions += sum(
                n for year, n in others.items() if phase.starts_on.year <= int(year) <= last
            )
            # A year on the edge of two phases belongs to the first.
            others = {year: n for year, n in others.items() if int(year) > last}
        counts[_phase_name(phase)] = n_actions
        placed += n_actions
    n_left = counted.n_actions - placed
    lines = [(label, n, "") for label, n in counts.items()]
    if n_left:
        lines.append((_("phase not known"), n_left, ""))
    return scaled(lines)


def _phase_name(phase: Phase) -> str:
    name = str(phase.name) or str(phase)
    if phase.starts_on is None:
        return name
    end = phase.ends_on.year if phase.ends_on else ""
    return f"{name} ({phase.starts_on.year}–{end})"


def request_group() -> FigureGroup:
    """Count requests: one by one they are private, how many there are is not."""
    rows = ExpertiseRequest.objects.current().order_by()
    approved = rows.filter(approved_on__isnull=False)
    is_approved = Case(When(approved_on__isnull=False, then=True), default=False)
    lines = list(
        rows.annotate(is_approved=is_approved)
        .values_list("state", "is_approved", "is_fictitious")
        .annotate(n=Count("pk"))
    )
    is_fictitious = any(fictitious for _state, _approved, fictitious, _n in lines)
    n_approved = sum(n for _state, decided, _fictitious, n in lines if decided)
    states: Counter[str] = Counter()
    for code, _decided, _fictitious, n_requests in lines:
        states[code] += n_requests
    by_state = scaled(
        (str(state.label), states[state], "") for state in RequestState if states.get(state)
    )
    of_all = _("of %(number)s requests filed on this platform") % {"number": states.total()}
    of_approved = _("of %(number)s approved requests") % {"number": n_approved}
    return FigureGroup(
        code="requests",
        title=_("Requests"),
        families=("portfolio",),
        figures=[
            Figure(
                "requests-approved-by-pillar",
                _("Requests approved, by pillar"),
                _by_theme(approved, "requests"),
                of_approved,
                (_("A request may belong to several pillars."),),
                is_fictitious,
            ),
            Figure(
                "requests-by-state",
                _("Requests by state"),
                by_state,
                of_all,
                (),
                is_fictitious,
            ),
        ],
    )


def product_group(user: object) -> FigureGroup:
    policies = dict(
        SupportedPolicy.objects.visible_to(user)
        .order_by()
        .values_list("kind")
        .annotate(n=Count("pk"))
    )
    documents = dict(
        Deliverable.objects.visible_to(user)
        .filter(is_operational=True, is_fictitious=False)
        .order_by()
        .values_list("kind")
        .annotate(n=Count("pk"))
    )
    policy_url, document_url = (
        reverse("facility:policy-list"),
        reverse("knowledge:deliverable-list"),
    )
    return FigureGroup(
        code="products",
        title=_("What remains"),
        figures=[
            Figure(
                "policies-by-kind",
                _("Policies and strategies written with support"),
                scaled(
                    (str(kind.label), policies[kind], policy_url)
                    for kind in PolicyKind
                    if policies.get(kind)
                ),
                _("by kind"),
            ),
            Figure(
                "documents-by-kind",
                _("Operational documents produced"),
                scaled(
                    (str(kind.label), documents[kind], f"{document_url}?kind={kind}")
                    for kind in DeliverableKind
                    if documents.get(kind)
                ),
                _("by kind"),
                (_("Those of the source’s own table, which it calls “a few examples”."),),
            ),
        ],
    )
