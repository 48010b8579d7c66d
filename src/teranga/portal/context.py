"""What every page of the frame needs: the network's name, five words, the links of the footer."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The five words of the header; a page belongs to the word whose address it starts with.
NAVIGATION = [
    (_("Map"), "portal:map", ["portal:map", "portal:country-list", "directory:organisation-map"]),
    (_("Policies"), "indices:index-list", ["indices:index-list", "facility:policy-list"]),
    (_("Data"), "portal:data", ["portal:data"]),
    (
        _("Expertise"),
        "facility:action-list",
        ["facility:action-list", "facility:figures", "programmes:programme-list"],
    ),
    (
        _("Resources"),
        "portal:resources",
        ["portal:resources", "directory:organisation-list", "knowledge:home"],
    ),
]
FOOTER = [
    (_("About"), "portal:about"),
    (_("Sources"), "portal:sources"),
    (_("Data protection"), "portal:data-protection"),
    (_("Accessibility"), "portal:accessibility"),
    (_("Legal notice"), "portal:legal"),
    (_("Interface for programs"), "api:reference"),
    (_("Visual language"), "portal:style"),
]


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {
        "network_name": settings.NETWORK_NAME,
        "is_demo": settings.DEMO,
        "theme": request.COOKIES.get("theme", ""),
        "navigation": [
            {
                "label": label,
                "url": reverse(name),
                "current": request.path.startswith(tuple(reverse(part) for part in parts)),
            }
            for label, name, parts in NAVIGATION
        ],
        "footer_links": [{"label": label, "url": reverse(name)} for label, name in FOOTER],
    }
