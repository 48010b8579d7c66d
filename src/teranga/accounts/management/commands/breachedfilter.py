"""Build the filter of breached passwords from a list of SHA-1 digests."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teranga.accounts.services.breached_passwords import build_filter


class Command(BaseCommand):
    help = "Build the filter that TERANGA_BREACHED_PASSWORDS names, from SHA-1 digests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="one digest a line, HEX or HEX:count")
        parser.add_argument("target", type=Path, help="the filter to write")

    def handle(self, *args: Any, source: Path, target: Path, **options: Any) -> None:
        try:
            with source.open(encoding="ascii") as lines:
                n_expected = sum(1 for _ in lines)
            with source.open(encoding="ascii") as lines:
                n_read = build_filter(lines, target, n_expected=max(1, n_expected))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{n_read} digests in {target} ({target.stat().st_size} bytes).")
