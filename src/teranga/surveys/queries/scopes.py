"""In which programmes and countries a person may do something: what forms offer."""

from django.db.models import QuerySet

from teranga.core.models import Country
from teranga.core.viewer import viewer_of
from teranga.programmes.models import Programme


def programmes_for(user: object, verb: str, noun: str) -> QuerySet[Programme]:
    """Return the visible programmes in which `user` holds `verb` on `noun`."""
    grants = [g for g in viewer_of(user).grants if verb in g.may.get(noun, frozenset())]
    rows: QuerySet[Programme] = Programme.objects.visible_to(user).order_by("code")
    if any(grant.programme_id is None for grant in grants):
        return rows
    return rows.filter(pk__in=[grant.programme_id for grant in grants])


def countries_for(user: object, verb: str, noun: str) -> list[Country]:
    """Return the countries in which `user` holds `verb` on `noun`, in alphabetical order."""
    grants = [g for g in viewer_of(user).grants if verb in g.may.get(noun, frozenset())]
    rows = Country.objects.all()
    if not any(grant.country_id is None for grant in grants):
        rows = rows.filter(pk__in=[grant.country_id for grant in grants])
    return sorted(rows, key=lambda country: country.sort_key)


def is_limited_to_programmes(user: object, verb: str, noun: str) -> bool:
    """Say whether everything `user` does with `noun` must belong to a programme."""
    grants = [g for g in viewer_of(user).grants if verb in g.may.get(noun, frozenset())]
    return not any(grant.programme_id is None for grant in grants)
