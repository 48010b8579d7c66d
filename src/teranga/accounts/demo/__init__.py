"""The sign-ins of the demo: one marked account per role, refused anywhere else."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.http import urlencode

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.core.exceptions import InstallationError
from teranga.core.models import Country
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    role: Role
    email: str
    name: str
    password: str
    totp_secret: str
    otpauth_uri: str
    programme: str | None
    country: str | None


@cache
def _rows() -> tuple[DemoSignIn, ...]:
    text = (resources.files("teranga.accounts.demo") / "sign_ins.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    return tuple(_row(document["password"], fields) for fields in document["accounts"])


def _row(password: str, fields: dict[str, Any]) -> DemoSignIn:
    secret = fields.get("totp", "")
    query = urlencode({"secret": secret, "issuer": settings.NETWORK_NAME})
    return DemoSignIn(
        role=Role(fields["role"]),
        email=fields["email"],
        name=fields["name"],
        password=password,
        totp_secret=secret,
        otpauth_uri=f"otpauth://totp/{fields['email']}?{query}" if secret else "",
        programme=fields.get("programme"),
        country=fields.get("country"),
    )


def demo_sign_ins() -> tuple[DemoSignIn, ...]:
    """Return what `teranga demo` prints; the passwords are public, so only in the demo."""
    if not settings.DEMO:
        raise InstallationError("The demo accounts exist in the demo only.")
    return _rows()


@transaction.atomic
def load_demo() -> None:
    """Create or put back the demo accounts; needs the programmes and countries."""
    for row in demo_sign_ins():
        user = User.objects.filter(email=row.email).first()
        if user is None:
            user = User.objects.create_user(
                email=row.email, password=row.password, name=row.name, is_fictitious=True
            )
        _put_back_membership(user, row)
        _put_back_second_factor(user, row)


def _put_back_membership(user: User, row: DemoSignIn) -> None:
    scope = {
        "programme": Programme.objects.get(code=row.programme) if row.programme else None,
        "country": Country.objects.get(alpha3=row.country) if row.country else None,
    }
    if not user.memberships.current().filter(role=row.role, **scope).exists():
        Membership.objects.create(user=user, role=row.role, **scope)


def _put_back_second_factor(user: User, row: DemoSignIn) -> None:
    if row.totp_secret:
        Authenticator.objects.get_or_create(
            user=user,
            type=Authenticator.Type.TOTP,
            defaults={"data": {"secret": get_adapter().encrypt(row.totp_secret)}},
        )
