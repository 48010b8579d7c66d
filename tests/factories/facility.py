from itertools import count

from teranga.facility.models import Action

_numbers = count(1)


def make_action(*, countries=(), themes=(), **fields):
    number = next(_numbers)
    fields = {
        "code": f"ACT-{number}",
        "title": {"fr": f"Action {number}"},
        "region": "west_africa",
        "detail": "mention",
        "visibility": "public",
    } | fields
    action = Action.objects.create(**fields)
    action.countries.set(countries)
    action.themes.set(themes)
    return action
