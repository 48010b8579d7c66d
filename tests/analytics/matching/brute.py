"""The same problem read off its definitions and solved by trying everything."""

from itertools import combinations, product

import numpy as np

from teranga_analytics.matching import Activities, Experts, Periods, no_pairs, no_periods


def make_experts(n, **changes):
    """Return `n` experts whom nothing sets apart, but for what is given."""
    values = {
        "themes": np.ones((n, 2), dtype=bool),
        "countries": np.zeros((n, 3), dtype=bool),
        "languages": np.full((n, 2), 5),
        "kind": np.zeros(n, dtype=int),
        "is_southern": np.zeros(n, dtype=bool),
        "is_woman": np.zeros(n, dtype=bool),
        "works_nationally": np.ones(n, dtype=bool),
        "works_locally": np.zeros(n, dtype=bool),
        "years": np.full(n, 10.0),
        "home": np.arange(n),
        "load": np.zeros(n),
        "capacity": np.full(n, 3),
        "cost": np.full(n, 500.0),
        "mark_sum": np.zeros(n),
        "n_marks": np.zeros(n, dtype=int),
        "busy": no_periods(),
        "remote_only": no_periods(),
    }
    return Experts(**(values | changes))


def make_activities(n, **changes):
    values = {
        "themes": np.tile([True, False], (n, 1)),
        "country": np.full(n, 0),
        "languages": np.tile([4, 0], (n, 1)),
        "team_size": np.full(n, 2),
        "start": np.arange(n) * 10,
        "end": np.arange(n) * 10 + 4,
        "days": np.full(n, 5.0),
        "is_remote": np.zeros(n, dtype=bool),
        "min_years": np.zeros(n),
        "allowed_kinds": np.ones((n, 3), dtype=bool),
        "at_least": np.zeros((n, 6), dtype=int),
        "max_per_home": np.zeros(n, dtype=int),
        "budget": np.full(n, np.inf),
        "region_of_country": np.array([0, 0, 1]),
        "conflicts": no_pairs(),
        "refused": no_pairs(),
        "fixed": no_pairs(),
    }
    return Activities(**(values | changes))


def make_periods(*rows):
    expert, start, end = (np.array(column, dtype=int) for column in zip(*rows, strict=True))
    return Periods(expert, start, end)


def is_open(experts, activities, i, j):
    if [i, j] in activities.fixed.tolist():
        return True
    if [i, j] in activities.conflicts.tolist() or [i, j] in activities.refused.tolist():
        return False
    wanted = activities.themes[i]
    if wanted.any() and not (wanted & experts.themes[j]).any():
        return False
    working = [k for k in range(activities.languages.shape[1]) if activities.languages[i, k]]
    speaks = [experts.languages[j, k] >= activities.languages[i, k] for k in working]
    if working and not any(speaks):
        return False
    periods = [experts.busy] if activities.is_remote[i] else [experts.busy, experts.remote_only]
    for period in periods:
        for who, start, end in zip(period.expert, period.start, period.end, strict=True):
            if who == j and start <= activities.end[i] and end >= activities.start[i]:
                return False
    return bool(
        experts.years[j] >= activities.min_years[i]
        and activities.allowed_kinds[i, experts.kind[j]]
        and experts.capacity[j] >= 1
    )


def is_team(experts, activities, i, team):
    traits = experts.traits()
    for trait in range(traits.shape[1]):
        if sum(traits[j, trait] for j in team) < activities.at_least[i, trait]:
            return False
    for k in range(activities.languages.shape[1]):
        least = activities.languages[i, k]
        if least and not any(experts.languages[j, k] >= least for j in team):
            return False
    limit = activities.max_per_home[i]
    homes = [experts.home[j] for j in team if experts.home[j] >= 0]
    if limit and any(homes.count(home) > limit for home in homes):
        return False
    return sum(experts.cost[j] for j in team) * activities.days[i] <= activities.budget[i] + 1e-9


def is_plan(experts, activities, rules, teams):
    places = [(i, j) for i, team in enumerate(teams) for j in team]
    for j in range(experts.n_experts):
        mine = [i for i, who in places if who == j]
        if len(mine) > experts.capacity[j]:
            return False
        for a, b in combinations(mine, 2):
            shares_a_day = (
                activities.start[a] <= activities.end[b]
                and activities.start[b] <= activities.end[a]
            )
            if shares_a_day:
                return False
    n = len(places)
    homes = [experts.home[j] for _, j in places if experts.home[j] >= 0]
    fees = sum(experts.cost[j] * activities.days[i] for i, j in places)
    return (
        sum(experts.is_woman[j] for _, j in places) >= rules.min_women_share * n - 1e-9
        and sum(experts.is_southern[j] for _, j in places) >= rules.min_southern_share * n - 1e-9
        and all(homes.count(home) <= max(1, rules.max_home_share * n + 1e-9) for home in homes)
        and fees <= rules.budget + 1e-9
    )


def every_plan(experts, activities, rules):
    """Yield every plan that obeys every rule."""
    options = []
    for i in range(activities.n_activities):
        able = [j for j in range(experts.n_experts) if is_open(experts, activities, i, j)]
        must = {int(j) for k, j in activities.fixed if k == i}
        teams = combinations(able, int(activities.team_size[i]))
        options.append([t for t in teams if must <= set(t) and is_team(experts, activities, i, t)])
    for teams in product(*options):
        if is_plan(experts, activities, rules, teams):
            yield teams
