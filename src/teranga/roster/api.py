"""The expert roster: statistics only, nothing on a person."""

from ninja import Router

router = Router(tags=["Expert roster"])
