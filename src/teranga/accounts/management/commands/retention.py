"""Delete what is due, or only say what would be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from teranga.accounts.services.retention import run_retention


class Command(BaseCommand):
    help = "Apply the retention rules; once a day. With --dry-run nothing is deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        for result in run_retention(now=timezone.now(), dry_run=dry_run):
            self.stdout.write(f"{result.rule.code}: {len(result.keys)}")
