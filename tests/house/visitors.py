"""Everyone who may come to the door, and what the matrix of rights promises them.

The promise is computed here from the matrix file alone, not with the platform's own
code: two answers that agree are worth more than one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.test import Client

import teranga.accounts
from teranga.accounts.enums import Role
from tests.factories.accounts import make_user

MATRIX = yaml.safe_load(
    (Path(teranga.accounts.__file__).parent / "access_matrix.yaml").read_text(encoding="utf-8")
)["roles"]


@dataclass(frozen=True)
class Visitor:
    name: str
    user: Any
    role: str | None = None
    programme_id: Any = None
    component_id: Any = None
    country_id: str | None = None

    def __str__(self):
        return self.name

    def may_read(self, row) -> bool:
        if row.visibility == "public" or self.owns(row):
            return True
        if self.role is None or row.visibility not in MATRIX[self.role]["reads"]:
            return False
        is_in_programme = self.programme_id in (None, row.programme_id)
        is_in_component = self.component_id in (None, row.component_id)
        # What belongs to no component is shared with those of every component.
        is_shared = is_in_programme and (is_in_component or row.component_id is None)
        return {
            "network": True,
            "programme": is_shared,
            "committee": is_shared,
            "private": is_in_programme
            and is_in_component
            and self.country_id in (None, row.country_id),
        }[row.visibility]

    def owns(self, row) -> bool:
        return row.owner_id is not None and row.owner_id == self.user.pk

    def client(self) -> Client:
        client = Client(raise_request_exception=True)
        if self.user.is_authenticated:
            client.force_login(self.user)
        return client


def strangers() -> list[Visitor]:
    return [Visitor("anyone", AnonymousUser()), Visitor("account without role", make_user())]


def every_role(programme, component, country) -> list[Visitor]:
    """Each role in one country of one programme, one of a component, and the widest ones."""
    return [
        *(make_visitor(role, programme, None, country) for role in Role.values),
        make_visitor("officer", programme, component, None),
        make_visitor("coordinator", programme, None, None),
        make_visitor("administrator", None, None, None),
    ]


def different_roles(programme, component, country) -> list[Visitor]:
    """Keep one visitor of those for whom the matrix says exactly the same."""
    kept, seen = [], []
    for visitor in every_role(programme, component, country):
        scope = (visitor.programme_id, visitor.component_id, visitor.country_id)
        promise = (MATRIX[visitor.role], scope)
        if promise not in seen:
            seen.append(promise)
            kept.append(visitor)
    return kept


def make_visitor(role, programme, component, country) -> Visitor:
    user = make_user(role, programme=programme, component=component, country=country)
    # A role that needs a second factor has one: the walk is about what lies behind.
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    scope = [row and row.pk for row in (programme, component, country)]
    where = " ".join(str(row) for row in (programme, component, country) if row) or "the network"
    return Visitor(f"{role} of {where}", user, role, *scope)
