import datetime as dt
from itertools import count

from teranga.roster.models import ExpertLanguage, ExpertProfile

_numbers = count(1)


def make_expert(*, languages=None, themes=(), countries=(), **fields):
    """Return an expert in the roster, who speaks French and agreed to be in it."""
    number = next(_numbers)
    fields = {
        "code": f"XX-{number:03d}",
        "kind": "eu_government",
        "state": "active",
        "years_of_practice": 10,
        "consented_on": dt.date(2026, 1, 5),
        "expires_on": dt.date(2027, 1, 5),
    } | fields
    profile = ExpertProfile.objects.create(**fields)
    for code, level in (languages or {"fr": 5}).items():
        ExpertLanguage.objects.create(profile=profile, language_id=code, level=level)
    profile.themes.set(themes)
    profile.countries_known.set(countries)
    return profile
