"""Who may do what with accounts, memberships, invitations, personal data and the audit."""

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from teranga.accounts.access import access_matrix, duties
from teranga.accounts.enums import Role
from teranga.core.viewer import Grant, viewer_of

if TYPE_CHECKING:
    from teranga.accounts.models import ApiToken, Invitation, Membership, User


class Scoped(Protocol):
    """What carries a programme, a component and a country: a membership or an invitation."""

    @property
    def programme_id(self) -> UUID | None: ...
    @property
    def component_id(self) -> UUID | None: ...
    @property
    def country_id(self) -> str | None: ...


def _holds(grant: Grant, role: Role, thing: Scoped, *, verb: str, noun: str) -> bool:
    """Say whether one grant alone holds everything `role` would open in the scope of `thing`.

    One grant, not several together: two narrow memberships never add up to a wide one.
    """
    wanted = access_matrix()[role]
    return (
        verb in grant.may.get(noun, frozenset())
        and grant.covers(
            programme_id=thing.programme_id,
            component_id=thing.component_id,
            country_id=thing.country_id,
        )
        and wanted.reads <= grant.reads
        and all(
            verbs <= grant.may.get(name, frozenset())
            for name, verbs in wanted.may.items()
            if name not in duties()
        )
    )


def can_grant_role(user: object, role: Role, thing: Scoped, *, verb: str, noun: str) -> bool:
    """Nobody can grant more than they hold: neither a wider role nor a wider scope."""
    return any(_holds(grant, role, thing, verb=verb, noun=noun) for grant in viewer_of(user).grants)


def can_create_invitation(user: object, role: Role, thing: Scoped) -> bool:
    return can_grant_role(user, role, thing, verb="create", noun="invitation")


def can_archive_invitation(user: object, invitation: "Invitation") -> bool:
    """Revoke; and send again, which revokes the former link."""
    return viewer_of(user).may(
        "archive",
        "invitation",
        programme_id=invitation.programme_id,
        component_id=invitation.component_id,
        country_id=invitation.country_id,
    )


def can_create_membership(user: object, role: Role, thing: Scoped) -> bool:
    return can_grant_role(user, role, thing, verb="create", noun="membership")


def can_change_membership(user: object, membership: "Membership") -> bool:
    """Whoever could not grant this role cannot take it away either."""
    return can_grant_role(user, Role(membership.role), membership, verb="change", noun="membership")


def can_reset_second_factor(user: object, account: "User") -> bool:
    """Reset the lost factor of someone all of whose roles one could give; never one's own."""
    held = [row for row in account.memberships.all() if not row.is_archived]
    return (
        viewer_of(user).user_id not in (None, account.pk)
        and bool(held)
        and all(can_change_membership(user, membership) for membership in held)
    )


def can_list_memberships(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "membership")


def can_revoke_token(user: object, token: "ApiToken") -> bool:
    return viewer_of(user).user_id == token.user_id


def can_manage_data_protection(user: object) -> bool:
    """Answer the requests of people without an account; read the register."""
    return viewer_of(user).may_somewhere("manage", "data_protection")


def can_read_audit(user: object) -> bool:
    return viewer_of(user).may("read_personal", "audit")


def can_export_audit(user: object) -> bool:
    return viewer_of(user).may("export", "audit")


def can_manage_installation(user: object) -> bool:
    return viewer_of(user).may("manage", "installation")
