"""Reading the access matrix: from memberships in force to the grants a viewer holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml
from django.core.exceptions import ImproperlyConfigured

from teranga.accounts.enums import Role
from teranga.core.enums import Visibility
from teranga.core.viewer import Grant

if TYPE_CHECKING:
    from teranga.accounts.models import Membership


@dataclass(frozen=True, slots=True)
class RoleAccess:
    reads: frozenset[Visibility]
    may: Mapping[str, frozenset[str]]
    needs_second_factor: bool


def _document() -> dict[str, Any]:
    text = (resources.files("teranga.accounts") / "access_matrix.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


@cache
def duties() -> frozenset[str]:
    """Return what a role does in person, and may be given by people who do not hold it."""
    return frozenset(_document()["duties"])


@cache
def access_matrix() -> Mapping[Role, RoleAccess]:
    """Return what each role opens; refuse a matrix with an unknown or forgotten role or verb."""
    document = _document()
    if set(document["roles"]) != set(Role.values):
        raise ImproperlyConfigured("access_matrix.yaml must name every role once, and no other.")
    verbs = set(document["verbs"])
    matrix = {}
    for name, row in document["roles"].items():
        unknown = {verb for allowed in row["may"].values() for verb in allowed} - verbs
        if unknown:
            raise ImproperlyConfigured(
                f"access_matrix.yaml: {name} holds unknown verbs {sorted(unknown)}."
            )
        matrix[Role(name)] = RoleAccess(
            reads=frozenset(Visibility(level) for level in row["reads"]),
            may={noun: frozenset(allowed) for noun, allowed in row["may"].items()},
            needs_second_factor=row["second_factor"],
        )
    return matrix


def grants_of(memberships: Iterable["Membership"]) -> tuple[Grant, ...]:
    matrix = access_matrix()
    return tuple(
        Grant(
            role=membership.role,
            reads=matrix[Role(membership.role)].reads,
            may=matrix[Role(membership.role)].may,
            programme_id=membership.programme_id,
            component_id=membership.component_id,
            country_id=membership.country_id,
        )
        for membership in memberships
    )
