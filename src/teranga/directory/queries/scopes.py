"""Where a person may act: the programmes, components and countries a form may offer."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from teranga.core.models import Country
from teranga.core.viewer import viewer_of
from teranga.programmes.models import Component, Programme


@dataclass(frozen=True, slots=True)
class Reach:
    """The values of one axis open to someone; `is_limited` when one must be chosen."""

    rows: QuerySet[Any]
    is_limited: bool


def _reach(user: object, verb: str, noun: str, axis: str, rows: QuerySet[Any]) -> Reach:
    grants = [g for g in viewer_of(user).grants if verb in g.may.get(noun, frozenset())]
    limits = {getattr(grant, axis) for grant in grants}
    if None in limits:
        return Reach(rows, is_limited=False)
    return Reach(rows.filter(pk__in=limits), is_limited=True)


def countries_open_to(user: object, verb: str, noun: str) -> Reach:
    return _reach(user, verb, noun, "country_id", Country.objects.all())


def programmes_open_to(user: object, verb: str, noun: str) -> Reach:
    return _reach(user, verb, noun, "programme_id", Programme.objects.visible_to(user))


def components_open_to(user: object, verb: str, noun: str) -> Reach:
    rows = Component.objects.visible_to(user).select_related("programme")
    return _reach(user, verb, noun, "component_id", rows)
