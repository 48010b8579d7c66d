"""Synthetic experts and activities in the proportions the facility published; always the same."""

import numpy as np

from teranga_analytics.matching import Activities, Experts, Periods, no_pairs, no_periods

N_THEMES, N_COUNTRIES, N_LANGUAGES, N_HOMES = 28, 60, 5, 22
_KINDS = np.array([176, 32, 132]) / 340
_WOMEN = 133 / 340
# Non-EU among those who are not civil servants: 79 in all, 32 of them civil servants.
_OUTSIDE = 47 / 132


def make_problem(n_experts: int, n_activities: int, *, seed: int = 1) -> tuple[Experts, Activities]:
    """Return experts with two busy spells a year each, and a year of activities."""
    random = np.random.default_rng(seed)
    return _experts(n_experts, random), _activities(n_activities, random)


def _experts(n: int, random: np.random.Generator) -> Experts:
    themes = np.zeros((n, N_THEMES), dtype=bool)
    for _ in range(4):
        themes[np.arange(n), random.integers(0, N_THEMES, n)] = True
    languages = np.zeros((n, N_LANGUAGES), dtype=np.int64)
    for column, share in enumerate([0.85, 0.5, 0.25, 0.25, 0.25]):
        languages[:, column] = random.integers(2, 7, n) * (random.random(n) < share)
    kind = random.choice(3, n, p=_KINDS)
    is_outside = (kind == 1) | ((kind == 2) & (random.random(n) < _OUTSIDE))
    home = np.where(
        is_outside, random.integers(N_HOMES, N_COUNTRIES, n), random.integers(0, N_HOMES, n)
    )
    busy = random.integers(0, 365, 2 * n)
    n_marks = random.poisson(2, n)
    return Experts(
        themes=themes,
        countries=random.random((n, N_COUNTRIES)) < 0.06,
        languages=languages,
        kind=kind,
        is_southern=is_outside,
        is_woman=random.random(n) < _WOMEN,
        works_nationally=random.random(n) < 0.8,
        works_locally=random.random(n) < 0.4,
        years=random.integers(3, 35, n).astype(float),
        home=home,
        load=random.poisson(0.7, n).astype(float),
        capacity=np.full(n, 3),
        cost=random.integers(250, 800, n).astype(float),
        mark_sum=np.clip(n_marks * random.normal(4, 0.4, n), n_marks, 5 * n_marks),
        n_marks=n_marks,
        busy=Periods(random.integers(0, n, 2 * n), busy, busy + random.integers(5, 60, 2 * n)),
        remote_only=no_periods(),
    )


def _activities(n: int, random: np.random.Generator) -> Activities:
    """One woman, one EU official, half of them triangular, a third with local experience."""
    at_least = np.zeros((n, 6), dtype=np.int64)
    at_least[:, 0] = random.random(n) < 0.5
    at_least[:, 1] = 1
    at_least[:, 2] = 1
    at_least[:, 4] = random.random(n) < 0.3
    themes = np.zeros((n, N_THEMES), dtype=bool)
    for _ in range(2):
        themes[np.arange(n), random.integers(0, N_THEMES, n)] = True
    languages = np.zeros((n, N_LANGUAGES), dtype=np.int64)
    languages[np.arange(n), random.choice(N_LANGUAGES, n, p=[0.4, 0.35, 0.1, 0.1, 0.05])] = 4
    start = random.integers(0, 360, n)
    days = random.choice([2, 3, 5, 10], n)
    return Activities(
        themes=themes,
        country=random.integers(0, N_COUNTRIES, n),
        languages=languages,
        team_size=random.choice([2, 3, 4], n),
        start=start,
        end=start + days - 1,
        days=days.astype(float),
        is_remote=random.random(n) < 0.2,
        min_years=np.full(n, 5.0),
        allowed_kinds=np.ones((n, 3), dtype=bool),
        at_least=at_least,
        max_per_home=np.ones(n, dtype=np.int64),
        budget=np.full(n, np.inf),
        region_of_country=np.arange(N_COUNTRIES) // 12,
        conflicts=no_pairs(),
        refused=no_pairs(),
        fixed=no_pairs(),
    )
