"""What the caller is and may read: the first question of any program."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from teranga.accounts.enums import Role
from teranga.core.enums import Visibility

router = Router(tags=["Caller"])


class MembershipOut(Schema):
    role: Role
    programme: str | None = Field(description="Code of the programme; null for the network.")
    component: str | None
    country: str | None
    ends_on: dt.date | None


class MeOut(Schema):
    name: str
    email: str
    language: str
    reads: list[Visibility] = Field(description="Levels opened somewhere by a role in force.")
    memberships: list[MembershipOut]


@router.get("/me", response=MeOut, summary="The account behind the key or session")
def me(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    if not user.is_authenticated:
        raise HttpError(401, "Give a key or sign in.")
    rows = user.memberships.in_force(timezone.localdate()).select_related("programme", "component")
    levels = {level for grant in user.viewer.grants for level in grant.reads}
    return {
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "reads": sorted({Visibility.PUBLIC, *levels}),
        "memberships": [
            {
                "role": row.role,
                "programme": row.programme and row.programme.code,
                "component": row.component and row.component.code,
                "country": row.country_id,
                "ends_on": row.ends_on,
            }
            for row in rows
        ],
    }
