"""What every page of the frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {
        "network_name": settings.NETWORK_NAME,
        "is_demo": settings.DEMO,
        "theme": request.COOKIES.get("theme", ""),
    }
