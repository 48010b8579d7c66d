from itertools import count

from teranga.programmes.models import Component, Programme

_numbers = count(1)


def make_programme(**fields):
    number = next(_numbers)
    fields = {
        "code": f"programme-{number}",
        "acronym": f"P{number}",
        "name": {"fr": f"Programme {number}", "en": f"Programme {number}"},
        "kind": "cooperation",
        "visibility": "public",
    } | fields
    return Programme.objects.create(**fields)


def make_component(programme, **fields):
    fields = {
        "code": f"C{next(_numbers)}",
        "name": {"fr": "Composante"},
        "visibility": "public",
    } | fields
    return Component.objects.create(programme=programme, **fields)
