"""People without an account: what they hold is a secret link to one thing."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RequesterLink:
    """Whoever opened a request by the link of its requester."""

    request_id: UUID


@dataclass(frozen=True, slots=True)
class PartnerLink:
    """Whoever opened an Action sheet by the link of one of its focal points."""

    focal_point_id: UUID
    action_id: UUID
