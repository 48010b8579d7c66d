"""Layers of the map: a number per country, from what the visitor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.core.contributions import MapLayer, shelves
from teranga.core.models import Country
from teranga.core.viewer import viewer_of

# The parts of the world that the outlines are cut for, in the order of the choice.
VIEWS: dict[str, StrOrPromise] = {
    "crpm": _("The CRPM countries"),
    "africa": _("Africa"),
    "west-central-africa": _("West and Central Africa"),
    "latin-america": _("Latin America"),
    "asia": _("Asia"),
    "world": _("World"),
}


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    layer: MapLayer
    places: Sequence[dict[str, Any]]

    @property
    def n_countries(self) -> int:
        return len(self.places)


def find_layer(code: str) -> MapLayer | None:
    """Return the layer of that code, or the first one."""
    layers = list(shelves.map_layers)
    return next((layer for layer in layers if layer.code == code), layers[0] if layers else None)


def first_drawn_layer(user: object) -> DrawnLayer | None:
    """Return the first layer that has something to show, for the home page."""
    drawn = (drawn_layer(user, layer) for layer in shelves.map_layers)
    return next((layer for layer in drawn if layer.places), None)


def drawn_layer(user: object, layer: MapLayer) -> DrawnLayer:
    values = layer.values(viewer_of(user))
    countries = Country.objects.filter(pk__in=values)
    places = [
        {
            "code": country.pk,
            "name": country.name,
            "value": values[country.pk],
            "url": reverse("portal:country-detail", args=[country.pk]),
        }
        for country in sorted(countries, key=lambda country: country.sort_key)
    ]
    return DrawnLayer(layer, places)
