"""Policy indices: their codebooks, editions and scores."""

from ninja import Router

router = Router(tags=["Policy indices"])
