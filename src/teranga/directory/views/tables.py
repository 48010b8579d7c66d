"""Columns a visitor may sort by: plain links, one address for each order."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from teranga.directory.queries.organisations import OrganisationChoice


def sortable_columns(
    request: HttpRequest, columns: Mapping[str, str], choice: OrganisationChoice
) -> list[dict[str, Any]]:
    return [_column(request, name, label, choice) for name, label in columns.items()]


def _column(
    request: HttpRequest, name: str, label: str, choice: OrganisationChoice
) -> dict[str, Any]:
    if not name:
        return {"label": label}
    is_sorted = choice.sort == name
    address = request.GET.copy()
    address.pop("page", None)
    address["sort"] = f"-{name}" if is_sorted and not choice.is_descending else name
    direction = ("down" if choice.is_descending else "up") if is_sorted else ""
    return {"label": label, "sort_url": f"?{address.urlencode()}", "sorted": direction}
