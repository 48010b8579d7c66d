"""Write to each person what is due, as often as they wish; once a day."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from teranga.facility.services.alerts import send_digests


class Command(BaseCommand):
    help = "Send the letters of what is due; once a day, from the machine’s own timetable."

    def handle(self, *args: Any, **options: Any) -> None:
        n_sent = 0
        for sent in send_digests(today=timezone.localdate(), public_url=settings.PUBLIC_URL):
            n_sent += sent.has_left
        self.stdout.write(f"{n_sent} letters sent")
