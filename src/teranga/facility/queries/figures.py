"""“In figures”, live: every number is added up by the database, none is typed.

Published figures stand beside these and are never mixed with them. Actions marked as fictitious are
left out of what is counted from real Actions; what only exists in a demonstration says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
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


def action_group(user: object) -> FigureGroup:
    rows = real_actions(user)
    n_actions, n_fictitious = _n_actions(user)
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
    base = _("of %(number)s Actions on file") % {"number": n_actions}
    return FigureGroup(
        code="actions",
        title=_("Actions"),
        families=("themes", "regions"),
        figures=[
            Figure("actions-by-region", _("Actions by region"), _by_region(rows), base, left_out),
            Figure(
                "actions-by-theme",
                _("Actions by theme"),
                _by_theme(rows, "actions"),
                base,
                (_("An Action may have several themes, or none known."),),
            ),
            Figure(
                "actions-by-year",
                _("Actions by year of their start"),
                _by_year(rows),
                base,
                (_undated(rows),),
                is_timeline=True,
            ),
            Figure(
                "actions-by-phase",
                _("Actions by phase of the programme"),
                _by_phase(user, rows),
                base,
                (_("By the year of the start; sources disagree on when some phases begin."),),
            ),
        ],
    )


def _n_actions(user: object) -> tuple[int, int]:
    counted = Action.objects.visible_to(user).aggregate(
        real=Count("pk", filter=Q(is_fictitious=False)),
        fictitious=Count("pk", filter=Q(is_fictitious=True)),
    )
    return counted["real"], counted["fictitious"]


def _by_region(rows: QuerySet[Action]) -> list[FigureRow]:
    counts = dict(rows.values_list("region").annotate(n=Count("pk")))
    address = reverse("facility:action-list")
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return scaled(
        (str(ActionRegion(code).label), n, f"{address}?region={code}") for code, n in ordered
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


def _years(rows: QuerySet[Action]) -> Mapping[str, int]:
    dated = rows.filter(starts_on__isnull=False).annotate(year=Substr("starts_on", 1, 4))
    return dict(dated.values_list("year").annotate(n=Count("pk")))


def _by_year(rows: QuerySet[Action]) -> list[FigureRow]:
    """Every year from the first to the last, also those in which nothing started."""
    counts = {int(year): n for year, n in _years(rows).items()}
    if not counts:
        return []
    address = reverse("facility:action-list")
    years = range(min(counts), max(counts) + 1)
    return scaled((str(year), counts.get(year, 0), f"{address}?year={year}") for year in years)


def _undated(rows: QuerySet[Action]) -> str:
    n_undated = rows.filter(starts_on__isnull=True).count()
    words = ngettext(
        "%(number)s Action has no start in the source.",
        "%(number)s Actions have no start in the source.",
        n_undated,
    )
    return words % {"number": n_undated}


def _by_phase(user: object, rows: QuerySet[Action]) -> list[FigureRow]:
    """Put each Action in the phase it names, else in the one in which it started."""
    named = dict(
        rows.filter(phase__isnull=False).values_list("phase").annotate(n=Count("pk")).order_by()
    )
    others = _years(rows.filter(phase__isnull=True))
    counts: dict[str, int] = {}
    placed = 0
    phases = Phase.objects.visible_to(user).filter(programme__in=rows.values("programme"))
    for phase in phases.order_by("number"):
        n_actions = named.get(phase.pk, 0)
        if phase.starts_on is not None:
            last = phase.ends_on.year if phase.ends_on else 9999
            n_actions += sum(
                n for year, n in others.items() if phase.starts_on.year <= int(year) <= last
            )
            # A year on the edge of two phases belongs to the first.
            others = {year: n for year, n in others.items() if int(year) > last}
        counts[_phase_name(phase)] = n_actions
        placed += n_actions
    n_left = rows.count() - placed
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
    counted = rows.aggregate(
        total=Count("pk"),
        approved=Count("pk", filter=Q(approved_on__isnull=False)),
        fictitious=Count("pk", filter=Q(is_fictitious=True)),
    )
    is_fictitious = bool(counted["fictitious"])
    approved = rows.filter(approved_on__isnull=False)
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    by_state = scaled(
        (str(state.label), states[state], "") for state in RequestState if states.get(state)
    )
    of_all = _("of %(number)s requests filed on this platform") % {"number": counted["total"]}
    of_approved = _("of %(number)s approved requests") % {"number": counted["approved"]}
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
