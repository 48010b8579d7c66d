"""Delete what is due, or only say what would be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teranga.accounts.services.retention import ClockJumpError, run_retention


class Command(BaseCommand):
    help = "Apply the retention rules; once a day. With --dry-run nothing is deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")
        parser.add_argument(
            "--clock-is-right", action="store_true", help="delete although nothing was written long"
        )

    def handle(self, *args: Any, dry_run: bool, clock_is_right: bool, **options: Any) -> None:
        try:
            results = run_retention(
                now=timezone.now(), dry_run=dry_run, clock_is_right=clock_is_right
            )
        except ClockJumpError as error:
            raise CommandError(str(error)) from error
        for result in results:
            self.stdout.write(f"{result.rule.code}: {len(result.keys)}")
