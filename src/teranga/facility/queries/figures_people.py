"""Figures of time, experts and satisfaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.templatetags.numbers import number
from teranga.core.translated import Translated
from teranga.facility.enums import EvaluationKind, RequestState
from teranga.facility.models import EvaluationTally, ExpertiseRequest
from teranga.facility.queries.clocks import add_months
from teranga.facility.queries.figures import Figure, FigureGroup, FigureRow, scaled
from teranga.roster.enums import ExpertKind, Gender
from teranga.roster.models import ExpertProfile
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
    for received, decided, ready, started in approved.order_by().values_list(*columns):
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
    rows = ExpertProfile.objects.current().filter(deployments__isnull=False).order_by()
    deployed = rows.aggregate(
        n=Count("pk", distinct=True), fictitious=Count("pk", filter=Q(is_fictitious=True))
    )
    of_deployed = _("of %(number)s experts who have been on mission") % {"number": deployed["n"]}
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
                 _deployed("kind", ExpertKind), of_deployed),
            told("deployed-by-gender", _("Women and men deployed"),
                 _deployed("gender", Gender), of_deployed),
        ],
    )  # fmt: skip


def _deployed(column: str, choices: type[ExpertKind] | type[Gender]) -> list[Cell]:
    rows = ExpertProfile.objects.current().filter(deployments__isnull=False).order_by()
    counts = dict(rows.values_list(column).annotate(n=Count("pk", distinct=True)))
    shown = protected({code: counts.get(code, 0) for code in choices.values})
    return [Cell(code, label, shown[code]) for code, label in choices.choices if counts.get(code)]


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
    figures = []
    for kind in EvaluationKind:
        rows, n_marks, is_fictitious = _marks_of(kind)
        if rows:
            figures.append(
                Figure(
                    f"satisfaction-{kind.value.replace('_', '-')}",
                    str(_SATISFACTION[kind]),
                    rows,
                    _("mean mark, from 1 to 5, of %(number)s marks") % {"number": n_marks},
                    (_("No mean is given on fewer than five marks."),),
                    is_fictitious,
                )
            )
    return FigureGroup(code="satisfaction", title=_("Satisfaction"), figures=figures)


_SATISFACTION = {
    EvaluationKind.PARTICIPANTS: gettext_lazy("What participants think of activities"),
    EvaluationKind.EXPERTS: gettext_lazy("What experts think of Actions"),
    EvaluationKind.PARTNER: gettext_lazy("What partner authorities think of Actions"),
    EvaluationKind.FOLLOW_UP: gettext_lazy("What remains, as partner authorities see it later"),
}


def _marks_of(kind: EvaluationKind) -> tuple[list[FigureRow], int, bool]:
    tallies = EvaluationTally.objects.filter(
        evaluation__kind=kind, evaluation__archived_at__isnull=True
    ).order_by()
    names = ("criterion__name", "criterion__criteria_set__highest")
    summed = tallies.values_list("criterion", *names).annotate(
        n=Sum("n_marks"), total=Sum("sum_marks")
    )
    rows, n_all = [], 0
    for _key, name, highest, n_marks, total in summed.order_by("criterion"):
        n_all += n_marks
        label = str(Translated(name))
        if n_marks < SMALLEST_BASE:
            rows.append(FigureRow(label, None, 0.0, _("fewer than five marks")))
        else:
            mean = total / n_marks
            rows.append(FigureRow(label, round(mean, 2), mean / highest, str(number(mean, 1))))
    is_fictitious = tallies.filter(evaluation__is_fictitious=True).exists()
    return rows, n_all, is_fictitious
