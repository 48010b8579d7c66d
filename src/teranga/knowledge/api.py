"""Practices, deliverables and lessons."""

from ninja import Router

router = Router(tags=["Knowledge"])
