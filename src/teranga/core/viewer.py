"""Who is looking: the only thing the door to what is visible needs to know.

A `Viewer` is built by whoever knows the person (`accounts` for a session or a
token); this module knows neither users nor roles, only what a grant opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable
from uuid import UUID

from teranga.core.enums import Visibility


@dataclass(frozen=True, slots=True)
class Grant:
    """What one membership opens, and where. `None` means no limit on that axis."""

    role: str
    reads: frozenset[Visibility]
    may: Mapping[str, frozenset[str]] = field(hash=False)
    programme_id: UUID | None = None
    component_id: UUID | None = None
    country_id: str | None = None

    def covers(
        self, *, programme_id: UUID | None, component_id: UUID | None, country_id: str | None
    ) -> bool:
        """Say whether a thing of that scope lies inside this grant.

        A limit on an axis only opens things that name the same value there: an
        officer of one country does not hold what belongs to no country.
        """
        return (
            self.programme_id in (None, programme_id)
            and self.component_id in (None, component_id)
            and self.country_id in (None, country_id)
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (or nobody) in front of the platform, with the grants in force today."""

    user_id: UUID | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.user_id is not None

    def may(
        self,
        verb: str,
        noun: str,
        *,
        programme_id: UUID | None = None,
        component_id: UUID | None = None,
        country_id: str | None = None,
    ) -> bool:
        """Say whether a grant lets this viewer do `verb` on a `noun` of that scope."""
        return any(
            verb in grant.may.get(noun, frozenset())
            and grant.covers(
                programme_id=programme_id, component_id=component_id, country_id=country_id
            )
            for grant in self.grants
        )

    def may_somewhere(self, verb: str, noun: str) -> bool:
        """Say whether any grant opens `verb` on `noun`, wherever it is."""
        return any(verb in grant.may.get(noun, frozenset()) for grant in self.grants)

    def has_role(self, *roles: str) -> bool:
        return any(grant.role in roles for grant in self.grants)


@runtime_checkable
class HasViewer(Protocol):
    @property
    def viewer(self) -> Viewer: ...


NOBODY = Viewer()


def viewer_of(user: object) -> Viewer:
    """Return the viewer of a user; an anonymous or unknown user sees what is public."""
    if isinstance(user, Viewer):
        return user
    return user.viewer if isinstance(user, HasViewer) else NOBODY
