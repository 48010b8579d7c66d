"""Questionnaires and what was answered."""

from ninja import Router

router = Router(tags=["Questionnaires"])
