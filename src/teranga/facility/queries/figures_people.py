"""Figures of time, experts and satisfaction."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, Sum, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.templatetags.numbers import number
from teranga.facility.enums import EvaluationKind, RequestState
from teranga.facility.models import Evaluation, EvaluationTally, ExpertiseRequest
from teranga.facility.queries.clocks import add_months
from teranga.facility.queries.figures import Figure, FigureGroup, FigureRow, scaled
from teranga.knowledge.models import Criterion
from teranga.roster.enums import ExpertKind, Gender
from teranga.roster.models import PastDeployment
from teranga.roster.queries.counts import Cell, protected, roster_counts

# Below this no share and no mean is given: a handful of answers would be read as a result.
SMALLEST_BASE = 5
MONTHS_TO_START = 3


@dataclass(frozen=True, slots=True)
class Delays:
    """How long approved requests took until their Action was ready to start, in days."""

    from_receipt: Sequence[int]
    from_approval: Sequence[int]
    n_late_from_receipt: int
    n_late_from_approval: int
    # Approved, not ready yet, and past the three months since approval.
    n_waiting: int
    n_waiting_late: int
    is_fictitious: bool


def start_delays(today: dt.date) -> Delays:
    """Measure both clocks: the source does not say from which day the three months run."""
    approved = ExpertiseRequest.objects.current().filter(
        approved_on__isnull=False, state=RequestState.APPROVED
    )
    columns = ("received_on", "approved_on", "action__ready_on", "action__started_on")
    from_receipt, from_approval = [], []
    late = [0, 0]
    waiting = waiting_late = 0
    # As text: SQLite would turn each of these thousands of days into a date through its converters.
    rows = approved.order_by().values_list(*(Cast(column, TextField()) for column in columns))
    for received, decided, ready, started in (map(_day, row) for row in rows):
        done = min((day for day in (ready, started) if day is not None), default=None)
        if done is None:
            waiting += 1
            waiting_late += today > add_months(decided, MONTHS_TO_START)
            continue
        from_receipt.append((done - received).days)
        from_approval.append((done - decided).days)
        late[0] += done > add_months(received, MONTHS_TO_START)
        late[1] += done > add_months(decided, MONTHS_TO_START)
    return Delays(
        from_receipt=from_receipt,
        from_approval=from_approval,
        n_late_from_receipt=late[0],
        n_late_from_approval=late[1],
        n_waiting=waiting,
        n_waiting_late=waiting_late,
        is_fictitious=approved.filter(is_fictitious=True).exists(),
    )


def _day(text: str | None) -> Any:
    return dt.date.fromisoformat(text) if text else None


def delay_group(today: dt.date) -> FigureGroup:
    delays = start_delays(today)
    n_measured = len(delays.from_receipt)
    lines = [
        (_("median, from receipt"), median(delays.from_receipt), "")
        if delays.from_receipt
        else None,
        (_("median, from approval"), median(delays.from_approval), "")
        if delays.from_approval
        else None,
    ]
    counts = [
        (_("ready, within three months of approval"), n_measured - delays.n_late_from_approval, ""),
        (_("ready, later than three months after approval"), delays.n_late_from_approval, ""),
        (_("ready, later than three months after receipt"), delays.n_late_from_receipt, ""),
        (_("waiting, within the three months"), delays.n_waiting - delays.n_waiting_late, ""),
        (_("waiting, past the three months"), delays.n_waiting_late, ""),
    ]
    base = _("of %(number)s requests whose Action became ready") % {"number": n_measured}
    return FigureGroup(
        code="delays",
        title=_("From the request to the start"),
        figures=[
            Figure(
                "days-to-start",
                _("Days from the request until the Action is ready"),
                scaled(line for line in lines if line is not None),
                base,
                (_("The source does not say from which day the three months run: both are told."),),
                delays.is_fictitious,
            ),
            Figure(
                "requests-in-time",
                _("Requests in time and late"),
                scaled(counts) if n_measured or delays.n_waiting else [],
                "",
                (),
                delays.is_fictitious,
            ),
        ],
    )


def expert_group() -> FigureGroup:
    """Count experts by origin, kind and gender; numbers that would name people are hidden."""
    counts = roster_counts()
    is_fictitious = counts.n_fictitious > 0
    base = _("of %(number)s experts in the roster") % {"number": counts.n_experts}
    deployed = _deployed_counts()
    n_deployed = sum(deployed.values())
    of_deployed = _("of %(number)s experts who have been on mission") % {"number": n_deployed}
    hidden = (_("Numbers under five are hidden, so that nobody is recognised."),)

    def told(code: str, title: str, cells: Sequence[Cell], subtitle: str) -> Figure:
        return Figure(code, title, _hidden_rows(cells), subtitle, hidden, is_fictitious)

    return FigureGroup(
        code="experts",
        title=_("Experts"),
        families=("experts", "states"),
        figures=[
            told("experts-by-kind", _("Experts by kind: EU, elsewhere, government or not"),
                 counts.by_kind, base),
            told("experts-by-gender", _("Women and men in the roster"), counts.by_gender, base),
            told("experts-by-home", _("Experts by country"), counts.by_home, base),
            told("deployed-by-kind", _("Experts deployed, by kind"),
                 _deployed(deployed, 0, ExpertKind), of_deployed),
            told("deployed-by-gender", _("Women and men deployed"),
                 _deployed(deployed, 1, Gender), of_deployed),
        ],
    )  # fmt: skip


def _deployed_counts() -> Counter[tuple[str, str]]:
    """Count experts who have been on mission by kind and gender, in one reading of the roster."""
    # From the missions to the experts: one in ten has been on one.
    been = PastDeployment.objects.filter(profile__archived_at__isnull=True).order_by()
    counted = been.values_list("profile__kind", "profile__gender").annotate(
        n=Count("profile", distinct=True)
    )
    return Counter({(kind, gender): n for kind, gender, n in counted})


def _deployed(
    counted: Counter[tuple[str, str]], axis: int, choices: type[ExpertKind] | type[Gender]
) -> list[Cell]:
    counts: Counter[str] = Counter()
    for codes, n_experts in counted.items():
        counts[codes[axis]] += n_experts
    shown = protected({code: counts[code] for code in choices.values})
    return [Cell(code, label, shown[code]) for code, label in choices.choices if counts[code]]


def _hidden_rows(cells: Sequence[Cell]) -> list[FigureRow]:
    longest = max((cell.value or 0 for cell in cells), default=0) or 1
    return [
        FigureRow(
            str(cell.label),
            cell.value,
            (cell.value or 0) / longest,
            "" if cell.value is not None else _("hidden"),
        )
        for cell in cells
    ]


def satisfaction_group() -> FigureGroup:
    """Add up the marks of every answer, group by group; no mean on fewer than five marks."""
    tallies = EvaluationTally.objects.filter(evaluation__archived_at__isnull=True).order_by()
    summed = tallies.values_list("evaluation__kind", "criterion").annotate(
        n=Sum("n_marks"), total=Sum("sum_marks")
    )
    marks: dict[str, list[tuple[int, int, int]]] = {}
    for kind, key, n_marks, total in summed:
        marks.setdefault(kind, []).append((key, n_marks, total))
    criteria = Criterion.objects.select_related("criteria_set").in_bulk(
        {key for rows in marks.values() for key, _n, _total in rows}
    )
    fictitious = set(
        Evaluation.objects.current()
        .filter(is_fictitious=True)
        .order_by()
        .values_list("kind", flat=True)
        .distinct()
    )
    figures = [
        Figure(
            f"satisfaction-{kind.value.replace('_', '-')}",
            str(_SATISFACTION[kind]),
            _mean_rows(marks[kind], criteria),
            _("mean mark, of %(number)s marks") % {"number": sum(n for _key, n, _t in marks[kind])},
            (_("No mean is given on fewer than five marks."),),
            kind in fictitious,
        )
        for kind in EvaluationKind
        if kind in marks
    ]
    return FigureGroup(code="satisfaction", title=_("Satisfaction"), figures=figures)


def _mean_rows(
    marks: Sequence[tuple[int, int, int]], criteria: Mapping[int, Criterion]
) -> list[FigureRow]:
    rows = []
    for key, n_marks, total in sorted(marks):
        criterion = criteria[key]
        if n_marks < SMALLEST_BASE:
            rows.append(FigureRow(str(criterion.name), None, 0.0, _("fewer than five marks")))
            continue
        mean, highest = total / n_marks, criterion.criteria_set.highest
        shown = _("%(mean)s out of %(highest)s") % {
            "mean": number(mean, 1),
            "highest": highest,
        }
        rows.append(FigureRow(str(criterion.name), round(mean, 2), mean / highest, shown))
    return rows


_SATISFACTION = {
    EvaluationKind.PARTICIPANTS: gettext_lazy("What participants think of activities"),
    EvaluationKind.EXPERTS: gettext_lazy("What experts think of Actions"),
    EvaluationKind.PARTNER: gettext_lazy("What partner authorities think of Actions"),
    EvaluationKind.FOLLOW_UP: gettext_lazy("What remains, as partner authorities see it later"),
}
