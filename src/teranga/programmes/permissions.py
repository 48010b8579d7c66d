"""Who may keep programmes; the verbs of each role are in `accounts/access_matrix.yaml`."""

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.programmes.models import Component, Funding, Phase, Programme


def _may(user: object, verb: str, noun: str, part: Publishable) -> bool:
    return viewer_of(user).may(
        verb,
        noun,
        programme_id=part.programme_id,
        component_id=part.component_id,
        country_id=part.country_id,
    )


def can_create_programme(user: object) -> bool:
    """Ask for a grant without limits: a new programme lies in no scope yet."""
    return viewer_of(user).may("create", "programme")


def can_change_programme(user: object, programme: Programme) -> bool:
    return viewer_of(user).may("change", "programme", programme_id=programme.pk)


def can_archive_programme(user: object, programme: Programme) -> bool:
    return viewer_of(user).may("archive", "programme", programme_id=programme.pk)


def can_create_component(user: object, programme: Programme) -> bool:
    return viewer_of(user).may("create", "component", programme_id=programme.pk)


def can_change_component(user: object, component: Component) -> bool:
    return _may(user, "change", "component", component)


def can_create_phase(user: object, programme: Programme) -> bool:
    return viewer_of(user).may("create", "phase", programme_id=programme.pk)


def can_change_phase(user: object, phase: Phase) -> bool:
    return _may(user, "change", "phase", phase)


def can_create_funding(user: object, programme: Programme) -> bool:
    return viewer_of(user).may("create", "funding", programme_id=programme.pk)


def can_change_funding(user: object, funding: Funding) -> bool:
    return _may(user, "change", "funding", funding)


def can_archive_part(user: object, part: Publishable) -> bool:
    return _may(user, "archive", type(part).__name__.lower(), part)
