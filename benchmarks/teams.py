"""Teams found exactly, experts found by words, dashboards over ten times ten years.

The problems are synthetic, in the proportions the facility published, always the same. The
time of a plan is that of everything: scores, rules, optimum and its proof.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks._serving import HERE, call, environment_of
from benchmarks._teams_problem import make_problem
from teranga.core.benchmarks import Measure
from teranga_analytics.matching import Plan, PortfolioRules, propose_teams

RULES = PortfolioRules(min_women_share=0.4, max_home_share=0.15)
N_RUNS = 5


def run() -> Iterator[Measure]:
    yield _plans("teams_675x150_s", 675, 150, "<= 1", n_runs=N_RUNS)
    yield _plans("teams_20000x1000_s", 20_000, 1_000, "<= 60", n_runs=1)
    folder = Path(tempfile.mkdtemp(prefix="teranga-bench-"))
    try:
        times = _roster_times(environment_of(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    against = "p95 of a page of the list, 20,000 profiles, French and English words"
    yield Measure("roster_search_ms", _p95(times["search"]), "ms", "<= 50", against)
    pages = times["dashboards"]
    every = [one for answers in pages.values() for one in answers]
    yield Measure("dashboard_p95_ms", _p95(every), "ms", "<= 100", _told_pages(pages))


def _plans(claim: str, n_experts: int, n_activities: int, goal: str, *, n_runs: int) -> Measure:
    experts, activities = make_problem(n_experts, n_activities)
    times = []
    for _ in range(n_runs):
        start = time.perf_counter()
        plan = propose_teams(experts, activities, rules=RULES)
        times.append(time.perf_counter() - start)
    if plan is None:
        raise RuntimeError(f"{claim}: no plan.")
    return Measure(claim, statistics.median(times), "s", goal, _told(plan))


def _told(plan: Plan) -> str:
    n_places = sum(len(team) for team in plan.teams)
    n_pairs = plan.n_candidates + plan.n_left_out
    proof = "over every eligible pair" if plan.is_whole else "over the candidates only"
    rules = f"{len(plan.broken)} rules loosened" if plan.broken else "every rule kept"
    return (
        f"gap {plan.gap:.2g} proven {proof} ({n_pairs} pairs, {n_places} places), {rules},"
        f" mean score {plan.value / n_places:.3f}"
    )


def _told_pages(pages: dict[str, list[float]]) -> str:
    dearest = max(pages, key=lambda page: statistics.median(pages[page]))
    return (
        f"p95 of {len(pages)} dashboards of a visitor and an officer, 1,090 Actions, 6,540"
        f" activities, 6,750 experts; nothing kept ready; the dearest is {dearest}, median"
        f" {statistics.median(pages[dearest]):.0f} ms"
    )


def _roster_times(environment: dict[str, str]) -> Any:
    output = call([sys.executable, str(HERE / "_roster_content.py")], environment)
    return json.loads(output.splitlines()[-1])


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
