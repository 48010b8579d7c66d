"""Every public address, for search engines."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from teranga.core.models import SearchDocument
from teranga.portal.queries.countries import countries_by_region

_PAGES = [
    "portal:home",
    "portal:map",
    "portal:country-list",
    "portal:data",
    "portal:resources",
    "portal:about",
    "portal:sources",
    "portal:data-protection",
    "portal:accessibility",
    "portal:legal",
]


def public_addresses() -> Iterator[str]:
    """Yield each address once, without what an anchor adds to it."""
    nobody = AnonymousUser()
    yield from map(reverse, _PAGES)
    for group in countries_by_region(nobody):
        for line in group.told:
            yield reverse("portal:country-detail", args=[line.country.pk])
    urls = SearchDocument.objects.visible_to(nobody).values_list("url", flat=True)
    yield from dict.fromkeys(
        url for url in urls.order_by("url") if "#" not in url and not url.startswith("/countries/")
    )
