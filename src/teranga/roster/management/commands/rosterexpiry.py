"""Remind experts whose data end soon, and set aside those whose data have ended."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from teranga.core.context import Actor, acting_as
from teranga.core.installation.statistics import refresh_statistics
from teranga.roster.services.expiry import follow_expiry


class Command(BaseCommand):
    help = "Follow the expiry of experts' data and measure the tables anew; once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(Actor(label="rosterexpiry")):
            done = follow_expiry(now=timezone.now())
        refresh_statistics()
        self.stdout.write(
            f"reminded: {done.n_reminded}, without address: {done.n_without_address},"
            f" expired: {done.n_expired}"
        )
